export interface ArmedFault {
  readonly name: string;
  readonly object?: string;
  readonly callsLeft: number;
}

/** Faults armed over `POST /_simulator/faults`: each is spent by the next `calls` calls that it fits. */
export class FaultSwitch {
  readonly names: readonly string[];
  #armed: { name: string; object?: string; callsLeft: number }[] = [];

  /** `names` are the faults this simulator can produce. */
  constructor(names: readonly string[]) {
    this.names = names;
  }

  /** Returns false for a name this simulator does not know. */
  arm(fault: {
    readonly name: string;
    readonly calls: number;
    readonly object?: string | undefined;
  }): boolean {
    if (!this.names.includes(fault.name)) return false;
    const { name, calls, object } = fault;
    this.#armed.push({ name, callsLeft: calls, ...(object === undefined ? {} : { object }) });
    return true;
  }

  /** Spends one call of the first armed fault among `candidates` that fits `object`, and names it. */
  take(candidates: readonly string[], object?: string): string | undefined {
    const hit = this.#armed.find(
      (fault) => candidates.includes(fault.name) && (fault.object === undefined || fault.object === object),
    );
    if (!hit) return undefined;
    hit.callsLeft -= 1;
    this.#armed = this.#armed.filter((fault) => fault.callsLeft > 0);
    return hit.name;
  }

  clear(): void {
    this.#armed = [];
  }

  armed(): readonly ArmedFault[] {
    return this.#armed.map((fault) => ({ ...fault }));
  }
}
