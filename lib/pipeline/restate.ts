import type { LedgerRow } from '../domain/ledger.ts';
import type { LedgerChange, LedgerDiff } from '../store/ledger-store.ts';
import type { RestatedMonth, RestatementCause } from '../store/restatement-store.ts';
import type { LoadedEntities } from './load-entities.ts';

/** Records named per cause and month; the rest is only counted, since an item holds 400 KB. */
const NAMED_RECORDS = 20;

type Known = Pick<LoadedEntities, 'departed' | 'stored'>;

/**
 * Which months that were closed on `closedBefore` (exclusive month) have other figures than published, and why.
 * Months whose figures stay, row by row or in sum and credit, are left out. Rows of other definitions hold no routes to
 * compare.
 */
export function restatedMonths(
  diffs: readonly LedgerDiff[],
  closedBefore: string,
  known: Known,
  { comparesRoutes }: { readonly comparesRoutes: boolean } = { comparesRoutes: true },
): readonly RestatedMonth[] {
  const changed = diffs.filter(({ part, changes }) => changes.length > 0 && part.month < closedBefore);
  return [...Map.groupBy(changed, ({ part }) => part.month)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([month, parts]) => restatedMonth(month, parts, { known, comparesRoutes }))
    .filter(({ counts, recredited }) => recredited > 0 || Object.keys(counts).length > 0);
}

function restatedMonth(
  month: string,
  diffs: readonly LedgerDiff[],
  { known, comparesRoutes }: { readonly known: Known; readonly comparesRoutes: boolean },
): RestatedMonth {
  const changes = diffs.flatMap(({ changes: found }) => found);
  const sums = diffs.flatMap(({ part, rows, countBefore, changes: found }) => {
    const stage = [part.stage, { before: countBefore, after: rows.length }] as const;
    return part.stage === 'won' ? [stage, ...wonSums(rows, found)] : [stage];
  });
  return {
    month,
    counts: Object.fromEntries(sums.filter(([, { before, after }]) => before !== after)),
    recredited: changes.filter((change) => isRecredited(change, comparesRoutes)).length,
    causes: causesOf(changes, known),
  };
}

/** Sums after the change, and before it by taking the change back. */
function wonSums(rows: readonly LedgerRow[], changes: readonly LedgerChange[]) {
  return Object.entries({
    newCustomers: (row: LedgerRow): number => (row.isNewCustomer === true ? 1 : 0),
    wonMinor: (row: LedgerRow): number => row.amountMinor ?? 0,
  }).map(([name, amountOf]) => {
    const sum = (all: readonly (LedgerRow | undefined)[]): number =>
      all.reduce((so, row) => so + (row === undefined ? 0 : amountOf(row)), 0);
    const after = sum(rows);
    const before =
      after - sum(changes.map((change) => change.after)) + sum(changes.map((change) => change.before));
    return [name, { before, after }] as const;
  });
}

function isRecredited({ before, after }: LedgerChange, comparesRoutes: boolean): boolean {
  if (before === undefined || after === undefined) return false;
  const of = (row: LedgerRow) => [channels(row), comparesRoutes ? routeChannels(row) : []];
  return JSON.stringify(of(before)) !== JSON.stringify(of(after));
}

function channels({ credit }: LedgerRow): readonly (string | null)[] {
  return [credit.first, credit['lead-creation'], credit['opportunity-creation']].map(
    ({ channel }) => channel,
  );
}

function routeChannels({ route }: LedgerRow): readonly (string | null)[] {
  return route?.touches.map(({ channel }) => channel) ?? [];
}

function causesOf(changes: readonly LedgerChange[], known: Known): readonly RestatementCause[] {
  const byKind = new Map<RestatementCause['kind'], Set<string>>();
  for (const change of changes) {
    for (const [kind, record] of causes(change, known)) {
      byKind.set(kind, (byKind.get(kind) ?? new Set()).add(record));
    }
  }
  return [...byKind]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([kind, records]) => ({
      kind,
      count: records.size,
      records: kind === 'erased' ? [] : [...records].sort().slice(0, NAMED_RECORDS),
    }));
}

/** Records that left explain a change; else those that came; else one of them was edited. */
function causes({ before, after }: LedgerChange, { departed, stored }: Known): readonly Cause[] {
  const past = before?.sources ?? [];
  const left = past.flatMap((ref): readonly Cause[] => {
    const departure = stored.has(ref) ? departed.get(ref) : 'erased';
    return departure === undefined ? [] : [[departure, ref]];
  });
  if (left.length > 0) return left;
  const come = (after?.sources ?? []).filter((ref) => !past.includes(ref));
  if (come.length > 0) return come.map((ref): Cause => ['added', ref]);
  return past.map((ref): Cause => ['edited', ref]);
}

type Cause = readonly [kind: RestatementCause['kind'], record: string];
