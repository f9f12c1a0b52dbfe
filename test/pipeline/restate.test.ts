import { describe, expect, it } from 'vitest';
import { computeKpis } from '../../lib/pipeline/compute-kpis.ts';
import { readSnapshot } from '../../lib/pipeline/read-snapshot.ts';
import { loadRestatements } from '../../lib/store/restatement-store.ts';
import type { Item } from '../../lib/store/table.ts';
import { Crash, dyingAt, mortalTable } from '../support/crash.ts';
import { aStepContext } from '../support/step-context.ts';
import { storeState } from '../support/store-state.ts';
import { LEAD, prepared, type Scenario } from './write-back/scenario.ts';

describe('a change of figures that were published', () => {
  it('is logged with the counts of before and after, and the lead whose deletion caused it', async () => {
    const scenario = await prepared();
    scenario.crm.erase('Lead', 'a');
    await scenario.ingest();

    const report = await computeKpis(scenario.context);

    expect(report.restated).toMatchObject([
      {
        month: '2026-01',
        counts: { lead: { before: 4, after: 3 } },
        causes: [{ kind: 'deleted', count: 1, records: [LEAD] }],
      },
    ]);
    expect(await loadRestatements(scenario.table)).toMatchObject([
      { runId: report.runId, asOf: '2026-03-10', months: report.restated },
    ]);
  });

  it('names a lead that came late, and the revenue that an edit moved', async () => {
    const scenario = await prepared();
    scenario.crm.edit('Opportunity', 'won', { Amount: 1_000_000 });
    await scenario.ingest();

    const { restated } = await computeKpis(scenario.context);

    const [month] = restated;
    expect(month).toMatchObject({ month: '2026-02', causes: [{ kind: 'edited' }] });
    expect(month?.counts['wonMinor']?.after).toBe(1_000_000);
  });

  it('is none where the first snapshot is published, where nothing changed, or where the month was open', async () => {
    const scenario = await prepared();
    const again = await computeKpis(scenario.context);
    scenario.crm.edit('Opportunity', 'won', { CloseDate: '2026-03-05' });
    scenario.crm.edit('Opportunity', 'won', { CloseDate: '2026-03-06' });
    await scenario.ingest();
    await computeKpis(scenario.context);
    scenario.crm.edit('Opportunity', 'won', { CloseDate: '2026-03-07' });
    await scenario.ingest();

    const { restated } = await computeKpis(scenario.context);

    expect([again.restated, restated]).toEqual([[], []]);
    expect(
      (await loadRestatements(scenario.table)).map(({ months }) => months.map(({ month }) => month)),
    ).toEqual([['2026-02']]);
  });
});

describe('a person who was erased for privacy', () => {
  it('F61: stays as a count of the month and the channel, with nothing that names them', async () => {
    const scenario = await prepared();
    const before = await leadsOf(scenario);
    await forget(scenario, 'a');

    const report = await computeKpis(scenario.context);

    expect(await leadsOf(scenario)).toEqual(before);
    expect(report.people).toBe(3);
    const left = scenario.table.dump().filter(({ pk }) => /^(?:LEDGER#|ANON)/.test(pk));
    expect(left.filter((item) => names(item, LEAD))).toEqual([]);
    expect(left.filter(({ pk }) => pk === 'ANON')).toHaveLength(1);
  });

  it('F61: is not counted twice when the figures are computed again, nor logged by name', async () => {
    const scenario = await prepared();
    await forget(scenario, 'a');
    await computeKpis(scenario.context);
    const first = storeState(scenario.table);

    await computeKpis(scenario.context);

    expect(storeState(scenario.table)).toEqual(first);
    const log = scenario.table.dump().filter(({ pk }) => pk === 'RESTATE');
    expect(log.filter((item) => names(item, LEAD))).toEqual([]);
  });

  it('F61: ends in the same store when the run that meets the erasure is killed anywhere and run again', async () => {
    const expected = await erased();
    const steps = await run(expected, undefined);

    for (let step = 1; step <= steps; step += 1) {
      for (const when of ['before', 'after'] as const) {
        const scenario = await erased();
        await expect(run(scenario, { step, when })).rejects.toThrow(Crash);

        await run(scenario, undefined);

        expect(storeState(scenario.table)).toEqual(storeState(expected.table));
      }
    }
  });

  it('F61: leaves the won deal its channel', async () => {
    const scenario = await prepared();
    const before = await wonOf(scenario);
    const buyer = scenario.table.dump().find(({ pk, sk }) => pk.startsWith('LEDGER#won') && sk !== '');
    const { personId } = JSON.parse(String(buyer?.['row']));
    for (const item of scenario.table.dump()) {
      if (/^REC#salesforce#(?:Lead|Contact)#/.test(item.pk) && isOf(scenario, item, personId))
        await scenario.table.remove(item);
    }

    await computeKpis(scenario.context);
    await computeKpis(scenario.context);

    expect(before).toEqual([['2026-02-20 seminar', 1]]);
    expect(await wonOf(scenario)).toEqual(before);
  });
});

function names(item: Item, ref: string): boolean {
  return JSON.stringify(item).includes(ref);
}

/** Takes the records of a lead out of the store, as an erasure does. */
async function forget(scenario: Scenario, id: string): Promise<void> {
  for (const { pk, sk } of scenario.table.dump())
    if (pk.startsWith('REC#salesforce#Lead#') && sk === id) await scenario.table.remove({ pk, sk });
}

function isOf(scenario: Scenario, { pk, sk }: Item, person: string): boolean {
  const ref = `salesforce/${pk.split('#')[2]}/${sk}`;
  return scenario.table
    .dump()
    .some((item) => item.pk.startsWith('ALIAS#') && item.sk === ref && item['canonical'] === person);
}

async function leadsOf({ table }: Scenario) {
  const { facts } = await readSnapshot(table, 'lead-creation');
  return counted(
    facts
      .filter(({ lead }) => lead > 0)
      .map(({ day, channel, lead }) => [`${day?.slice(0, 7)} ${channel}`, lead]),
  );
}

async function wonOf({ table }: Scenario) {
  const { facts } = await readSnapshot(table, 'lead-creation');
  return counted(
    facts.filter(({ won }) => won > 0).map(({ day, channel, won }) => [`${day} ${channel}`, won]),
  );
}

function counted(pairs: readonly (readonly [string, number])[]): readonly (readonly [string, number])[] {
  const sums = new Map<string, number>();
  for (const [key, count] of pairs) sums.set(key, (sums.get(key) ?? 0) + count);
  return [...sums].sort();
}

async function erased(): Promise<Scenario> {
  const scenario = await prepared();
  await forget(scenario, 'a');
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
