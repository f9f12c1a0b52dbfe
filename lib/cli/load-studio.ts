import { localTime } from '../i18n/local-time.ts';
import { unattributedReasons } from '../kpis/unattributed-reasons.ts';
import type { StepContext } from '../pipeline/context.ts';
import { judgeInputs, withLag } from '../pipeline/kpi-inputs.ts';
import { readIssues, readSnapshot } from '../pipeline/read-snapshot.ts';
import { showFeedback } from '../pipeline/relay-feedback.ts';
import { errorInbox, listRuns } from '../pipeline/run-ledger.ts';
import { tableFrom, type Window } from '../pipeline/show-kpis.ts';
import { syncHealth } from '../pipeline/sync-health.ts';
import type { StudioData, StudioQuery } from '../studio/studio-data.ts';
import { channelNames } from './channel-names.ts';

/** Runs shown; `revloop runs list` has more. */
const SHOWN_RUNS = 10;

/** Reads what one studio page shows out of the current snapshot. Throws `no-snapshot`. */
export async function loadStudio(context: StepContext, query: StudioQuery): Promise<StudioData> {
  const snapshot = await readSnapshot(context.table, query.model);
  const { from, to } = query;
  const window: Window = from === undefined || to === undefined ? 'default' : { from, to };
  const table = tableFrom(snapshot, context, { by: 'channel', window });
  const { timezone } = context.config;
  const [feedback, health, issues, inbox, ledger] = await Promise.all([
    showFeedback(context, { by: 'lead-source', window }),
    syncHealth(context),
    readIssues(context.table),
    errorInbox(context),
    listRuns(context, SHOWN_RUNS),
  ]);
  return {
    table,
    inputs: judgeInputs(snapshot.inputs, context),
    names: channelNames(context.config),
    feedback: feedback.rows,
    ...health,
    runs: withLag(health.runs, context),
    syncedAt: health.syncedAt === undefined ? undefined : localTime(health.syncedAt, timezone),
    inbox: inbox.map((entry) => ({
      ...entry,
      openedAt: entry.openedAt === null ? null : localTime(entry.openedAt, timezone),
    })),
    ledger: ledger.map((run) => ({ ...run, startedAt: localTime(run.startedAt, timezone) })),
    issues,
    firstTouch: snapshot.meta.available.firstTouch,
    hasCustomModel: snapshot.meta.attribution.custom !== null,
    unattributed: unattributedReasons(snapshot.facts, { from: table.from, to: table.to }),
  };
}
