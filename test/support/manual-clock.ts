import type { Clock } from '../../lib/runtime/clock.ts';
import type { Random } from '../../lib/runtime/random.ts';

/** A clock that only moves when somebody sleeps on it or pushes it. */
export interface ManualClock extends Clock {
  readonly advance: (ms: number) => void;
  /** Every wait so far. */
  readonly slept: readonly number[];
}

export function createManualClock(startIso = '2026-03-10T00:00:00.000Z'): ManualClock {
  let nowMs = Date.parse(startIso);
  const slept: number[] = [];
  return {
    nowMs: () => nowMs,
    sleep: async (ms) => {
      slept.push(ms);
      // Clocks tell whole milliseconds.
      nowMs += Math.ceil(ms);
    },
    advance: (ms) => {
      nowMs += ms;
    },
    slept,
  };
}

/** Chance that always says `next`, with ids that count up from `prefix`. */
export function createCountingRandom(prefix = 'id', next = 0.5): Random {
  let count = 0;
  return {
    next: () => next,
    id: () => {
      count += 1;
      return `${prefix}-${count}`;
    },
  };
}
