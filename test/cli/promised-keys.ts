/** Keys that `contract.md` section 4 promises, in its order. */
export const ROW_KEYS = [
  'key',
  'channel',
  'subChannel',
  'basis',
  'spend',
  'spendCoverage',
  'leads',
  'mql',
  'sql',
  'opportunities',
  'won',
  'newCustomers',
  'wonRevenue',
  'maturity',
  'cac',
  'cacLow',
  'cacHigh',
  'cacReason',
  'costPerWon',
  'costPerLead',
  'costPerMql',
  'costPerSql',
  'costPerOpportunity',
  'ltv',
  'ltvBasis',
  'ltvToCac',
  'targetCac',
  'targetBasis',
  'paybackMonths',
  'roas',
  'roi',
  'verdict',
  'verdictStage',
  'verdictReason',
] as const;

export const FEEDBACK_KEYS = [
  'key',
  'leads',
  'won',
  'lost',
  'wonRevenue',
  'winRate',
  'winRateLow',
  'winRateHigh',
  'leadToWonRate',
  'medianCycleDays',
  'lostReasons',
  'rejectReasons',
] as const;

export const RUN_KEYS = [
  'crm',
  'object',
  'read',
  'upserted',
  'deleted',
  'quarantined',
  'calls',
  'seconds',
  'checkpoint',
] as const;

export const COMPLETENESS_KEYS = ['crm', 'object', 'crmCount', 'storeCount', 'missing', 'extra'] as const;

/** Values whose absence another value's reason explains. */
const REASON_OF: Readonly<Record<string, string>> = {
  cacLow: 'cacReason',
  cacHigh: 'cacReason',
  ltvBasis: 'ltvReason',
  targetBasis: 'targetCacReason',
  winRateLow: 'winRateReason',
  winRateHigh: 'winRateReason',
};

/** What a row has no such thing as, rather than not knowing it. */
const MAY_LACK: readonly string[] = ['channel', 'subChannel', 'spendCoverage', 'cacReason'];

/** Keys of a row that are null without a reason beside them; none in a good row. */
export function nullsWithoutReason(row: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.keys(row).filter(
    (key) => row[key] === null && !MAY_LACK.includes(key) && !row[REASON_OF[key] ?? `${key}Reason`],
  );
}
