import { daysBetween } from '../domain/calendar.ts';
import type { LedgerRow, Stage } from '../domain/ledger.ts';

/** What ledger rows of one stage add to one count of the cells: the one place that says which row counts as what. */
export interface LedgerCounter {
  readonly stage: Stage;
  /** What a row adds; null where it does not count. */
  readonly amount: (row: LedgerRow) => number | null;
  /** An amount of money, parted to the minor unit; left out for counts and days. */
  readonly isMoney?: true;
  /** The day it counts on where that is not the row's own. */
  readonly day?: (row: LedgerRow) => string | null;
}

/** Existing customers are kept out of leads, MQLs and SQLs, existing business out of deals (`definitions.md`). */
export const LEDGER_COUNTERS = {
  /** People that became leads, existing customers left out. */
  lead: counter('lead', isNewLead),
  /** Leads that were customers already. */
  existingLead: counter('lead', (row) => !isNewLead(row)),
  contactableLead: counter('lead', (row) => isNewLead(row) && row.isContactable === true),
  targetLead: counter('lead', (row) => isNewLead(row) && row.isTarget === true),
  /** Of the leads of this day, those that got there so far: each is a part of the one it is divided by. */
  leadToMql: counter('lead', (row) => isNewLead(row) && hasDay(row.mqlDay)),
  leadToSql: counter('lead', (row) => isNewLead(row) && hasDay(row.sqlDay)),
  leadMqlToSql: counter('lead', (row) => isNewLead(row) && hasDay(row.mqlDay) && hasDay(row.sqlDay)),
  leadToOpportunity: counter('lead', (row) => isNewLead(row) && hasDay(row.opportunityDay)),
  leadSqlToOpportunity: counter(
    'lead',
    (row) => isNewLead(row) && hasDay(row.sqlDay) && hasDay(row.opportunityDay),
  ),
  leadToWon: counter('lead', (row) => isNewLead(row) && hasDay(row.wonDay)),
  mql: counter('mql', isNewLead),
  sql: counter('sql', isNewLead),
  /** New-business deals created. */
  opportunity: counter('opportunity', isNew),
  targetOpportunity: counter('opportunity', (row) => isNew(row) && row.isTarget === true),
  /** On the day of the first entry into a stage mapped as valid (有効商談). */
  validOpportunity: {
    ...counter('opportunity', (row) => isNew(row) && hasDay(row.validDay)),
    day: ({ validDay = null }) => validDay,
  },
  createdMinor: money('opportunity', isNew),
  createdWithAmount: counter('opportunity', (row) => isNew(row) && hasAmount(row)),
  /** Of the deals created on this day, those won so far. */
  createdWon: counter('opportunity', (row) => isNew(row) && row.outcome === 'won'),
  openDeal: counter('opportunity', isOpen),
  openMinor: money('opportunity', isOpen),
  openWithAmount: counter('opportunity', (row) => isOpen(row) && hasAmount(row)),
  /** Open deals on the day they are expected to close. */
  dueDeal: { ...counter('opportunity', isOpen), day: ({ closeDay = null }) => closeDay },
  dueMinor: { ...money('opportunity', isOpen), day: ({ closeDay = null }) => closeDay },
  /** New-business deals won. */
  won: counter('won', isNew),
  newCustomer: counter('won', (row) => isNew(row) && row.isNewCustomer === true),
  /** Amount of the new-business won deals that have one. */
  wonMinor: money('won', isNew),
  wonWithAmount: counter('won', (row) => isNew(row) && hasAmount(row)),
  /** Days from creation to win, summed over the wins whose days are known and in order. */
  dealDays: { stage: 'won', amount: dealDays },
  wonWithDays: counter('won', (row) => dealDays(row) !== null),
  wonExisting: counter('won', (row) => !isNew(row)),
  wonExistingMinor: money('won', (row) => !isNew(row)),
  lost: counter('lost', isNew),
  lostMinor: money('lost', isNew),
  lostWithAmount: counter('lost', (row) => isNew(row) && hasAmount(row)),
} as const satisfies Readonly<Record<string, LedgerCounter>>;

export type LedgerCount = keyof typeof LEDGER_COUNTERS;

/** The name of every counter. */
export const LEDGER_COUNTS: readonly LedgerCount[] = Object.keys(LEDGER_COUNTERS).filter(
  (name): name is LedgerCount => Object.hasOwn(LEDGER_COUNTERS, name),
);

/** Counts that a model may part; money is parted to the minor unit instead. */
export const PARTED_COUNTS: ReadonlySet<string> = new Set(
  LEDGER_COUNTS.filter((name) => !isMoney(LEDGER_COUNTERS[name])),
);

/** Ways between two stages whose length is kept, by the stage of the row that knows it. Negative ones are data errors. */
export const LEDGER_LAGS = {
  leadToOpportunity: { stage: 'lead', days: (row: LedgerRow) => lag(row, row.opportunityDay) },
  leadToWon: { stage: 'lead', days: (row: LedgerRow) => lag(row, row.wonDay) },
  opportunityToWon: {
    stage: 'opportunity',
    days: (row: LedgerRow) => (isNew(row) && row.outcome === 'won' ? lag(row, row.closeDay) : null),
  },
} as const;

export type LedgerLag = keyof typeof LEDGER_LAGS;

/** The name of every way between two stages. */
export const LEDGER_LAG_NAMES: readonly LedgerLag[] = Object.keys(LEDGER_LAGS).filter(
  (name): name is LedgerLag => Object.hasOwn(LEDGER_LAGS, name),
);

function isMoney(of: LedgerCounter): boolean {
  return of.isMoney === true;
}

function counter(stage: Stage, counts: (row: LedgerRow) => boolean): LedgerCounter {
  return { stage, amount: (row) => (counts(row) ? 1 : null) };
}

function money(stage: Stage, counts: (row: LedgerRow) => boolean): LedgerCounter {
  return { stage, isMoney: true, amount: (row) => (counts(row) ? (row.amountMinor ?? null) : null) };
}

function isNewLead({ flags }: LedgerRow): boolean {
  return !flags.includes('existing-customer');
}

function isNew({ business }: LedgerRow): boolean {
  return business !== 'existing';
}

function isOpen(row: LedgerRow): boolean {
  return isNew(row) && row.outcome === 'open';
}

function hasDay(day: string | null | undefined): boolean {
  return typeof day === 'string';
}

function hasAmount({ amountMinor }: LedgerRow): boolean {
  return typeof amountMinor === 'number';
}

function dealDays(row: LedgerRow): number | null {
  const { createdDay = null, day } = row;
  if (!isNew(row) || createdDay === null || day === null) return null;
  const days = daysBetween(createdDay, day);
  return days < 0 ? null : days;
}

function lag(row: LedgerRow, end: string | null | undefined): number | null {
  if (!isNewLead(row) || row.day === null || typeof end !== 'string') return null;
  return daysBetween(row.day, end);
}
