import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseMinor } from '../../lib/domain/money.ts';
import type { ComputeReport } from '../../lib/pipeline/compute-kpis.ts';
import type { SyncRun } from '../../lib/pipeline/ingest/ingest-report.ts';
import { loadLedgerRows } from '../../lib/pipeline/relay-feedback.ts';
import { showKpis } from '../../lib/pipeline/show-kpis.ts';
import type { ApplyReport } from '../../lib/pipeline/write-back/apply.ts';
import { planWriteBack } from '../../lib/pipeline/write-back/plan.ts';
import type { Plan } from '../../lib/pipeline/write-back/plan-file.ts';
import { loadConfig } from '../../lib/runtime/load-config.ts';
import { readCsv } from '../local/demo/read-csv.ts';
import { MemoryTable } from '../support/memory-table.ts';
import { apply, compute, runsOf, sync } from './loop-steps.ts';
import { openStage, provision, type Stage } from './stage.ts';

const OLIST = new URL('../../../shared/data/olist', import.meta.url).pathname;
const CONFIG = new URL('../../examples/olist/revloop.yaml', import.meta.url).pathname;
const ORIGINS = [
  'direct_traffic',
  'display',
  'email',
  'organic_search',
  'other',
  'other_publicities',
  'paid_search',
  'referral',
  'social',
];

describe.skipIf(!existsSync(OLIST))(
  'the loop over the Olist export (skipped where ../shared is absent)',
  () => {
    const config = loadConfig(CONFIG);
    const table = new MemoryTable();
    let stage: Stage;
    let runs: readonly SyncRun[];
    let kpis: ComputeReport;
    let plan: Plan;
    let applied: ApplyReport;

    beforeAll(async () => {
      stage = await openStage({ from: OLIST, config, today: config.asOf ?? '' });
      await provision(stage);
      runs = runsOf(await sync(stage, table));
      kpis = (await compute(stage.context(table), OLIST)).kpis;
      plan = await planWriteBack(stage.context(table));
      applied = await apply(stage, table, plan);
    });

    afterAll(() => stage?.close());

    const tableOf = () => showKpis(stage.context(table), { by: 'channel', window: 'all', model: 'first' });

    it('reads every record', () => {
      const read = Object.fromEntries(runs.map(({ object, read: count }) => [object, count]));

      expect(read).toMatchObject({ contacts: 8000, Lead: 842, Opportunity: 842 });
      expect(
        runs.flatMap(({ quarantined, error }) => [
          ...(quarantined > 0 ? [quarantined] : []),
          ...(error ? [error] : []),
        ]),
      ).toEqual([]);
    });

    it('knows 8,000 people, and 842 wins', async () => {
      const won = await loadLedgerRows(stage.context(table), ['won']);

      expect({ people: kpis.people, won: kpis.won }).toEqual({ people: 8000, won: 842 });
      expect(won).toHaveLength(842);
    });

    it('has one channel per published origin, by its own name', async () => {
      const { rows } = await tableOf();

      const keys = rows.map(({ key }) => key);

      expect(keys).toEqual(ORIGINS);
    });

    it('counts the leads of every origin that the file has, and the rest as unattributed', async () => {
      const contacts = readCsv(readFileSync(`${OLIST}/hubspot/contacts.csv`));
      const leadsOf = Map.groupBy(contacts, ({ utm_source = '' }) => utm_source);

      const { rows, unattributed } = await tableOf();

      const unnamed = ['', 'unknown'].reduce((sum, origin) => sum + (leadsOf.get(origin)?.length ?? 0), 0);
      expect(rows.map(({ key, leads }) => [key, leads])).toEqual(
        ORIGINS.map((origin) => [origin, leadsOf.get(origin)?.length]),
      );
      expect(unattributed.leads).toBe(unnamed);
    });

    it('puts every won deal into a channel, or leaves it unattributed with a reason', async () => {
      const { rows, unattributed, blended } = await tableOf();
      const won = await loadLedgerRows(stage.context(table), ['won']);

      const attributed = rows.reduce((sum, row) => sum + row.won, 0);

      const reasons = won.flatMap(({ credit: { first } }) => (first.channel === null ? [first.reason] : []));
      expect(attributed + unattributed.won).toBe(842);
      expect(blended.won).toBe(842);
      expect(reasons).toHaveLength(unattributed.won);
    });

    it('lists the deal that was won before its first contact once, and counts it', async () => {
      const listed = kpis.issues.filter(({ code }) => code === 'won-before-lead');
      const won = await loadLedgerRows(stage.context(table), ['won']);

      const counted = won.filter(({ sources }) => sources.includes(listed[0]?.ref ?? ''));

      expect(listed).toHaveLength(1);
      expect(counted).toHaveLength(1);
    });

    it('spends what the file says', async () => {
      const bills = readCsv(readFileSync(`${OLIST}/spend/2017-2018.csv`));
      const total = bills.reduce((sum, { amount = '0' }) => sum + parseMinor(amount, 'BRL'), 0);

      const { blended } = await tableOf();

      expect(parseMinor(blended.spend ?? '0', 'BRL')).toBe(total);
      expect(total).toBe(121_050_000);
    });

    it('writes everything it planned, and plans nothing after that', async () => {
      stage.clock.advance(60_000);
      await sync(stage, table);
      await compute(stage.context(table), OLIST);

      const second = await planWriteBack(stage.context(table));

      expect(applied.applied).toBe(plan.records.length);
      expect(plan.records.length).toBeGreaterThan(842);
      expect(second.records).toEqual([]);
      expect(second.changes).toEqual([]);
    });
  },
);
