import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from '../../lib/cli/program.ts';
import { isCrmName } from '../../lib/crm/record-maps.ts';
import type { Config } from '../../lib/domain/config.ts';
import { HEALTH_WORDS } from '../../lib/i18n/health.ts';
import { checkHealth, type HealthCheck } from '../../lib/pipeline/check-health.ts';
import type { ComputeReport } from '../../lib/pipeline/compute-kpis.ts';
import { explain } from '../../lib/pipeline/explain.ts';
import type { IngestReport } from '../../lib/pipeline/ingest/ingest-report.ts';
import { readSnapshotMeta } from '../../lib/pipeline/read-snapshot.ts';
import { loadLedgerRows, showFeedback } from '../../lib/pipeline/relay-feedback.ts';
import { errorInbox, listRuns } from '../../lib/pipeline/run-ledger.ts';
import { showKpis } from '../../lib/pipeline/show-kpis.ts';
import type { ApplyReport } from '../../lib/pipeline/write-back/apply.ts';
import { planWriteBack } from '../../lib/pipeline/write-back/plan.ts';
import type { Plan } from '../../lib/pipeline/write-back/plan-file.ts';
import { loadConfig } from '../../lib/runtime/load-config.ts';
import { readCsv } from '../local/demo/read-csv.ts';
import { MemoryTable } from '../support/memory-table.ts';
import { DEMO_CONFIG, removeFolder, TODAY, writeDemo } from './demo-stage.ts';
import { apply, compute, runsOf, sync } from './loop-steps.ts';
import { openStage, provision, type Stage } from './stage.ts';

/** What a user with these CRMs must see: counted in the export folder's own rows, not by RevLoop. */
const CASES = [
  { crm: 'salesforce', crms: ['salesforce'], wonFrom: 'Opportunity' },
  { crm: 'hubspot', crms: ['hubspot'], wonFrom: 'deals' },
  { crm: 'both', crms: ['salesforce', 'hubspot'], wonFrom: 'Opportunity' },
] as const;

describe.each(CASES)('from init to feedback with $crm', ({ crm, crms, wonFrom }) => {
  const table = new MemoryTable();
  let folder: string;
  let exits: readonly number[];
  let stage: Stage;
  let reports: readonly IngestReport[];
  let kpis: ComputeReport;
  let health: readonly HealthCheck[];
  let applied: { readonly plan: Plan; readonly report: ApplyReport };
  let again: { readonly reports: readonly IngestReport[]; readonly plan: Plan };

  beforeAll(async () => {
    ({ folder } = await writeDemo());
    const written = await initConfig(crm);
    exits = written.exits;
    stage = await openStage({ from: folder, config: withCompanyWords(written.config), today: TODAY });
    await provision(stage);
    reports = await sync(stage, table);
    const context = stage.context(table);
    kpis = (await compute(context, folder)).kpis;
    health = await checkHealth(context, { connect: stage.connect, words: HEALTH_WORDS.en });
    const plan = await planWriteBack(context);
    applied = { plan, report: await apply(stage, table, plan) };
    stage.clock.advance(60_000);
    const secondReports = await sync(stage, table);
    await compute(context, folder);
    again = { reports: secondReports, plan: await planWriteBack(context) };
  });

  afterAll(async () => {
    await stage?.close();
    removeFolder(folder);
  });

  it('writes a config of these CRMs alone, which is valid', () => {
    expect(exits).toEqual([0, 0]);
    expect([...new Set(reports.map((report) => report.runs[0]?.crm))].sort()).toEqual([...crms].sort());
  });

  it('finds nothing that fails', () => {
    expect(health.filter(({ status }) => status === 'fail')).toEqual([]);
  });

  it('reads all, and counts what the CRM counts', () => {
    const gaps = reports.flatMap(({ completeness }) =>
      completeness.filter(
        ({ crmCount, storeCount, missing, extra }) =>
          crmCount !== storeCount || missing.length + extra.length > 0,
      ),
    );

    const quarantined = reports.flatMap((report) => report.quarantined);

    expect(gaps).toEqual([]);
    expect(quarantined).toEqual([]);
    expect(runsOf(reports).filter(({ status }) => !['complete', 'absent'].includes(status))).toEqual([]);
  });

  it('counts each won deal of the leading CRM once, and none of another', async () => {
    const expected = wonDeals(folder, wonFrom);

    const won = await loadLedgerRows(stage.context(table), ['won']);

    const leading = won.flatMap(({ sources }) =>
      sources.filter((source) => source.includes(`/${wonFrom}/`)).map((source) => source.split('/')[2]),
    );
    expect(leading.sort()).toEqual(expected);
    expect({ won: won.length, reported: kpis.won }).toEqual({
      won: expected.length,
      reported: expected.length,
    });
  });

  it('shows spend, leads and wins, and says which model they are by', async () => {
    const { meta } = await readSnapshotMeta(table);

    const shown = await showKpis(stage.context(table), { by: 'channel', window: 'all' });

    expect(shown.model).toBe(meta.available.firstTouch ? 'first' : 'lead-creation');
    expect(shown.blended.spend).not.toBe(null);
    expect(shown.blended.leads).toBeGreaterThan(500);
    expect(shown.blended.won).toBeGreaterThan(0);
    expect(shown.rows.reduce((sum, row) => sum + row.won, 0) + shown.unattributed.won).toBe(
      shown.blended.won,
    );
  });

  it('explains the CAC of a channel down to records', async () => {
    const { rows } = await showKpis(stage.context(table), { by: 'channel', window: 'all' });
    const channel = rows.find(({ cac, won }) => cac !== null && won > 0);

    const tree = await explain(stage.context(table), `cac:${channel?.key}:2025-05-01..${TODAY}`);

    expect(tree.value).toBe(channel?.cac);
    expect(JSON.stringify(tree)).toContain(`/${wonFrom}/`);
  });

  it('writes every planned record to these CRMs alone', () => {
    const { plan, report } = applied;

    expect(new Set(plan.records.map((record) => record.crm))).toEqual(new Set(crms));
    expect(report).toMatchObject({ applied: plan.records.length, rejected: [], unknown: 0 });
  });

  it('feeds back every won deal per lead source', async () => {
    const { blended } = await showKpis(stage.context(table), { by: 'lead-source', window: 'all' });

    const { rows } = await showFeedback(stage.context(table), { by: 'lead-source', window: 'all' });

    expect(rows.reduce((sum, row) => sum + row.won, 0)).toBe(blended.won);
    expect(rows.length).toBeGreaterThan(1);
  });

  it('stores nothing in a second sync, and plans nothing', () => {
    const changed = runsOf(again.reports).filter(({ upserted, deleted }) => upserted + deleted > 0);

    expect(changed).toEqual([]);
    expect(again.plan.changes).toEqual([]);
  });

  it('keeps both runs of each CRM in the ledger, and has nothing in the inbox', async () => {
    const runs = await listRuns(stage.context(table), 10);

    const inbox = await errorInbox(stage.context(table));

    expect(runs.map((run) => run.crm).sort()).toEqual([...crms, ...crms].sort());
    expect(runs.filter(({ status }) => status !== 'complete')).toEqual([]);
    expect(inbox).toEqual([]);
  });
});

/** `revloop init` and `revloop validate`, with their exit codes. */
async function initConfig(
  crm: string,
): Promise<{ readonly config: Config; readonly exits: readonly number[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'revloop-init-'));
  const file = join(folder, 'revloop.yaml');
  const exits = [
    await runCli(['init', '--crm', crm, '--config', file]),
    await runCli(['validate', '--config', file]),
  ];
  const config = loadConfig(file);
  rmSync(folder, { recursive: true });
  return { config, exits };
}

/** What the company then fills in: its own words, and which statuses and fields its CRMs use. */
function withCompanyWords(written: Config): Config {
  const { channels, exclude, spend, activity, targets, handoff, crm } = loadConfig(DEMO_CONFIG);
  const own = Object.keys(written.crm).filter(isCrmName);
  const kept = Object.fromEntries(own.map((name) => [name, crm[name]]));
  return { ...written, channels, exclude, spend, activity, targets, handoff, crm: kept };
}

/** Ids of won deals in the export. */
function wonDeals(folder: string, object: 'Opportunity' | 'deals'): readonly string[] {
  const rows = readCsv(
    readFileSync(join(folder, object === 'deals' ? 'hubspot/deals.csv' : 'salesforce/Opportunity.csv')),
  );
  return rows
    .filter((row) => row['IsWon'] === 'true' || row['hs_is_closed_won'] === 'true')
    .map((row) => row['Id'] ?? row['id'] ?? '')
    .sort();
}
