import { type Config, ConfigSchema } from '../../lib/domain/config.ts';
import { NO_SOURCE } from '../../lib/domain/entities.ts';
import type { KpiRow, KpiTable } from '../../lib/domain/kpi-row.ts';
import type { Credit, LedgerRow, SpendDay, Traits, UnattributedReason } from '../../lib/domain/ledger.ts';
import type { Milestones, Touch } from '../../lib/kpis/attribution/touch.ts';
import { type FactCell, NO_COUNTS } from '../../lib/kpis/fact-cell.ts';
import { foldFacts } from '../../lib/kpis/fold-facts.ts';
import { kpiTable } from '../../lib/kpis/kpi-table.ts';
import { lagCurve } from '../../lib/kpis/lag-curve.ts';
import type { KpiTableInput } from '../../lib/kpis/table-scope.ts';

const NO_TRAITS: Traits = {
  leadSource: null,
  campaign: null,
  industry: null,
  employeeBand: null,
  jobLevel: null,
  content: null,
};

interface RowParts extends Partial<Omit<LedgerRow, 'traits' | 'credit'>> {
  readonly channel?: string | null;
  readonly subChannel?: string;
  readonly reason?: UnattributedReason;
  readonly traits?: Partial<Traits>;
}

/** A lead row of 10 January 2026 from a seminar, unless said otherwise; the credit is the same in every model. */
export function aRow(parts: RowParts = {}): LedgerRow {
  const { channel = 'seminar', subChannel = null, reason = 'no-rule', traits, ...row } = parts;
  const credit: Credit =
    channel === null ? { channel: null, subChannel: null, reason } : { channel, subChannel };
  return {
    stage: 'lead',
    id: 'id-1',
    day: '2026-01-10',
    flags: [],
    sources: ['hubspot/contacts/1'],
    ...row,
    credit: { first: credit, 'lead-creation': credit, 'opportunity-creation': credit },
    traits: { ...NO_TRAITS, ...traits },
  };
}

/** A new customer's won deal over ¥300,000. */
export function aWonDeal(parts: RowParts = {}): LedgerRow {
  return aRow({
    stage: 'won',
    business: 'new',
    isNewCustomer: true,
    amountMinor: 300_000,
    currency: 'JPY',
    sources: ['salesforce/Opportunity/1'],
    ...parts,
  });
}

export function times<T>(count: number, make: (index: number) => T): readonly T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

export function aSpendDay(parts: Partial<SpendDay> = {}): SpendDay {
  return {
    day: '2026-01-10',
    channel: 'seminar',
    isKnownChannel: true,
    subChannel: null,
    campaign: null,
    amountMinor: 100_000,
    currency: 'JPY',
    costScope: 'media',
    source: 'ads.csv:2',
    ...parts,
  };
}

export function aCell(parts: Partial<FactCell> = {}): FactCell {
  return {
    ...NO_COUNTS,
    day: '2026-01-10',
    channel: 'seminar',
    subChannel: null,
    reason: null,
    leadSource: null,
    campaign: null,
    costScope: null,
    currency: null,
    ...parts,
  };
}

export interface ConfigParts {
  readonly targets?: Record<string, unknown>;
  readonly salesforce?: Record<string, unknown>;
  readonly currency?: string;
}

/** Four channels, one of them nurture, deals in Salesforce, in yen. */
export function aConfig({ targets = {}, salesforce = {}, currency = 'JPY' }: ConfigParts = {}): Config {
  return ConfigSchema.parse({
    version: 1,
    timezone: 'Asia/Tokyo',
    currency,
    crm: { salesforce },
    channels: [
      { id: 'seminar', name: { ja: 'ウェビナー', en: 'Webinar' } },
      { id: 'organic', name: { ja: 'オーガニック', en: 'Organic' } },
      { id: 'paid_search', name: { ja: 'リスティング広告', en: 'Paid search' } },
      { id: 'newsletter', name: { ja: 'メルマガ', en: 'Newsletter' }, role: 'nurture' },
    ],
    targets,
  });
}

export function aTouch(parts: Partial<Touch> = {}): Touch {
  return { at: '2026-01-10', kind: 'first-touch', source: NO_SOURCE, ref: 'hubspot/contacts/1', ...parts };
}

export const NO_MILESTONES: Milestones = { leadCreated: null, dealCreated: null, won: null };

export type TableParts = Partial<KpiTableInput> & {
  readonly rows?: readonly LedgerRow[];
  readonly spend?: readonly SpendDay[];
};

/** First touch by channel over January 2026, seen on 15 February. */
export function aTable(parts: TableParts = {}): KpiTable {
  return kpiTable(aTableInput(parts));
}

/** What that table is made of. */
export function aTableInput({ rows = [], spend = [], ...parts }: TableParts = {}): KpiTableInput {
  return {
    facts: foldFacts(rows, spend, 'first'),
    coverage: [],
    lag: lagCurve(rows, '2026-01-31'),
    config: aConfig(),
    today: '2026-02-15',
    from: '2026-01-01',
    to: '2026-01-31',
    model: 'first',
    by: 'channel',
    available: { mql: true, sql: true },
    ...parts,
  };
}

/** The row of a key. */
export function rowOf(table: KpiTable, key: string): KpiRow {
  const row = table.rows.find((candidate) => candidate.key === key);
  if (row === undefined) throw new Error(`no row ${key}`);
  return row;
}
