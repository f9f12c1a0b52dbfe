export interface CallCount {
  readonly method: string;
  /** Path with ids and versions templated, e.g. `/crm/v3/objects/{object}/{id}`. */
  readonly route: string;
  /** The CRM object the call names, where it names one. */
  readonly object?: string;
  readonly count: number;
}

/** Counts the calls a simulator answered, by method, route and object. */
export class CallLog {
  readonly #counts = new Map<string, { method: string; route: string; object?: string; count: number }>();

  record(call: {
    readonly method: string;
    readonly route: string;
    readonly object?: string | undefined;
  }): void {
    const key = JSON.stringify([call.method, call.route, call.object ?? null]);
    const known = this.#counts.get(key);
    if (known) known.count += 1;
    else {
      const { method, route, object } = call;
      this.#counts.set(key, { method, route, ...(object === undefined ? {} : { object }), count: 1 });
    }
  }

  list(): readonly CallCount[] {
    return [...this.#counts.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, call]) => ({ ...call }));
  }

  reset(): void {
    this.#counts.clear();
  }
}
