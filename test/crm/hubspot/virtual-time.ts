import type { Clock } from '../../../lib/runtime/clock.ts';

/** A clock on which many sleep side by side: time jumps to the next one who wakes, once nobody else can go on. */
export interface VirtualTime extends Clock {
  /** Runs until all of `work` has ended; gives the milliseconds it took. */
  readonly run: (work: readonly Promise<unknown>[]) => Promise<number>;
}

export function virtualTime(): VirtualTime {
  let nowMs = 0;
  const sleepers: { readonly atMs: number; readonly wake: () => void }[] = [];
  return {
    nowMs: () => nowMs,
    sleep: (ms) => new Promise((wake) => sleepers.push({ atMs: nowMs + ms, wake })),
    run: async (work) => {
      let isDone = false;
      const all = Promise.all(work).finally(() => {
        isDone = true;
      });
      const startMs = nowMs;
      while (!isDone) {
        // Lets every promise that is already settled go on.
        await new Promise((resolve) => setImmediate(resolve));
        sleepers.sort((a, b) => a.atMs - b.atMs);
        const next = sleepers.shift();
        if (next === undefined) continue;
        nowMs = Math.max(nowMs, next.atMs);
        next.wake();
      }
      await all;
      return nowMs - startMs;
    },
  };
}
