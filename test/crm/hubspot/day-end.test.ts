import { describe, expect, it } from 'vitest';
import { DAY_LIMIT_HOLD_MS } from '../../../lib/crm/crm-failure.ts';
import { dayHoldMs } from '../../../lib/crm/hubspot/day-end.ts';
import { anAccount, contacts } from './test-account.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** A used-up day, seen by the adapter of an account that says this of itself; how long nobody calls from then on. */
async function holdOf(timeZone: string): Promise<readonly number[]> {
  const holds: number[] = [];
  const test = await anAccount({
    tables: { contacts: contacts(1) },
    budget: {
      take: async () => undefined,
      learn: () => undefined,
      hold: async (_lane, ms) => void holds.push(ms),
    },
    front: async (request) =>
      request.url.includes('/account-info/') ? Response.json({ portalId: 1, timeZone }) : undefined,
  });
  await test.crm.accountId();
  test.account.faults.arm({ name: 'daily-limit', calls: 1 });
  await expect(test.crm.count('contacts')).rejects.toMatchObject({ failure: 'quota' });
  return holds;
}

describe('the hold of a used-up day', () => {
  it.each([
    ['a day without change', 'Asia/Tokyo', '2026-11-23T09:00:00.000Z', 6 * HOUR_MS],
    ['a day of 23 hours', 'America/New_York', '2026-03-08T05:00:00.000Z', 23 * HOUR_MS],
    ['a day of 25 hours', 'America/New_York', '2026-11-01T04:00:00.000Z', 25 * HOUR_MS],
    ['clocks that change at midnight', 'America/Santiago', '2026-09-05T16:00:00.000Z', 12 * HOUR_MS],
    ['half an hour more than whole ones', 'Asia/Kolkata', '2026-11-23T09:00:00.000Z', 9.5 * HOUR_MS],
  ])('lasts until a minute after midnight of the account: %s', (_case, timeZone, now, expected) => {
    expect(dayHoldMs(Date.parse(now), timeZone)).toBe(expected + MINUTE_MS);
  });

  it('is longer than any wait of a burst, also just before midnight', () => {
    expect(dayHoldMs(Date.parse('2026-11-23T14:59:00.000Z'), 'Asia/Tokyo')).toBe(16 * MINUTE_MS);
  });

  it('F15 goes by the zone that the account tells, old names included', async () => {
    const holds = await holdOf('US/Eastern');

    expect(holds).toEqual([20 * HOUR_MS + MINUTE_MS]);
  });

  it('F15 is an hour in a zone that nobody knows', async () => {
    const holds = await holdOf('Mars/Olympus_Mons');

    expect(holds).toEqual([DAY_LIMIT_HOLD_MS]);
  });
});
