import { describe, expect, it } from 'vitest';
import { computeKpis } from '../../lib/pipeline/compute-kpis.ts';
import { readIssues, readSnapshot, readSnapshotMeta } from '../../lib/pipeline/read-snapshot.ts';
import { loadAliases } from '../../lib/store/alias-store.ts';
import { currentRun } from '../../lib/store/snapshot-store.ts';
import { Crash, dyingAt, mortalTable } from '../support/crash.ts';
import { aStepContext } from '../support/step-context.ts';
import { storeState } from '../support/store-state.ts';
import { prepared, Scenario } from './write-back/scenario.ts';

describe('computeKpis', () => {
  it('publishes what the store holds, and names the months that changed', async () => {
    const scenario = new Scenario();
    await scenario.ingest();
    await scenario.spend(100_000);

    const report = await computeKpis(scenario.context);

    expect(report).toMatchObject({ months: ['2026-01', '2026-02'], people: 4, won: 1, isNew: true });
    expect(await currentRun(scenario.table)).toBe(report.runId);
    const { meta } = await readSnapshotMeta(scenario.table);
    expect(meta).toMatchObject({
      asOf: '2026-03-10',
      people: 4,
      firstDay: '2026-01-10',
      lastDay: '2026-02-20',
      stages: { lead: 4, opportunity: 3, won: 1, lost: 1 },
      available: { mql: false, sql: true, firstTouch: false },
    });
    expect((await loadAliases(scenario.table)).size).toBe(8);
  });

  it('changes nothing, and says so, when it runs again', async () => {
    const scenario = await prepared();
    const before = storeState(scenario.table);

    const report = await computeKpis(scenario.context);

    expect(report).toMatchObject({ months: [], isNew: false });
    expect(storeState(scenario.table)).toEqual(before);
  });

  it('gives the same snapshot for the same store, whoever computes it', async () => {
    const [one, other] = [await prepared(), await prepared()];

    expect(await currentRun(one.table)).toBe(await currentRun(other.table));
  });

  it('computes the months again that a change leaves and enters', async () => {
    const scenario = await prepared();
    scenario.crm.edit('Opportunity', 'won', { CloseDate: '2026-01-31' });
    await scenario.ingest();

    const report = await computeKpis(scenario.context);

    expect(report).toMatchObject({ months: ['2026-01', '2026-02'], won: 1, isNew: true });
  });

  it('lists what contradicts itself', async () => {
    const scenario = await prepared();
    scenario.crm.edit('Opportunity', 'won', { Amount: 0, AccountId: null });
    await scenario.ingest();

    await computeKpis(scenario.context);

    const codes = (await readIssues(scenario.table)).map(({ code }) => code);
    expect(codes).toEqual(['deal-without-company', 'deal-without-amount']);
  });

  it('is not held up by a record that today’s config cannot read', async () => {
    const scenario = await prepared();
    const [record] = scenario.table
      .dump()
      .filter(({ pk, sk }) => pk.startsWith('REC#salesforce#Lead') && sk === 'a');
    if (record === undefined) throw new Error('no record');
    await scenario.table.put({ ...record, fields: '{"NumberOfEmployees":"many"}' });

    const report = await computeKpis(scenario.context);

    expect(report.people).toBe(3);
  });

  it('publishes an empty snapshot of an empty store', async () => {
    const context = aStepContext();

    const report = await computeKpis(context);

    expect(report).toMatchObject({ months: [], people: 0, won: 0, isNew: true });
    const { facts, meta } = await readSnapshot(context.table, 'first');
    expect([facts, meta.firstDay]).toEqual([[], null]);
  });

  it('ends in the same store when run again, wherever it is killed', async () => {
    const expected = await changed();
    const steps = await run(expected, undefined);

    for (let step = 1; step <= steps; step += 1) {
      for (const when of ['before', 'after'] as const) {
        const scenario = await changed();
        const old = await currentRun(scenario.table);
        await expect(run(scenario, { step, when })).rejects.toThrow(Crash);
        const shown = await currentRun(scenario.table);
        expect([old, await currentRun(expected.table)]).toContain(shown);

        await run(scenario, undefined);

        expect(storeState(scenario.table)).toEqual(storeState(expected.table));
      }
    }
  });
});

async function changed(): Promise<Scenario> {
  const scenario = await prepared();
  scenario.crm.edit('Opportunity', 'won', { CloseDate: '2026-01-31' });
  scenario.crm.edit('Lead', 'a', { LeadSource: 'Fax' });
  await scenario.ingest();
  return scenario;
}

async function run(
  scenario: Scenario,
  crash: { readonly step: number; readonly when: 'before' | 'after' } | undefined,
): Promise<number> {
  const mortality = dyingAt(crash);
  const { config, today } = scenario.context;
  await computeKpis(aStepContext({ table: mortalTable(scenario.table, mortality), config, today }));
  return mortality.steps();
}
