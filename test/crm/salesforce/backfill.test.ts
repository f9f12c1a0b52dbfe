import { afterEach, describe, expect, it } from 'vitest';
import type { BackfillChunk, ChangePage, Crm, Cursor } from '../../../lib/crm/crm.ts';
import { aLead, leadId } from './a-lead.ts';
import { type SimulatedOrg, startSimulatedOrg } from './simulated-org.ts';

const ROWS = 11_000;
const JOBS = 'POST /services/data/v{version}/jobs/query';
const REST = 'GET /services/data/v{version}/queryAll';
const RESULTS = 'GET /services/data/v{version}/jobs/query/{job}/results';

let org: SimulatedOrg;
afterEach(() => org.close());

const leads = (count: number) =>
  Array.from({ length: count }, (_, i) =>
    aLead(i, { SystemModstamp: new Date(Date.parse('2026-01-01T00:00:00Z') + i * 60_000).toISOString() }),
  );

async function planOf(crm: Crm) {
  return crm.planBackfill(await crm.describe('Lead'));
}

async function readPart(
  crm: Crm,
  chunk: BackfillChunk | undefined,
  { cursor = null, pages: limit = Infinity }: { cursor?: Cursor | null; pages?: number } = {},
) {
  const pages: ChangePage[] = [];
  if (chunk === undefined) throw new Error('nothing to read');
  for await (const page of crm.readChunk(await crm.describe('Lead'), chunk, cursor)) {
    pages.push(page);
    if (pages.length === limit) break;
  }
  return pages;
}

const recordsOf = (pages: readonly ChangePage[]) => pages.flatMap((page) => page.records);
const idsOf = (pages: readonly ChangePage[]) => recordsOf(pages).map((record) => record.id);
const allIds = () => Array.from({ length: ROWS }, (_, i) => leadId(i)).sort();

describe('a backfill of Salesforce', () => {
  it('reads few records by REST, with the calls it forecast', async () => {
    org = await startSimulatedOrg({ Lead: leads(4_500) });
    const plan = await planOf(org.crm);
    const before = org.calls('Lead')[REST] ?? 0;

    const pages = await readPart(org.crm, plan.chunks[0]);

    expect(plan.chunks).toHaveLength(1);
    expect(plan.forecast).toMatchObject({ records: 4_500, calls: 3 });
    expect(plan.changesFrom).toEqual({ modstamp: '2026-11-02T00:00:00.000Z', id: '' });
    expect(new Set(idsOf(pages)).size).toBe(4_500);
    expect((org.calls('Lead')[REST] ?? 0) - before).toBe(3);
    expect(org.calls()[JOBS]).toBeUndefined();
  });

  it('S10 reads many by one Bulk job, over several downloads, each record once', async () => {
    org = await startSimulatedOrg({ Lead: leads(ROWS) });
    const plan = await planOf(org.crm);

    const pages = await readPart(org.crm, plan.chunks[0]);

    expect(idsOf(pages).sort()).toEqual(allIds());
    expect(pages.map((page) => page.done)).toEqual(pages.map((_, i) => i === pages.length - 1));
    expect(org.calls()[JOBS]).toBe(1);
    expect(org.calls()[RESULTS]).toBe(1);
  });

  it('S17 gives by Bulk the same records as by REST', async () => {
    const extra = {
      NumberOfEmployees: '12',
      AnnualRevenue: '1500.50',
      HasOptedOutOfEmail: 'true',
      Title: '',
    };
    const rows = leads(ROWS).map((row, i) =>
      i === 7 ? { ...row, ...extra, Description: 'a "b",\nc' } : row,
    );
    org = await startSimulatedOrg({ Lead: rows });
    const plan = await planOf(org.crm);

    const byBulk = recordsOf(await readPart(org.crm, plan.chunks[0]));

    org.arm('bulk-jobs-limit', { object: 'Lead' });
    const byRest = recordsOf(await readPart(org.crm, plan.chunks[0]));
    const inOrder = (records: typeof byBulk) =>
      JSON.stringify([...records].sort((a, b) => (a.id < b.id ? -1 : 1)));
    expect(byRest).toHaveLength(ROWS);
    expect(inOrder(byBulk)).toBe(inOrder(byRest));
    expect(byBulk.find(({ id }) => id === leadId(7))?.fields).toMatchObject({
      NumberOfEmployees: 12,
      AnnualRevenue: 1500.5,
      HasOptedOutOfEmail: true,
      Title: null,
      Description: 'a "b",\nc',
    });
  });

  it('resumes in the job that a killed run began', async () => {
    org = await startSimulatedOrg({ Lead: leads(ROWS) });
    const plan = await planOf(org.crm);
    const first = await readPart(org.crm, plan.chunks[0], { pages: 3 });

    const rest = await readPart(org.connect(), plan.chunks[0], { cursor: first.at(-1)?.cursor ?? null });

    expect(recordsOf(first).length).toBeGreaterThan(0);
    expect([...idsOf(first), ...idsOf(rest)].sort()).toEqual(allIds());
    expect(org.calls()[JOBS]).toBe(1);
  });

  it('begins a new job when the org has forgotten the old one', async () => {
    org = await startSimulatedOrg({ Lead: leads(ROWS) });
    const plan = await planOf(org.crm);
    const [first] = await readPart(org.crm, plan.chunks[0], { pages: 1 });
    org.arm('bulk-job-purged', { object: 'Lead' });

    const rest = await readPart(org.connect(), plan.chunks[0], { cursor: first?.cursor ?? null });

    expect(idsOf(rest).sort()).toEqual(allIds());
    expect(org.calls()[JOBS]).toBe(2);
  });

  it.each([
    ['bulk-job-failed', 2],
    ['bulk-job-aborted', 2],
    ['bulk-job-query-timeout', 3],
    ['bulk-fewer-rows', 2],
    ['truncated-body', 1],
    ['server-error', 1],
    ['reset-before', 1],
  ])('reads every record in spite of one %s', async (fault, jobs) => {
    org = await startSimulatedOrg({ Lead: leads(ROWS) });
    const plan = await planOf(org.crm);
    const description = await org.crm.describe('Lead');
    const ids = new Set<string>();
    let isArmed = fault.startsWith('bulk-job');
    if (isArmed) org.arm(fault, { object: 'Lead' });

    const chunk = plan.chunks[0] ?? { id: '', spec: {} };
    for await (const page of org.crm.readChunk(description, chunk, null)) {
      for (const record of page.records) ids.add(record.id);
      if (!isArmed) org.arm(fault, { object: 'Lead' });
      isArmed = true;
    }

    expect([...ids].sort()).toEqual(allIds());
    expect(org.calls()[JOBS]).toBe(jobs);
  });

  it.each(['bulk-jobs-limit', 'bulk-storage-limit'])('goes on by REST at the %s', async (fault) => {
    org = await startSimulatedOrg({ Lead: leads(ROWS) });
    const plan = await planOf(org.crm);
    org.arm(fault, { object: 'Lead' });

    const pages = await readPart(org.crm, plan.chunks[0]);

    expect(idsOf(pages).sort()).toEqual(allIds());
  });

  it('ends with its cursor when the run has no time to wait for the job', async () => {
    org = await startSimulatedOrg({ Lead: leads(ROWS) });
    const plan = await planOf(org.crm);
    await org.set({ bulkJobPolls: 9, bulkJobMs: 3_600_000 });
    const crm = org.connect({ deadline: { remainingMs: () => 6_000 } });
    const pages: ChangePage[] = [];

    const reading = (async () => {
      const description = await crm.describe('Lead');
      for await (const page of crm.readChunk(description, plan.chunks[0] ?? { id: '', spec: {} }, null))
        pages.push(page);
    })();

    await expect(reading).rejects.toMatchObject({ failure: 'deadline' });
    expect(pages.at(-1)?.cursor['job']).toMatch(/^\w{15,18}$/);
  });
});
