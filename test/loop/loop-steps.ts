import { createFolderFiles } from '../../lib/channels/folder-files.ts';
import type { Crm } from '../../lib/crm/crm.ts';
import { type ComputeReport, computeKpis } from '../../lib/pipeline/compute-kpis.ts';
import type { StepContext } from '../../lib/pipeline/context.ts';
import type { IngestReport, SyncRun } from '../../lib/pipeline/ingest/ingest-report.ts';
import { ingestChannels } from '../../lib/pipeline/ingest-channels.ts';
import { ingestCrm } from '../../lib/pipeline/ingest-crm.ts';
import { type RankReport, rankLeads } from '../../lib/pipeline/rank-leads.ts';
import { type ApplyReport, applyPlan } from '../../lib/pipeline/write-back/apply.ts';
import { planWriteBack } from '../../lib/pipeline/write-back/plan.ts';
import type { Plan } from '../../lib/pipeline/write-back/plan-file.ts';
import type { Table } from '../../lib/store/table.ts';
import type { Stage } from './stage.ts';

/** What `sync` does with the CRMs. */
export async function sync(stage: Stage, table: Table): Promise<readonly IngestReport[]> {
  const context = stage.context(table);
  const crms = await stage.connect();
  return Promise.all([...crms.values()].map((crm: Crm) => ingestCrm(context, crm)));
}

export function runsOf(reports: readonly IngestReport[]): readonly SyncRun[] {
  return reports.flatMap(({ runs }) => runs);
}

/** What `sync --from` does with sheets, then `kpi compute` and the ranks. `late` is a spend sheet that came in late. */
export async function compute(
  context: StepContext,
  folder: string,
  late?: string,
): Promise<{ readonly kpis: ComputeReport; readonly ranks: RankReport }> {
  const sheets = createFolderFiles(folder);
  const more = late === undefined ? [] : [{ name: 'spend/late.csv', bytes: new TextEncoder().encode(late) }];
  await ingestChannels(context, { read: async () => [...(await sheets.read()), ...more] });
  const kpis = await computeKpis(context);
  return { kpis, ranks: await rankLeads(context) };
}

/** Sync, sheets, figures, ranks, plan: all of the loop that writes nothing to a CRM. */
export async function planFresh(stage: Stage, table: Table, folder: string): Promise<Plan> {
  await sync(stage, table);
  const context = stage.context(table);
  await compute(context, folder);
  return planWriteBack(context);
}

/** Writes a plan as a process of its own does. */
export async function apply(stage: Stage, table: Table, plan: Plan): Promise<ApplyReport> {
  return applyPlan(stage.context(table), plan, { crms: await stage.connect(), isApproved: true });
}
