/** Verdicts of a row; words for people are in the catalogues. */
export const VERDICTS = ['within-target', 'above-target', 'undecided', 'not-enough-data'] as const;
export type Verdict = (typeof VERDICTS)[number];

export const VERDICT_STAGES = ['won', 'opportunity', 'sql'] as const;
export type VerdictStage = (typeof VERDICT_STAGES)[number];

/** One metric of a row that `--metrics` asked for. Counts are numbers, everything else decimal text or a word. */
export interface MetricValue {
  readonly value: string | number | null;
  /** Why there is no value; of a verdict, why it is what it is. */
  readonly reason?: string;
  /** 95 % interval, left out where the metric has none; null where nothing bounds it. */
  readonly low?: string | null;
  readonly high?: string | null;
  /** Observations it rests on. */
  readonly n?: number;
}

/** One channel's (or source's, or campaign's) figures over one period, as `contract.md` section 4 promises them. */
export interface KpiRow {
  readonly key: string;
  readonly channel: string | null;
  readonly subChannel: string | null;
  /** Model and cost scope in one word, e.g. `first/media`. */
  readonly basis: string;
  /** Decimal strings in major units; null with a sibling reason. */
  readonly spend: string | null;
  readonly spendReason?: string;
  /** Declared ÷ all months of the period; decimal string 0–1, null where the row is no channel. */
  readonly spendCoverage: string | null;
  readonly leads: number;
  readonly mql: number | null;
  readonly mqlReason?: string;
  readonly sql: number | null;
  readonly sqlReason?: string;
  readonly opportunities: number;
  /** New-business won deals. */
  readonly won: number;
  readonly newCustomers: number;
  readonly wonRevenue: string | null;
  readonly wonRevenueReason?: string;
  readonly maturity: string | null;
  readonly maturityReason?: string;
  readonly cac: string | null;
  readonly cacLow: string | null;
  readonly cacHigh: string | null;
  readonly cacReason?: string;
  readonly costPerWon: string | null;
  readonly costPerWonReason?: string;
  readonly costPerLead: string | null;
  readonly costPerLeadReason?: string;
  readonly costPerMql: string | null;
  readonly costPerMqlReason?: string;
  readonly costPerSql: string | null;
  readonly costPerSqlReason?: string;
  readonly costPerOpportunity: string | null;
  readonly costPerOpportunityReason?: string;
  readonly ltv: string | null;
  readonly ltvReason?: string;
  readonly ltvBasis: 'gross-profit' | 'revenue' | null;
  readonly ltvToCac: string | null;
  readonly ltvToCacReason?: string;
  readonly targetCac: string | null;
  readonly targetCacReason?: string;
  readonly targetBasis: 'configured' | 'ltv' | null;
  readonly paybackMonths: string | null;
  readonly paybackMonthsReason?: string;
  readonly roas: string | null;
  readonly roasReason?: string;
  readonly roi: string | null;
  readonly roiReason?: string;
  readonly verdict: Verdict;
  readonly verdictStage: VerdictStage;
  readonly verdictReason: string;
  /** By id; left out unless asked for. */
  readonly metrics?: Readonly<Record<string, MetricValue>>;
}

export interface KpiTable {
  readonly asOf: string;
  readonly currency: string;
  readonly timeZone: string;
  readonly from: string;
  readonly to: string;
  readonly model: string;
  /** Time decay: days in which a touch loses half its weight, from the company's own median lag where it has one. */
  readonly halfLife?: { readonly days: number; readonly basis: 'median-lag' | 'default' };
  /** Custom weights by position, as configured. */
  readonly customWeights?: Readonly<Record<string, number>>;
  readonly rows: readonly KpiRow[];
  readonly blended: KpiRow;
  readonly unattributed: KpiRow;
}

/** Closed-won feedback for one lead source (or campaign, industry, …), `contract.md` section 4. */
export interface FeedbackRow {
  readonly key: string;
  readonly leads: number;
  readonly won: number;
  readonly lost: number;
  readonly wonRevenue: string | null;
  readonly wonRevenueReason?: string;
  readonly winRate: string | null;
  readonly winRateLow: string | null;
  readonly winRateHigh: string | null;
  readonly winRateReason?: string;
  readonly leadToWonRate: string | null;
  readonly leadToWonRateReason?: string;
  readonly medianCycleDays: number | null;
  readonly medianCycleDaysReason?: string;
  readonly lostReasons: readonly ReasonCount[];
  readonly rejectReasons: readonly ReasonCount[];
}

export interface ReasonCount {
  readonly reason: string | null;
  readonly count: number;
}
