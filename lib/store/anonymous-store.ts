import type { LedgerRow } from '../domain/ledger.ts';
import { jsonOf, stableJson } from './json.ts';
import { ANONYMOUS } from './keys.ts';
import { CreditsSchema, LedgerRowSchema, ledgerMonth, RouteSchema } from './ledger-store.ts';
import type { Item, Table } from './table.ts';

/** Who a deal's row credited, under every model. */
export type KeptCredit = Pick<LedgerRow, 'credit' | 'route'>;

/** What is left of erased people: rows without a person, and the credit of deals they led to. */
export interface Anonymous {
  readonly rows: readonly LedgerRow[];
  /** `stage#id` of a deal's row → its credit while its person was known. */
  readonly credits: ReadonlyMap<string, KeptCredit>;
  /** `stage#id` of rows that were made anonymous but may not have left the ledger yet. */
  readonly pending: ReadonlySet<string>;
}

export async function loadAnonymous(table: Table): Promise<Anonymous> {
  const [rows, credits] = await Promise.all([
    table.query(ANONYMOUS, { prefix: 'ROW#' }),
    table.query(ANONYMOUS, { prefix: 'CREDIT#' }),
  ]);
  return {
    rows: rows.map((item) => jsonOf(item, 'row', LedgerRowSchema)),
    credits: new Map(credits.map((item) => [item.sk.slice('CREDIT#'.length), keptCredit(item)])),
    pending: new Set(rows.flatMap(({ of }) => (typeof of === 'string' ? [of] : []))),
  };
}

/**
 * Keeps anonymous rows, each with the row it stands for, so that a run that dies here does not count it twice, and the
 * credits of deals.
 */
export async function keepAnonymous(
  table: Table,
  kept: {
    readonly rows: readonly { readonly of: LedgerRow; readonly row: LedgerRow }[];
    readonly credits: readonly LedgerRow[];
  },
): Promise<void> {
  const rows = kept.rows.map(({ of, row }) => ({
    put: { pk: ANONYMOUS, sk: rowName(row), row: stableJson(row), of: rowKey(of) },
  }));
  const credits = kept.credits.map((row) => ({
    put: {
      pk: ANONYMOUS,
      sk: `CREDIT#${rowKey(row)}`,
      credit: stableJson(row.credit),
      ...(row.route === undefined ? {} : { route: stableJson(row.route) }),
    },
  }));
  await table.batchWrite([...rows, ...credits]);
}

/** Cuts the last tie between anonymous rows and who they stood for, once those have left the ledger. */
export async function cutAnonymous(table: Table): Promise<void> {
  const items = await table.query(ANONYMOUS, { prefix: 'ROW#' });
  const tied = items.filter(({ of }) => of !== undefined);
  await table.batchWrite(tied.map(({ pk, sk, row = null }) => ({ put: { pk, sk, row } })));
}

function keptCredit(item: Item): KeptCredit {
  const credit = jsonOf(item, 'credit', CreditsSchema);
  return item['route'] === undefined ? { credit } : { credit, route: jsonOf(item, 'route', RouteSchema) };
}

/** `stage#id`: names a row in the whole ledger. */
export function rowKey({ stage, id }: LedgerRow): string {
  return `${stage}#${id}`;
}

function rowName(row: LedgerRow): string {
  return `ROW#${row.stage}#${ledgerMonth(row)}#${row.id}`;
}
