import type { FeedbackRow } from '../domain/kpi-row.ts';
import type { LedgerRow } from '../domain/ledger.ts';
import { toMajor } from '../domain/money.ts';
import { type FeedbackGrain, feedbackRows } from '../kpis/feedback.ts';
import type { EventBus } from '../runtime/events.ts';
import { listLedgerParts, loadLedger } from '../store/ledger-store.ts';
import { loadSent, markSent } from '../store/sent-store.ts';
import type { StepContext } from './context.ts';
import { readSnapshotMeta } from './read-snapshot.ts';
import { type Window, windowOf } from './show-kpis.ts';
import { defaultModel } from './snapshot-meta.ts';

export interface RelayReport {
  readonly won: number;
  readonly sent: number;
}

/** Events sent at once; after each such batch what is sent is noted. */
const BATCH = 50;

/**
 * Puts one `DealWon` event on the bus for every counted won deal that has none yet: lead source, channel, amount and
 * cycle, no personal data. A crash may repeat an event; its `id` is the deal's and does not change.
 */
export async function relayFeedback(context: StepContext, bus: EventBus): Promise<RelayReport> {
  const { table, log } = context;
  const { meta } = await readSnapshotMeta(table);
  const won = (await loadLedgerRows(context, ['won'])).filter(
    ({ day }) => day === null || day <= context.today,
  );
  const sent = await loadSent(table, 'DealWon');
  const open = won.filter(({ id }) => !sent.has(id));
  for (let at = 0; at < open.length; at += BATCH) {
    const batch = open.slice(at, at + BATCH);
    await bus.put(batch.map((row) => ({ type: 'DealWon', detail: dealWon(row, defaultModel(meta)) })));
    await markSent(
      table,
      'DealWon',
      batch.map(({ id }) => id),
    );
  }
  log.info('relay-feedback', { won: won.length, sent: open.length });
  return { won: won.length, sent: open.length };
}

export interface FeedbackTable {
  readonly from: string;
  readonly to: string;
  readonly rows: readonly FeedbackRow[];
}

/** Closed-won feedback per lead source, campaign or trait. */
export async function showFeedback(
  context: StepContext,
  options: { readonly by: FeedbackGrain; readonly window: Window },
): Promise<FeedbackTable> {
  const { meta } = await readSnapshotMeta(context.table);
  const { config } = context;
  const rows = await loadLedgerRows(context, ['lead', 'won', 'lost']);
  const window = windowOf(options.window, meta, config.fiscalYearStartMonth);
  return { ...window, rows: feedbackRows({ rows, by: options.by, ...window, currency: config.currency }) };
}

/** All ledger rows of some stages, each journey once a stage: a month it is just leaving may still hold it. */
export async function loadLedgerRows(
  { table }: StepContext,
  stages: readonly LedgerRow['stage'][],
): Promise<readonly LedgerRow[]> {
  const parts = (await listLedgerParts(table)).filter(({ stage }) => stages.includes(stage));
  const rows = (await Promise.all(parts.map((part) => loadLedger(table, part)))).flat();
  return [...new Map(rows.map((row) => [`${row.stage} ${row.id}`, row])).values()];
}

function dealWon(row: LedgerRow, model: keyof LedgerRow['credit']): Readonly<Record<string, unknown>> {
  const credit = row.credit[model];
  const hasAmount = typeof row.amountMinor === 'number' && row.currency !== undefined;
  return {
    id: row.id,
    wonOn: row.day,
    leadSource: row.traits.leadSource,
    channel: credit.channel,
    subChannel: credit.subChannel,
    unattributedReason: credit.channel === null ? credit.reason : null,
    amount: hasAmount ? toMajor(row.amountMinor ?? 0, row.currency ?? '') : null,
    currency: row.currency ?? null,
    cycleDays: row.cycleDays ?? null,
    isNewCustomer: row.isNewCustomer ?? false,
  };
}
