import { describe, expect, it } from 'vitest';
import { deadlineAt } from '../../lib/crm/api-budget.ts';
import type { Table } from '../../lib/store/table.ts';
import { createManualClock } from '../support/manual-clock.ts';
import { MemoryTable } from '../support/memory-table.ts';
import { aBudget, HUBSPOT, SALESFORCE, seededRandom } from './shared-budget.ts';

/** 20:00 on 10 March in the account's zone, Asia/Tokyo. */
const EVENING = '2026-03-10T11:00:00.000Z';
const HOUR_MS = 3_600_000;

describe('calls of one process', () => {
  it('cost far fewer writes than calls', async () => {
    const { table, puts } = counted(new MemoryTable());
    const clock = createManualClock();
    const budget = aBudget({ table, clock, random: seededRandom(1) });

    await Promise.all(Array.from({ length: 95 }, () => budget.take('normal')));

    expect(puts()).toBeLessThanOrEqual(12);
  });

  it('of lanes without a burst limit cost no write', async () => {
    const { table, puts } = counted(new MemoryTable());
    const budget = aBudget({
      table,
      clock: createManualClock(),
      random: seededRandom(1),
      limits: SALESFORCE,
    });

    for (let call = 0; call < 500; call += 1) await budget.take('normal');

    expect(puts()).toBe(0);
  });

  it('of search and associations go on while the normal ones are used up', async () => {
    const clock = createManualClock();
    const budget = aBudget({ table: new MemoryTable(), clock, random: seededRandom(1) });
    for (let call = 0; call < 190; call += 1) await budget.take('normal');

    await budget.take('search');
    await budget.take('associations');

    expect(clock.slept).toEqual([]);
  });

  it('follow the limit that an answer names, also in a process that begins later', async () => {
    const { table, clock } = aStage();
    const first = aBudget({ table, clock, random: seededRandom(1, 'a') });
    await first.take('normal');
    first.learn({ lane: 'normal', burstLimit: 12, burstWindowMs: 10_000 });
    for (let call = 1; call < 10; call += 1) await first.take('normal');
    const later = aBudget({ table, clock, random: seededRandom(2, 'b') });

    await later.take('normal');
    await later.take('normal');
    const slept = clock.slept.length;
    await later.take('normal');

    expect(slept).toBe(0);
    expect(clock.slept.length).toBeGreaterThan(0);
  });

  it('stay below what the config allows of the vendor’s limit', async () => {
    const { table, clock } = aStage();
    const budget = aBudget({ table, clock, random: seededRandom(1), settings: { burst: 5 } });

    for (let call = 0; call < 6; call += 1) await budget.take('normal');

    expect(clock.nowMs() - Date.parse(EVENING)).toBeGreaterThan(9_900);
  });

  it('F18: make room where an answer shows that others use the same window', async () => {
    const { table, clock } = aStage();
    const budget = aBudget({ table, clock, random: seededRandom(1) });
    await budget.take('normal');
    budget.learn({ lane: 'normal', burstLimit: 190, burstRemaining: 3, burstWindowMs: 10_000 });

    for (let call = 0; call < 4; call += 1) await budget.take('normal');

    expect(clock.slept.length).toBeGreaterThan(0);
  });
});

describe('a hold', () => {
  it('F13: is obeyed by every process for its whole length', async () => {
    const { table, clock } = aStage();
    const first = aBudget({ table, clock, random: seededRandom(1, 'a') });
    const other = aBudget({ table, clock, random: seededRandom(2, 'b') });
    await first.hold('normal', 7_000);

    await other.take('normal');
    const otherMs = clock.nowMs() - Date.parse(EVENING);
    await first.take('normal');

    expect(otherMs).toBe(7_000);
  });

  it('F13: that outlasts the run ends it before the call, with the time to wait', async () => {
    const { table, clock } = aStage();
    const deadline = deadlineAt(clock, clock.nowMs() + 5_000);
    const budget = aBudget({ table, clock, random: seededRandom(1), deadline });
    await budget.hold('normal', 7_000);

    const taken = budget.take('normal');

    await expect(taken).rejects.toMatchObject({ failure: 'deadline', retryAfterMs: 7_000, wasSent: false });
    expect(clock.slept).toEqual([]);
  });

  it.each([
    ['negative', -5],
    ['no number', Number.NaN],
    ['endless', Number.POSITIVE_INFINITY],
  ])('F14: that is %s is none', async (_case, ms) => {
    const { table, clock } = aStage();
    const budget = aBudget({ table, clock, random: seededRandom(1) });
    await budget.hold('normal', ms);

    await budget.take('normal');

    expect(clock.slept).toEqual([]);
  });

  it('F15: of more than 15 minutes stops every lane of every process until it ends', async () => {
    const { table, clock } = aStage();
    await aBudget({ table, clock, random: seededRandom(1, 'a') }).hold('normal', 4 * HOUR_MS);
    const next = aBudget({ table, clock, random: seededRandom(2, 'b') });

    const refused = await Promise.allSettled([next.take('search'), next.take('associations')]);
    clock.advance(4 * HOUR_MS);
    await next.take('search');

    expect(refused).toMatchObject(
      Array(2).fill({ reason: { failure: 'quota', retryAfterMs: 4 * HOUR_MS, wasSent: false } }),
    );
  });
});

describe('the share of the day', () => {
  it('F16: ends all calls once everybody together has used 80 %, in later runs too', async () => {
    const { table, clock } = aStage();
    const budget = aBudget({ table, clock, random: seededRandom(1, 'a'), limits: SALESFORCE });
    await budget.take('normal');
    budget.learn({ lane: 'normal', usedToday: 11_998, limitToday: 15_000 });
    await budget.take('normal');
    await budget.take('normal');

    const refused = await Promise.allSettled([budget.take('normal')]);
    clock.advance(1);
    budget.learn({ lane: 'normal', usedToday: 12_000, limitToday: 15_000 });
    await Promise.allSettled([budget.take('normal')]);
    const next = aBudget({ table, clock, random: seededRandom(2, 'b'), limits: SALESFORCE }).take('normal');

    expect(refused).toMatchObject([{ reason: { failure: 'quota', wasSent: false } }]);
    await expect(next).rejects.toMatchObject({ failure: 'quota' });
  });

  it('F11: of a rolling day lets one run ask again an hour after the report, not before', async () => {
    const { table, clock } = aStage();
    const budget = aBudget({ table, clock, random: seededRandom(1), limits: SALESFORCE });
    await budget.take('normal');
    budget.learn({ lane: 'normal', usedToday: 15_000, limitToday: 15_000 });
    clock.advance(HOUR_MS - 1);

    const before = await Promise.allSettled([budget.take('normal')]);
    clock.advance(1);
    const after = await Promise.allSettled([budget.take('normal')]);

    expect(before).toMatchObject([{ status: 'rejected', reason: { failure: 'quota', retryAfterMs: 1 } }]);
    expect(after).toMatchObject([{ status: 'fulfilled' }]);
  });

  it('F15: of HubSpot’s day ends at midnight of the account', async () => {
    const { table, clock } = aStage();
    const budget = aBudget({ table, clock, random: seededRandom(1) });
    await budget.take('normal');
    budget.learn({ lane: 'normal', usedToday: 250_000, limitToday: 250_000 });

    const before = await Promise.allSettled([budget.take('normal')]);
    clock.advance(4 * HOUR_MS);
    const after = await Promise.allSettled([budget.take('normal')]);

    expect(before).toMatchObject([{ reason: { failure: 'quota', retryAfterMs: 4 * HOUR_MS } }]);
    expect(after).toMatchObject([{ status: 'fulfilled' }]);
  });

  it('is at most a quarter of the limit for one run; the next run has its own', async () => {
    const { table, clock } = aStage();
    const budget = aBudget({ table, clock, random: seededRandom(1, 'a'), limits: SALESFORCE });
    await budget.take('normal');
    budget.learn({ lane: 'normal', usedToday: 10, limitToday: 400 });
    for (let call = 1; call < 100; call += 1) await budget.take('normal');

    const refused = budget.take('normal');
    const next = aBudget({ table, clock, random: seededRandom(2, 'b'), limits: SALESFORCE }).take('normal');

    await expect(refused).rejects.toMatchObject({ failure: 'quota' });
    await expect(next).resolves.toBeUndefined();
  });

  it('is one for all parts of a run that goes on in other processes', async () => {
    const { table, clock } = aStage();
    const part = { table, clock, random: seededRandom(1), limits: SALESFORCE, callsBefore: 99 };
    const budget = aBudget(part);
    await budget.take('normal');
    budget.learn({ lane: 'normal', usedToday: 100, limitToday: 400 });

    const refused = budget.take('normal');

    await expect(refused).rejects.toMatchObject({ failure: 'quota' });
  });

  it('F18: follows what others use, however few calls are ours', async () => {
    const { table, clock } = aStage();
    const budget = aBudget({ table, clock, random: seededRandom(1), limits: HUBSPOT });
    await budget.take('normal');
    budget.learn({ lane: 'normal', usedToday: 10, limitToday: 1_000 });
    await budget.take('normal');
    budget.learn({ lane: 'normal', usedToday: 900, limitToday: 1_000 });

    const refused = budget.take('normal');

    await expect(refused).rejects.toMatchObject({ failure: 'quota' });
  });
});

function aStage() {
  return { table: new MemoryTable(), clock: createManualClock(EVENING) };
}

function counted(table: Table): { readonly table: Table; readonly puts: () => number } {
  let puts = 0;
  const put: Table['put'] = async (item, condition) => {
    puts += 1;
    await table.put(item, condition);
  };
  return { table: { ...table, put }, puts: () => puts };
}
