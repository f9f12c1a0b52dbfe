/** Time as the core sees it: handed in, so that a test or a simulation of faults can own it. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly nowMs: () => number;
  /** Resolves after `ms` milliseconds of this clock. */
  readonly sleep: (ms: number) => Promise<void>;
}

/** The machine's own clock. */
export const systemClock: Clock = {
  nowMs: () => Date.now(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};

/** A clock that starts at `startMs` and then runs as `base` runs: how `asOf` moves a whole local run to another day. */
export function clockFrom(startMs: number, base: Clock = systemClock): Clock {
  const offsetMs = startMs - base.nowMs();
  return { nowMs: () => base.nowMs() + offsetMs, sleep: base.sleep };
}
