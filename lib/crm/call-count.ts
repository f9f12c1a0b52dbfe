/** Calls to a vendor, counted by the object each names. */
export interface CallCount {
  readonly add: (object: string | undefined) => void;
  /** Calls of one object, or all of them. */
  readonly of: (object?: string) => number;
}

export function createCallCount(): CallCount {
  const counts = new Map<string | undefined, number>();
  let total = 0;
  return {
    add: (object) => {
      total += 1;
      counts.set(object, (counts.get(object) ?? 0) + 1);
    },
    of: (object) => (object === undefined ? total : (counts.get(object) ?? 0)),
  };
}
