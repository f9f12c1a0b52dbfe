import type { LedgerRow } from '../domain/ledger.ts';
import { anonymousCredit, anonymousRow, hasLostPerson, isPersonal } from '../kpis/anonymous-row.ts';
import {
  type Anonymous,
  cutAnonymous,
  type KeptCredit,
  keepAnonymous,
  loadAnonymous,
  rowKey,
} from '../store/anonymous-store.ts';
import {
  applyLedger,
  diffLedger,
  type LedgerDiff,
  type LedgerPart,
  ledgerMonth,
  listLedgerParts,
} from '../store/ledger-store.ts';
import type { Table } from '../store/table.ts';

/** The ledger as it will be, and how it differs from the stored one. */
export interface LedgerPlan {
  readonly rows: readonly LedgerRow[];
  readonly diffs: readonly LedgerDiff[];
  readonly fresh: {
    readonly rows: readonly { readonly of: LedgerRow; readonly row: LedgerRow }[];
    readonly credits: readonly LedgerRow[];
  };
}

/**
 * Compares the ledger with `rows`. A person's row whose records are all gone from the store was erased for privacy: an
 * anonymous row takes its place, and deals that the person led to keep their credit. `isErased` tells it of a record.
 * `neverMet` gives the rows of people who were erased before any figure knew them, from the records behind past rows.
 */
export async function planLedger(
  table: Table,
  rows: readonly LedgerRow[],
  isErased: (ref: string) => boolean,
  neverMet: (past: readonly string[]) => readonly LedgerRow[] = () => [],
): Promise<LedgerPlan> {
  const anonymous = await loadAnonymous(table);
  const known = [...rows.map((row) => withKeptCredit(row, anonymous)), ...anonymous.rows];
  const diffs = await diffAll(table, known);
  const past = diffs.flatMap(({ changes }) => changes.flatMap(({ before }) => before?.sources ?? []));
  const met = diffs
    .flatMap(({ changes }) =>
      changes.flatMap(({ before, after }) => (after === undefined ? (before ?? []) : [])),
    )
    .filter((row) => isPersonal(row) && row.sources.length > 0 && row.sources.every(isErased));
  const erased = [...met, ...neverMet(past)].filter((row) => !anonymous.pending.has(rowKey(row)));
  if (erased.length === 0) return { rows: known, diffs, fresh: { rows: [], credits: [] } };
  const fresh = erased.map((of, at) => ({ of, row: anonymousRow(of, anonymous.rows.length + at) }));
  const credits = keptCredits(diffs, new Set(erased.map(({ id }) => id)));
  const keptOf = new Map(credits.map((row) => [rowKey(row), row]));
  const all = [...known.map((row) => keptOf.get(rowKey(row)) ?? row), ...fresh.map(({ row }) => row)];
  return { rows: all, diffs: await diffAll(table, all), fresh: { rows: fresh, credits } };
}

/** Keeps what is anonymous before it leaves the ledger, and forgets whose it was after. Safe to do again. */
export async function applyLedgerPlan(
  table: Table,
  { diffs, fresh }: LedgerPlan,
  closeErasures: () => Promise<void> = async () => undefined,
): Promise<readonly string[]> {
  if (fresh.rows.length + fresh.credits.length > 0) await keepAnonymous(table, fresh);
  // Before rows leave the ledger: afterwards nothing would tell that the figures knew the person.
  await closeErasures();
  const changed = new Set<string>();
  for (const diff of diffs) if ((await applyLedger(table, diff)) > 0) changed.add(diff.part.month);
  await cutAnonymous(table);
  return [...changed].sort();
}

async function diffAll(table: Table, rows: readonly LedgerRow[]): Promise<readonly LedgerDiff[]> {
  const byPart = Map.groupBy(rows, nameOfRow);
  const parts = new Map<string, LedgerPart>(
    (await listLedgerParts(table)).map((part) => [nameOf(part), part]),
  );
  for (const row of rows) parts.set(nameOfRow(row), { stage: row.stage, month: ledgerMonth(row) });
  const diffs: LedgerDiff[] = [];
  for (const [name, part] of [...parts].sort(([a], [b]) => (a < b ? -1 : 1)))
    diffs.push(await diffLedger(table, part, byPart.get(name) ?? []));
  return diffs;
}

function withKeptCredit(row: LedgerRow, { credits }: Anonymous): LedgerRow {
  const kept = credits.get(rowKey(row));
  return kept === undefined || row.personId !== null ? row : withCredit(row, kept);
}

/** Rows of deals whose person was erased, with the credit they had. */
function keptCredits(diffs: readonly LedgerDiff[], erased: ReadonlySet<string>): readonly LedgerRow[] {
  return diffs.flatMap(({ changes }) =>
    changes.flatMap(({ before, after }) => {
      if (before === undefined || after === undefined || !erased.has(before.personId ?? '')) return [];
      return hasLostPerson(before, after) ? [withCredit(after, anonymousCredit(before))] : [];
    }),
  );
}

/** The route goes with the credit: that of whoever is left must not stand beside it. */
function withCredit({ route: _, ...row }: LedgerRow, kept: KeptCredit): LedgerRow {
  return { ...row, ...kept };
}

function nameOf({ stage, month }: LedgerPart): string {
  return `${stage}#${month}`;
}

function nameOfRow(row: LedgerRow): string {
  return nameOf({ stage: row.stage, month: ledgerMonth(row) });
}
