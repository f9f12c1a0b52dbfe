import { describe, expect, it } from 'vitest';
import { type ApiBudget, deadlineAt, type UsageReport } from '../../../lib/crm/api-budget.ts';
import { CrmFailure } from '../../../lib/crm/crm-failure.ts';
import { createHubspotCrm } from '../../../lib/crm/hubspot/hubspot-crm.ts';
import { changePages } from './reading-all.ts';
import { anAccount, contacts, countingRandom, manualClock } from './test-account.ts';

/** A budget that lets everything through and remembers what it was asked and told. */
function openBudget() {
  const taken: string[] = [];
  const reports: UsageReport[] = [];
  const holds: (readonly [string, number])[] = [];
  const budget: ApiBudget = {
    take: async (lane) => void taken.push(lane),
    learn: (report) => void reports.push(report),
    hold: async (lane, ms) => void holds.push([lane, ms]),
  };
  return { budget, taken, reports, holds };
}

describe('the shared budget', () => {
  it('is asked before each call, in the lane that HubSpot counts it in', async () => {
    const { budget, taken } = openBudget();
    const test = await anAccount({ tables: { contacts: contacts(3) }, budget });

    await changePages(test.crm, 'contacts', { phase: 'window', from: 1 });

    expect(taken).toEqual(['normal', 'search', 'associations']);
  });

  it('is told what the answers say of the burst window and of the day', async () => {
    const { budget, reports } = openBudget();
    const test = await anAccount({ budget, limits: { perTenSeconds: 110, perDay: 1000 } });

    await test.crm.describe('contacts');
    await test.crm.count('contacts');

    expect(reports).toEqual([
      {
        lane: 'normal',
        burstLimit: 110,
        burstRemaining: 109,
        burstWindowMs: 10_000,
        limitToday: 1000,
        usedToday: 1,
      },
      { lane: 'search', limitToday: 1000, usedToday: 2 },
    ]);
  });

  it('is held for as long as a refused call says', async () => {
    const { budget, holds } = openBudget();
    const test = await anAccount({ budget });
    test.account.faults.arm({ name: 'search-rate-limit', calls: 1 });

    await test.crm.count('contacts');

    expect(holds).toEqual([['search', 1000]]);
  });

  it('that is used up ends the read before the call is sent', async () => {
    const { budget } = openBudget();
    const empty = { ...budget, take: () => Promise.reject(new CrmFailure('quota', 'share used up')) };
    const test = await anAccount({ budget: empty });

    const counting = test.crm.count('contacts');

    await expect(counting).rejects.toMatchObject({ failure: 'quota' });
    expect(test.crm.calls()).toBe(0);
  });
});

describe('the deadline of the run', () => {
  it('ends a read by a failure of its own before a call that could not finish', async () => {
    const clock = manualClock();
    const deadline = deadlineAt(clock, clock.nowMs() + 2000);
    const test = await anAccount({ clock, deadline });

    const counting = test.crm.count('contacts');

    await expect(counting).rejects.toMatchObject({ failure: 'deadline', wasSent: false });
    expect(test.crm.calls()).toBe(0);
  });

  it('is not slept through: a wait that would outlast it is not begun', async () => {
    const clock = manualClock();
    const deadline = deadlineAt(clock, clock.nowMs() + 10_000);
    const test = await anAccount({ clock, deadline });
    test.account.faults.arm({ name: 'rate-limit', calls: 1 });

    const describing = test.crm.describe('contacts');

    await expect(describing).rejects.toMatchObject({ failure: 'deadline' });
    expect(test.clock.sleepsMs).toEqual([]);
    expect(test.crm.calls()).toBe(1);
  });

  it('keeps the pages read so far: their cursors go on', async () => {
    const clock = manualClock();
    const deadline = { remainingMs: () => (reads < 2 ? 60_000 : 0) };
    let reads = 0;
    const test = await anAccount({ clock, deadline, tables: { contacts: contacts(450) } });
    const description = await test.crm.describe('contacts');
    let cursor = null;
    const reading = async () => {
      for await (const page of test.crm.readChanges(description, null, { lookbackMs: 0 })) {
        reads += 1;
        cursor = page.cursor;
      }
    };

    await expect(reading()).rejects.toMatchObject({ failure: 'deadline' });

    reads = 0;
    const rest = test.crm.readChanges(description, cursor, { lookbackMs: 0 });
    const { value } = await rest[Symbol.asyncIterator]().next();
    expect(value?.records[0]?.id).toBe('1201');
  });
});

describe('dated paths', () => {
  it('are called where the config names a version, with the same records', async () => {
    const test = await anAccount({ tables: { contacts: contacts(3) }, apiVersion: '2026-03' });

    const pages = await changePages(test.crm, 'contacts', { phase: 'window', from: 1 });

    expect(pages.flatMap(({ records }) => records)).toHaveLength(3);
    const routes = test.account.calls.list().map(({ route }) => route);
    expect(routes.filter((route) => !route.includes('/{version}/'))).toEqual([]);
  });

  it('refuse a version that is none', () => {
    const clock = manualClock();
    const options = { url: 'http://127.0.0.1:1', credentials: { accessToken: 'x' }, clock };

    const creating = () => createHubspotCrm({ ...options, random: countingRandom(), apiVersion: 'v9' });

    expect(creating).toThrow('crm.hubspot.apiVersion: v9');
  });
});
