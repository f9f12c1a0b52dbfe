import { describe, expect, it } from 'vitest';
import { createPacer } from '../../../lib/crm/hubspot/pacing.ts';
import type { Clock } from '../../../lib/runtime/clock.ts';
import { type ManualClock, manualClock } from './test-account.ts';
import { virtualTime } from './virtual-time.ts';

/** 2 % longer than HubSpot's own window, so that ways of unequal length stay within it. */
const WINDOW_MS = 10_200;
const SECOND_MS = 1020;

/** A clock whose first sleep begins with what `then` does. */
function clockInterrupted(clock: ManualClock, then: () => void) {
  let isDone = false;
  return {
    nowMs: clock.nowMs,
    sleep: (ms: number) => {
      if (!isDone) then();
      isDone = true;
      return clock.sleep(ms);
    },
  };
}

/** An account that counts calls as they arrive, `others` of another app among them, and refuses those over its limit. */
function accountOf(clock: Clock, limit: number, others: readonly number[]) {
  let arrivalsMs: number[] = [...others];
  let refused = 0;
  return {
    refused: () => refused,
    call: async (latencyMs: number) => {
      await clock.sleep(latencyMs / 2);
      const nowMs = clock.nowMs();
      arrivalsMs = arrivalsMs.filter((atMs) => atMs > nowMs - 10_000 || atMs > nowMs);
      const used = arrivalsMs.filter((atMs) => atMs <= nowMs).length;
      if (used >= limit) refused += 1;
      else arrivalsMs.push(nowMs);
      const burstRemaining = Math.max(0, limit - used - 1);
      await clock.sleep(latencyMs / 2);
      return { lane: 'normal', burstLimit: limit, burstRemaining, burstWindowMs: 10_000 } as const;
    },
  };
}

/** Eight cursors, as of two objects in four parts each, make `calls` calls of 100 to 140 ms. */
async function readSideBySide(limit: number, calls: number, others: readonly number[] = []) {
  const clock = virtualTime();
  const pacer = createPacer(clock);
  const account = accountOf(clock, limit, others);
  let left = calls;
  const read = async (cursor: number) => {
    for (let page = 0; left > 0; page += 1) {
      left -= 1;
      await pacer.take('normal');
      const before = account.refused();
      pacer.learn(await account.call(100 + ((page * 7 + cursor * 13) % 41)));
      // As the transport does with a refusal.
      if (account.refused() > before) await pacer.hold('normal', 10_000);
    }
  };
  const wallMs = await clock.run(Array.from({ length: 8 }, (_, cursor) => read(cursor)));
  return { wallMs, refused: account.refused() };
}

describe('createPacer', () => {
  it.each([
    [190, 2000, 1.1],
    [30, 300, 1.25],
  ])(
    'uses a limit of %i calls up to a tenth or a quarter, and is never refused',
    async (limit, calls, most) => {
      const { wallMs, refused } = await readSideBySide(limit, calls);

      expect(refused).toBe(0);
      expect(wallMs / 1000).toBeLessThanOrEqual((most * calls * 10) / limit);
    },
  );

  it('keeps out of the way of another app that calls steadily', async () => {
    const every200Ms = Array.from({ length: 600 }, (_, i) => i * 200);

    const { refused } = await readSideBySide(190, 800, every200Ms);

    // Two in a hundred: calls that were on their way when the window was used up.
    expect(refused).toBeLessThanOrEqual(16);
  });

  it('lets 190 calls through in a window and no more', async () => {
    const clock = manualClock();
    const startMs = clock.nowMs();
    const pacer = createPacer(clock);

    for (let i = 0; i < 381; i += 1) await pacer.take('normal');

    expect(clock.nowMs() - startMs).toBe(2 * WINDOW_MS);
  });

  it('lets 4 searches through in a second, whatever the other calls do', async () => {
    const clock = manualClock();
    const startMs = clock.nowMs();
    const pacer = createPacer(clock);

    for (let i = 0; i < 100; i += 1) await pacer.take('normal');
    for (let i = 0; i < 100; i += 1) await pacer.take('associations');
    for (let i = 0; i < 9; i += 1) await pacer.take('search');

    expect(clock.nowMs() - startMs).toBe(2 * SECOND_MS);
  });

  it('takes over the limit that an answer names', async () => {
    const clock = manualClock();
    const pacer = createPacer(clock);
    pacer.learn({ lane: 'normal', burstLimit: 2 });

    for (let i = 0; i < 3; i += 1) await pacer.take('normal');

    expect(clock.sleepsMs).toEqual([WINDOW_MS]);
  });

  it('leaves to other apps what they have used of the window', async () => {
    const clock = manualClock();
    const pacer = createPacer(clock);
    await pacer.take('normal');
    pacer.learn({ lane: 'normal', burstLimit: 10, burstRemaining: 1, burstWindowMs: 10_000 });

    for (let i = 0; i < 3; i += 1) await pacer.take('normal');

    expect(clock.sleepsMs).toEqual([WINDOW_MS]);
  });

  it('does not rest for what it has used itself', async () => {
    const clock = manualClock();
    const pacer = createPacer(clock);
    for (let i = 0; i < 5; i += 1) await pacer.take('normal');
    clock.advance(8000);
    pacer.learn({ lane: 'normal', burstLimit: 5, burstRemaining: 0, burstWindowMs: 10_000 });

    await pacer.take('normal');

    expect(clock.sleepsMs).toEqual([WINDOW_MS - 8000]);
  });

  it('lets a call through in each window where others use it all, to see when they stop', async () => {
    const clock = manualClock();
    const pacer = createPacer(clock);
    pacer.learn({ lane: 'normal', burstLimit: 10, burstRemaining: 0 });

    for (let i = 0; i < 2; i += 1) await pacer.take('normal');

    expect(clock.sleepsMs).toEqual([WINDOW_MS]);
  });

  it('keeps one waiting that is already asleep when a longer rest begins', async () => {
    const clock = manualClock();
    const startMs = clock.nowMs();
    const pacer = createPacer(clockInterrupted(clock, () => pacer.hold('search', 5000)));
    await pacer.hold('search', 1000);

    await pacer.take('search');

    expect(clock.nowMs() - startMs).toBe(5000);
  });

  it('lets those who waited through a rest queue again', async () => {
    const clock = manualClock();
    const startMs = clock.nowMs();
    const passedMs: number[] = [];
    const pacer = createPacer(clockInterrupted(clock, () => pacer.hold('search', 5000)));

    for (let i = 0; i < 9; i += 1) {
      await pacer.take('search');
      passedMs.push(clock.nowMs() - startMs);
    }

    expect(passedMs).toEqual([0, 0, 0, 0, 5000, 5000, 5000, 5000, 5000 + SECOND_MS]);
  });
});
