import { handler as computeKpis } from '../../functions/compute-kpis.ts';
import { handler as ingestChannels } from '../../functions/ingest-channels.ts';
import { handler as ingestCrm } from '../../functions/ingest-crm.ts';
import { handler as rankLeads } from '../../functions/rank-leads.ts';
import { handler as relayFeedback } from '../../functions/relay-feedback.ts';
import { handler as writeBack } from '../../functions/write-back.ts';
import type { CrmName } from '../crm/record-maps.ts';
import { configuredCrms } from '../crm/registry.ts';
import type { Config } from '../domain/config.ts';
import type { ComputeReport } from '../pipeline/compute-kpis.ts';
import { secondsBetween } from '../pipeline/context.ts';
import type { IngestReport } from '../pipeline/ingest/ingest-report.ts';
import type { ChannelReport } from '../pipeline/ingest-channels.ts';
import type { RankReport } from '../pipeline/rank-leads.ts';
import type { RelayReport } from '../pipeline/relay-feedback.ts';
import type { ApplyReport } from '../pipeline/write-back/apply.ts';
import type { Plan } from '../pipeline/write-back/plan-file.ts';
import type { Clock } from '../runtime/clock.ts';
import { reportOf } from '../runtime/job.ts';

export interface LoopReport {
  readonly ingested: ReadonlyMap<CrmName, IngestReport>;
  readonly channels: ChannelReport;
  readonly kpis: ComputeReport;
  readonly ranks: RankReport;
  readonly relay: RelayReport;
  readonly plan: Plan;
  readonly applied: ApplyReport | null;
  readonly seconds: { readonly sync: number; readonly compute: number; readonly write: number };
}

export type LoopStep = 'sync' | 'compute' | 'rank' | 'feedback' | 'write-back';

/**
 * Runs the loop once on this machine by the very handlers that run on AWS, with the events their triggers would
 * send. Where they read and write is in the environment (`lib/runtime/environment.ts`).
 */
export async function runLoop(
  config: Config,
  options: { readonly clock: Clock; readonly onStep?: (step: LoopStep) => void },
): Promise<LoopReport> {
  const { clock, onStep } = options;
  const startMs = clock.nowMs();
  onStep?.('sync');
  const names = configuredCrms(config);
  const reports = await Promise.all(names.map((crm) => reportOf(ingestCrm, queued({ crm }))));
  const ingested = new Map(
    names.flatMap((name, at) => {
      const report = reports[at];
      return report === undefined ? [] : [[name, report] as const];
    }),
  );
  const channels = await reportOf(ingestChannels, { schedule: 'channels' });
  const syncedMs = clock.nowMs();
  onStep?.('compute');
  const kpis = await reportOf(computeKpis, { schedule: 'kpi' });
  const computedMs = clock.nowMs();
  onStep?.('rank');
  const ranks = await reportOf(rankLeads, busEvent('compute-kpis.done'));
  onStep?.('feedback');
  const relay = await reportOf(relayFeedback, busEvent('compute-kpis.done'));
  onStep?.('write-back');
  const { plan, applied } = await reportOf(
    writeBack,
    queued({ ...busEvent('rank-leads.done'), mode: 'auto', isApproved: true }),
  );
  const seconds = {
    sync: secondsBetween(startMs, syncedMs),
    compute: secondsBetween(syncedMs, computedMs),
    write: secondsBetween(computedMs, clock.nowMs()),
  };
  return { ingested, channels, kpis, ranks, relay, plan, applied, seconds };
}

function queued(body: unknown): unknown {
  return { Records: [{ eventSource: 'aws:sqs', messageId: 'local', body: JSON.stringify(body) }] };
}

function busEvent(type: string): Readonly<Record<string, unknown>> {
  return { source: 'revloop', 'detail-type': type, detail: {} };
}
