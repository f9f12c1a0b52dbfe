import { describe, expect, it, onTestFinished } from 'vitest';
import type { Crm } from '../../lib/crm/crm.ts';
import type { CrmName } from '../../lib/crm/record-maps.ts';
import { hubspotId, salesforceId } from '../../lib/local/demo/record-ids.ts';
import type { IngestReport } from '../../lib/pipeline/ingest/ingest-report.ts';
import { ingestCrm } from '../../lib/pipeline/ingest-crm.ts';
import { loadRecords } from '../../lib/store/record-store.ts';
import { aConfig } from '../support/builders.ts';
import { MemoryTable } from '../support/memory-table.ts';
import { openWorld } from './crm-world.ts';

const DAY_MS = 86_400_000;

/** More records than one page holds, and what each CRM says when a day's calls are used up. */
const CASES = [
  {
    name: 'hubspot',
    object: 'contacts',
    other: 'companies',
    rows: 250,
    fault: 'daily-limit',
    perDay: 625_000,
  },
  {
    name: 'salesforce',
    object: 'Lead',
    other: 'Account',
    rows: 2_500,
    fault: 'request-limit',
    perDay: 100_000,
  },
] as const;

describe.each(CASES)('I8: $name with no calls left', ({ name, object, other, rows, fault, perDay }) => {
  it('I8 is called no more after it said so, by any object or run, and gives the rest after the reset', async () => {
    const quota = await open({ name, object, rows });
    const crm = await quota.connect();
    let isArmed = false;
    const stopped = await quota.sync(crm, object, () => {
      if (!isArmed) quota.arm(fault);
      isArmed = true;
    });
    const callsAtStop = quota.calls();

    const otherObject = await quota.sync(crm, other);
    const nextRun = await quota.sync(await quota.connect(), object);
    const callsAfter = quota.calls() - callsAtStop;
    quota.advance(DAY_MS);
    const resumed = await quota.sync(await quota.connect(), object);

    const refused = { status: 'partial-quota', error: { code: 'crm-quota' } };
    const before = stopped.runs[0]?.read ?? 0;
    expect([stopped, otherObject, nextRun].map(({ runs }) => runs[0])).toMatchObject(Array(3).fill(refused));
    expect(callsAfter).toBe(0);
    expect(before).toBeGreaterThan(0);
    expect(resumed.runs).toMatchObject([{ status: 'complete', read: rows - before }]);
    expect(await quota.stored()).toBe(rows);
  });

  it('I8 is called no more by a run that has used its share; the next run goes on from there', async () => {
    const share = 5;
    const quota = await open({ name, object, rows, runShare: share / perDay });
    const first = await quota.sync(await quota.connect(), object);
    const callsOfFirst = quota.calls();

    const later: IngestReport[] = [];
    while (later.at(-1)?.runs[0]?.status !== 'complete' && later.length < 10)
      later.push(await quota.sync(await quota.connect(), object));

    const reads = [first, ...later].map(({ runs }) => runs[0]?.read ?? 0);
    expect(first.runs).toMatchObject([{ status: 'partial-quota', error: { code: 'crm-quota' } }]);
    expect(callsOfFirst).toBeLessThanOrEqual(share);
    expect(later.at(-1)?.runs).toMatchObject([{ status: 'complete' }]);
    expect(reads[0]).toBeGreaterThan(0);
    expect(await quota.stored()).toBe(rows);
  });
});

async function open(of: {
  readonly name: CrmName;
  readonly object: string;
  readonly rows: number;
  readonly runShare?: number;
}) {
  const { name, object, rows, runShare } = of;
  const own = runShare === undefined ? {} : { apiBudget: { runShare } };
  const table = Array.from({ length: rows }, (_, at) => (name === 'hubspot' ? contact(at) : lead(at)));
  const world = await openWorld({ [name]: { [object]: table } }, aConfig({ crm: { [name]: own } }));
  onTestFinished(world.close);
  const budgets = new MemoryTable();
  const { calls, faults } = world[name];
  return {
    connect: async (): Promise<Crm> => {
      const crm = (await world.connect(budgets)).get(name);
      if (crm === undefined) throw new Error(`${name} is not connected`);
      return crm;
    },
    sync: (crm: Crm, only: string, onProgress = () => {}) =>
      ingestCrm({ ...world.context, onProgress }, crm, { objects: [only] }),
    /** Refuses one call: whatever else is sent is answered. */
    arm: (fault: string) => faults.arm({ name: fault, calls: 1 }),
    advance: world.clock.advance,
    /** Calls that count for the day: tokens do not. */
    calls: () =>
      calls.list().reduce((sum, { route, count }) => (route.includes('/token') ? sum : sum + count), 0),
    stored: async () => (await loadRecords(world.table, name, object)).length,
  };
}

function contact(at: number) {
  const day = '2026-01-05T00:00:00.000Z';
  return {
    id: hubspotId('contacts', at),
    createdAt: day,
    updatedAt: day,
    archived: 'false',
    createdate: day,
    email: `person${at}@example.com`,
    lifecyclestage: 'lead',
  };
}

function lead(at: number) {
  const day = '2026-01-05T00:00:00.000Z';
  return {
    Id: salesforceId('Lead', at),
    CreatedDate: day,
    SystemModstamp: day,
    LastName: 'Sato',
    Company: 'Acme',
    Status: 'Open - Not Contacted',
  };
}
