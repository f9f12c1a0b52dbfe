import type { Clock } from '../../lib/runtime/clock.ts';

/** A clock for work side by side: it jumps to the next sleeper's end once everybody sleeps. */
export interface VirtualClock extends Clock {
  /** Runs until `work` has ended; throws where it waits for something that never comes. */
  readonly run: <T>(work: Promise<T>) => Promise<T>;
}

interface Sleeper {
  readonly atMs: number;
  readonly order: number;
  readonly wake: () => void;
}

export function createVirtualClock(startIso = '2026-03-10T00:00:00.000Z'): VirtualClock {
  let nowMs = Date.parse(startIso);
  let order = 0;
  let sleepers: Sleeper[] = [];
  return {
    nowMs: () => nowMs,
    sleep: (ms) =>
      new Promise((wake) => {
        order += 1;
        sleepers.push({ atMs: Math.ceil(nowMs + Math.max(0, ms)), order, wake });
      }),
    run: async (work) => {
      let isDone = false;
      const ended = work.finally(() => {
        isDone = true;
      });
      ended.catch(() => undefined);
      for (;;) {
        // Everything that is ready runs before the next turn of the event loop.
        await new Promise(setImmediate);
        if (isDone) return ended;
        const [next] = sleepers.toSorted((a, b) => a.atMs - b.atMs || a.order - b.order);
        if (next === undefined) throw new Error('everybody waits and nobody sleeps');
        sleepers = sleepers.filter((sleeper) => sleeper !== next);
        nowMs = Math.max(nowMs, next.atMs);
        next.wake();
      }
    },
  };
}
