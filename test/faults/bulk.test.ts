import { describe, expect, it } from 'vitest';
import type { Crm } from '../../lib/crm/crm.ts';
import { REST_ROWS } from '../../lib/crm/salesforce/read-pages.ts';
import { watchChunks } from '../support/chunk-watch.ts';
import { type FaultStage, failuresOf, openFaults, runOf } from './fault-stage.ts';

/** A few more than REST reads. */
const ROWS = REST_ROWS + 50;
const HOUR_MS = 3_600_000;
const CREATED = /POST \S*\/jobs\/query$/;
const ASKED = /GET \S*\/jobs\/query\/\{job\}$/;
const ABORTED = /PATCH \S*\/jobs\/query\/\{job\}$/;
const MANY = 10_000;

/** An org whose accounts are read by a Bulk job. */
async function bulkStage(): Promise<FaultStage> {
  const stage = await openFaults();
  const stampMsOf = (index: number) => Date.parse('2026-01-01T00:00:00Z') + index * 60_000;
  stage.salesforce.seed({
    object: 'Account',
    count: ROWS,
    valuesOf: (index) => ({ Name: `Made ${index}` }),
    stampMsOf,
  });
  return stage;
}

const syncAccounts = (stage: FaultStage, before?: (crm: Crm) => Crm) =>
  stage.sync({ crm: 'salesforce', objects: ['Account'], ...(before === undefined ? {} : { before }) });

async function accountDifferences(stage: FaultStage): Promise<readonly string[]> {
  stage.salesforce.settings.change({ pageRows: 2 * ROWS });
  return (await stage.differences()).filter((line) => line.startsWith('salesforce Account'));
}

/** Arms a fault once the job is created. */
function onceCreated(stage: FaultStage, name: string) {
  const arm = () => stage.salesforce.faults.arm({ name, calls: 1, object: 'Account' });
  return (crm: Crm): Crm => watchChunks(crm, { before: ({ nth }) => (nth === 1 ? arm() : undefined) });
}

describe('a Bulk job', () => {
  it.each([
    ['bulk-job-failed', 2],
    ['bulk-job-query-timeout', 3],
  ])('F46 that ends by %s costs %i jobs in all, and nothing is missing', async (name, jobs) => {
    const stage = await bulkStage();
    stage.salesforce.faults.arm({ name, calls: 1, object: 'Account' });

    const report = await syncAccounts(stage);

    expect(stage.salesforce.faults.armed()).toEqual([]);
    expect(failuresOf(report)).toEqual([]);
    expect(stage.seen('salesforce', CREATED)).toBe(jobs);
    expect(await accountDifferences(stage)).toEqual([]);
  });

  it('F47 that an admin aborts is not begun again without end: the rest is read by REST', async () => {
    const stage = await bulkStage();
    stage.salesforce.faults.arm({ name: 'bulk-job-aborted', calls: MANY, object: 'Account' });

    const report = await syncAccounts(stage);

    expect(failuresOf(report)).toEqual([]);
    expect(stage.seen('salesforce', CREATED)).toBe(3);
    expect(await accountDifferences(stage)).toEqual([]);
  });

  it('F48 that never ends is aborted once after two hours, asked for ever more seldom', async () => {
    const stage = await bulkStage();
    stage.salesforce.faults.arm({ name: 'bulk-job-stuck', calls: 1, object: 'Account' });
    const startMs = stage.clock.nowMs();

    const report = await syncAccounts(stage);

    expect(stage.salesforce.faults.armed()).toEqual([]);
    expect(failuresOf(report)).toEqual([]);
    expect(stage.clock.nowMs() - startMs).toBeLessThan(3 * HOUR_MS);
    expect(stage.seen('salesforce', ASKED)).toBeLessThan(260);
    expect(stage.seen('salesforce', CREATED)).toBe(2);
    expect(stage.seen('salesforce', ABORTED)).toBe(1);
    expect(await accountDifferences(stage)).toEqual([]);
  });

  it.each(['bulk-job-purged', 'bulk-locator-expired'])(
    'F49 whose result is gone is replaced by a new one: %s',
    async (name) => {
      const stage = await bulkStage();

      const report = await syncAccounts(stage, onceCreated(stage, name));

      expect(failuresOf(report)).toEqual([]);
      expect(await accountDifferences(stage)).toEqual([]);
    },
  );

  it('F50 that delivers a row less than it counted is read again', async () => {
    const stage = await bulkStage();

    const report = await syncAccounts(stage, onceCreated(stage, 'bulk-fewer-rows'));

    expect(stage.salesforce.faults.armed()).toEqual([]);
    expect(failuresOf(report)).toEqual([]);
    expect(stage.seen('salesforce', CREATED)).toBe(2);
    expect(await accountDifferences(stage)).toEqual([]);
  });

  it('F50 that always delivers a row less is never taken for the whole', async () => {
    const stage = await bulkStage();
    stage.salesforce.faults.arm({ name: 'bulk-fewer-rows', calls: MANY, object: 'Account' });

    const report = await syncAccounts(stage);

    expect(runOf(report, 'salesforce', 'Account').status).toBe('complete');
    expect(stage.seen('salesforce', CREATED)).toBe(3);
    expect(await accountDifferences(stage)).toEqual([]);
  });
});
