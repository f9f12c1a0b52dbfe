import type { Credit, CreditModel, LedgerRow } from '../domain/ledger.ts';
import { anonymousRoute } from './anonymous-route.ts';

/** Where the route of an undated row begins: places need days, and these say nothing. */
const UNDATED_START = '2000-01-01';

/** Stages whose rows are about a person. */
const PERSONAL: ReadonlySet<LedgerRow['stage']> = new Set(['lead', 'mql', 'sql']);

/** Whether a row stands for a person, and so must lose them when they are erased. */
export function isPersonal({ stage }: LedgerRow): boolean {
  return PERSONAL.has(stage);
}

/**
 * What may stay of the row of a person who was erased: that there was one, the month and the channel.
 * Days become the first of their month. `number` only tells rows of one stage and month apart.
 */
export function anonymousRow(row: LedgerRow, number: number): LedgerRow {
  const month = monthStart(row.day);
  return {
    stage: row.stage,
    id: `anonymous/${month ?? 'undated'}/${number}`,
    day: month,
    credit: {
      first: withoutPage(row.credit, 'first'),
      'lead-creation': withoutPage(row.credit, 'lead-creation'),
      'opportunity-creation': withoutPage(row.credit, 'opportunity-creation'),
    },
    ...(row.route === undefined ? {} : { route: anonymousRoute(row.route, month ?? UNDATED_START) }),
    traits: {
      leadSource: null,
      campaign: null,
      industry: null,
      employeeBand: null,
      jobLevel: null,
      content: null,
    },
    flags: row.flags,
    sources: [],
    ...months({
      mqlDay: row.mqlDay,
      sqlDay: row.sqlDay,
      opportunityDay: row.opportunityDay,
      wonDay: row.wonDay,
    }),
  };
}

/** The credit of a deal whose person is known no more: who had it, and in what order. */
export function anonymousCredit({ credit, route, day }: LedgerRow): Pick<LedgerRow, 'credit' | 'route'> {
  if (route === undefined) return { credit };
  return { credit, route: anonymousRoute(route, monthStart(day) ?? UNDATED_START) };
}

/** Whether a deal lost its credit because the person behind it is known no more. */
export function hasLostPerson(before: LedgerRow, after: LedgerRow): boolean {
  return Object.values(after.credit).some(
    (credit) => 'reason' in credit && credit.reason === 'no-contact' && before.credit.first.channel !== null,
  );
}

function withoutPage(credits: LedgerRow['credit'], model: CreditModel): Credit {
  const credit = credits[model];
  return credit.channel === null ? credit : { channel: credit.channel, subChannel: null };
}

/** The months that are known, under the same names. */
function months<K extends string>(
  days: Readonly<Record<K, string | null | undefined>>,
): { readonly [P in K]?: string | null } {
  const found: { [P in K]?: string | null } = {};
  for (const key in days) {
    const day = days[key];
    if (day !== undefined) found[key] = monthStart(day);
  }
  return found;
}

function monthStart(day: string | null): string | null {
  return day === null ? null : `${day.slice(0, 'YYYY-MM'.length)}-01`;
}
