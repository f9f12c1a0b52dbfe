import { monthsOf } from '../../lib/domain/calendar.ts';
import { type Config, ConfigSchema } from '../../lib/domain/config.ts';
import type { KpiTable } from '../../lib/domain/kpi-row.ts';
import { allocate } from '../../lib/domain/money.ts';
import type { FactCell } from '../../lib/kpis/fact-cell.ts';
import { kpiTable } from '../../lib/kpis/kpi-table.ts';
import { aCell } from '../kpis/builders.ts';

const MONTHS = monthsOf('2025-11-01', '2026-10-31');

/** Leads, MQL, SQL, opportunities, won, spend and revenue in yen of one channel over twelve months. */
type Counts = readonly [number, number, number, number, number, number, number];

interface FakeChannel {
  readonly id: string;
  readonly ja: string;
  readonly en: string;
  readonly role?: 'nurture';
  readonly counts: Counts;
  /** Months at the end without a spend row. */
  readonly monthsWithoutSpend?: number;
  /** Months at the start in which all its leads came. */
  readonly leadMonths?: number;
}

const CHANNELS: readonly FakeChannel[] = [
  { id: 'seo', ja: 'SEO', en: 'Organic search', counts: [240, 128, 66, 41, 20, 6_000_000, 38_400_000] },
  {
    id: 'paid_search',
    ja: 'リスティング広告',
    en: 'Paid search',
    counts: [240, 118, 61, 38, 20, 24_000_000, 37_000_000],
  },
  {
    id: 'display',
    ja: 'ディスプレイ広告',
    en: 'Display ads',
    counts: [140, 46, 21, 13, 4, 15_000_000, 6_900_000],
    leadMonths: 8,
  },
  { id: 'social', ja: 'SNS', en: 'Social', counts: [105, 50, 28, 18, 8, 9_000_000, 13_600_000] },
  { id: 'webinar', ja: 'ウェビナー', en: 'Webinar', counts: [105, 61, 36, 23, 12, 4_200_000, 22_800_000] },
  {
    id: 'white_paper',
    ja: 'ホワイトペーパー',
    en: 'White paper',
    counts: [140, 60, 31, 20, 9, 5_400_000, 15_300_000],
  },
  {
    id: 'trade_show',
    ja: '展示会',
    en: 'Trade show',
    counts: [100, 48, 27, 18, 8, 5_600_000, 18_400_000],
    monthsWithoutSpend: 2,
  },
  {
    id: 'telemarketing',
    ja: 'テレマーケティング',
    en: 'Telemarketing',
    counts: [60, 31, 18, 12, 5, 7_200_000, 8_000_000],
  },
  {
    id: 'press_release',
    ja: 'プレスリリース',
    en: 'Press release',
    counts: [20, 7, 3, 2, 0, 1_200_000, 0],
  },
  {
    id: 'newsletter',
    ja: 'メールマガジン',
    en: 'Newsletter',
    role: 'nurture',
    counts: [20, 12, 6, 4, 2, 900_000, 3_200_000],
  },
];

export const demoConfig: Config = ConfigSchema.parse({
  version: 1,
  timezone: 'Asia/Tokyo',
  currency: 'JPY',
  crm: { salesforce: {}, hubspot: {} },
  channels: CHANNELS.map(({ id, ja, en, role }) => ({ id, name: { ja, en }, ...(role ? { role } : {}) })),
  targets: {
    ltv: { method: 'subscription', monthlyProfit: 120_000, months: 36 },
    grossMarginRatio: 0.75,
    paybackMonths: 12,
    rates: { leadToMql: 0.5, mqlToSql: 0.5, sqlToOpportunity: 0.6, opportunityToWon: 0.45 },
  },
});

export const demoNames = new Map(CHANNELS.map(({ id, ja, en }) => [id, { ja, en }]));

/** The table of twelve closed months, computed as the product does. */
export function demoTable(
  parts: { readonly to?: string; readonly config?: Config; readonly metrics?: readonly string[] } = {},
): KpiTable {
  return kpiTable({
    facts: [
      ...CHANNELS.flatMap(cellsOf),
      ...MONTHS.map((month, at) =>
        aCell({
          day: `${month}-10`,
          channel: null,
          reason: at % 2 === 0 ? 'no-source' : 'no-rule',
          lead: 4,
          mql: 2,
          sql: 1,
          opportunity: 1,
          won: at % 3 === 0 ? 1 : 0,
          newCustomer: at % 3 === 0 ? 1 : 0,
          wonMinor: at % 3 === 0 ? 1_500_000 : 0,
          wonWithAmount: at % 3 === 0 ? 1 : 0,
        }),
      ),
    ],
    coverage: [],
    lag: {
      asOf: '2026-10-31',
      leads: 1000,
      wins: 90,
      days: [30, 60, 90, 120, 180],
      shares: [0.2, 0.5, 0.75, 0.9, 1],
    },
    config: parts.config ?? demoConfig,
    today: '2026-11-22',
    from: '2025-11-01',
    to: parts.to ?? '2026-10-31',
    model: 'first',
    by: 'channel',
    available: { mql: true, sql: true },
    ...(parts.metrics === undefined ? {} : { metrics: parts.metrics }),
  });
}

function cellsOf(channel: FakeChannel): readonly FactCell[] {
  const leads = allocate(
    channel.counts[0],
    MONTHS.map((_, at) => (at < (channel.leadMonths ?? MONTHS.length) ? 1 : 0)),
  );
  const monthly = channel.counts.map((total) =>
    allocate(
      total,
      MONTHS.map(() => 1),
    ),
  );
  const paidMonths = MONTHS.length - (channel.monthsWithoutSpend ?? 0);
  const spend = allocate(
    channel.counts[5],
    Array.from({ length: paidMonths }, () => 1),
  );
  return MONTHS.flatMap((month, at) => {
    const [, mql = 0, sql = 0, opportunity = 0, won = 0, , wonMinor = 0] = monthly.map(
      (shares) => shares[at] ?? 0,
    );
    const base = { day: `${month}-15`, channel: channel.id, currency: 'JPY' };
    const facts = {
      lead: leads[at] ?? 0,
      mql,
      sql,
      opportunity,
      won,
      newCustomer: won,
      wonMinor,
      wonWithAmount: won,
    };
    const spent = spend[at];
    return [
      aCell({ ...base, ...facts }),
      ...(spent === undefined ? [] : [aCell({ ...base, spendMinor: spent, costScope: 'media' })]),
    ];
  });
}
