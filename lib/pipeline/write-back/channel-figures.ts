import { monthOf } from '../../domain/calendar.ts';
import type { FeedbackRow, KpiRow } from '../../domain/kpi-row.ts';
import type { LedgerRow } from '../../domain/ledger.ts';
import { lastClosedMonths } from '../../domain/parse-period.ts';
import { feedbackRows } from '../../kpis/feedback.ts';
import { kpiTable } from '../../kpis/kpi-table.ts';
import type { StepContext } from '../context.ts';
import type { Snapshot } from '../read-snapshot.ts';

/** Closed months a figure on a record covers. */
const WINDOW_MONTHS = 12;

/** Figures as they stood on a day: over the 12 closed months before it. */
export interface Figures {
  readonly from: string;
  readonly to: string;
  readonly byChannel: ReadonlyMap<string, KpiRow>;
  readonly byCampaign: ReadonlyMap<string, KpiRow>;
  /** Company-wide, for what no channel has a figure of its own. */
  readonly blended: KpiRow;
}

/** Looks figures up by day; every day of one month shares them. */
export function figuresLookup(snapshot: Snapshot, context: StepContext): (day: string) => Figures {
  const byMonth = new Map<string, Figures>();
  return (day) => {
    const month = monthOf(day);
    const known = byMonth.get(month);
    if (known !== undefined) return known;
    const figures = figuresOn(day, snapshot, context);
    byMonth.set(month, figures);
    return figures;
  };
}

/** Lead-to-won rates by lead source over the last 12 closed months. */
export function sourceRates(
  rows: readonly LedgerRow[],
  { config, today }: StepContext,
): ReadonlyMap<string, FeedbackRow> {
  const window = lastClosedMonths(today, WINDOW_MONTHS);
  const feedback = feedbackRows({ rows, by: 'lead-source', ...window, currency: config.currency });
  return new Map(feedback.map((row) => [row.key, row]));
}

function figuresOn(day: string, snapshot: Snapshot, { config }: StepContext): Figures {
  const { from, to } = lastClosedMonths(day, WINDOW_MONTHS);
  const { facts, coverage, lag, meta } = snapshot;
  const base = {
    facts,
    coverage,
    lag,
    config,
    today: day,
    from,
    to,
    available: meta.available,
    ltvFacts: meta.ltv,
  };
  const model = snapshot.model;
  const channels = kpiTable({ ...base, model, by: 'channel' });
  const campaigns = kpiTable({ ...base, model, by: 'campaign' });
  return {
    from,
    to,
    byChannel: new Map(channels.rows.map((row) => [row.key, row])),
    byCampaign: new Map(campaigns.rows.map((row) => [row.key, row])),
    blended: channels.blended,
  };
}
