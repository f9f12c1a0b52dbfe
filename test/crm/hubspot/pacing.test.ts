import { describe, expect, it } from 'vitest';
import { createPacer } from '../../../lib/crm/hubspot/pacing.ts';
import { manualClock } from './test-account.ts';

describe('createPacer', () => {
  it('lets 190 calls through in 10 s and no more', async () => {
    const clock = manualClock();
    const startMs = clock.nowMs();
    const pacer = createPacer(clock);

    for (let i = 0; i < 381; i += 1) await pacer.wait('normal');

    expect(clock.nowMs() - startMs).toBe(20_000);
  });

  it('lets 4 searches through in a second, whatever the other calls do', async () => {
    const clock = manualClock();
    const startMs = clock.nowMs();
    const pacer = createPacer(clock);

    for (let i = 0; i < 100; i += 1) await pacer.wait('normal');
    for (let i = 0; i < 9; i += 1) await pacer.wait('search');

    expect(clock.nowMs() - startMs).toBe(2000);
  });

  it('takes over the limit that an answer names', async () => {
    const clock = manualClock();
    const pacer = createPacer(clock);
    pacer.learn('normal', { 'x-hubspot-ratelimit-max': '2' });

    for (let i = 0; i < 3; i += 1) await pacer.wait('normal');

    expect(clock.sleepsMs).toEqual([10_000]);
  });

  it('rests for the interval when an answer says that nothing is left', async () => {
    const clock = manualClock();
    const pacer = createPacer(clock);
    pacer.learn('normal', {
      'x-hubspot-ratelimit-remaining': '0',
      'x-hubspot-ratelimit-interval-milliseconds': '7000',
    });

    await pacer.wait('normal');

    expect(clock.sleepsMs).toEqual([7000]);
  });

  it('keeps one waiting that is already asleep when a longer rest begins', async () => {
    const clock = manualClock();
    const startMs = clock.nowMs();
    const pacer = createPacer({
      nowMs: clock.nowMs,
      sleep: (ms) => {
        if (clock.sleepsMs.length === 0) pacer.hold('search', 5000);
        return clock.sleep(ms);
      },
    });
    pacer.hold('search', 1000);

    await pacer.wait('search');

    expect(clock.nowMs() - startMs).toBe(5000);
  });

  it('lets those who waited through a rest queue again', async () => {
    const clock = manualClock();
    const startMs = clock.nowMs();
    const passedMs: number[] = [];
    let isHeld = false;
    const pacer = createPacer({
      nowMs: clock.nowMs,
      sleep: (ms) => {
        if (!isHeld) pacer.hold('search', 5000);
        isHeld = true;
        return clock.sleep(ms);
      },
    });

    for (let i = 0; i < 9; i += 1) {
      await pacer.wait('search');
      passedMs.push(clock.nowMs() - startMs);
    }

    expect(passedMs).toEqual([0, 0, 0, 0, 5000, 5000, 5000, 5000, 6000]);
  });
});
