import * as z from 'zod';

/** A row of `kpi show --json`: its key and whatever else it carries. */
const RowSchema = z.looseObject({ key: z.string() });

/** The answer of `kpi show --json`, as far as two of them are compared. */
export const ChannelTableSchema = z.looseObject({
  currency: z.string(),
  from: z.string(),
  to: z.string(),
  rows: z.array(RowSchema),
  blended: RowSchema,
  unattributed: RowSchema,
});

export type ChannelTable = z.infer<typeof ChannelTableSchema>;

/**
 * Differences of two channel tables, one line each, `row.column: cloud ≠ local`; empty when they say the same.
 * `asOf` and run ids are not compared: the two runs happened at different moments.
 */
export function compareChannelTables(cloud: ChannelTable, local: ChannelTable): readonly string[] {
  const head = (['currency', 'from', 'to'] as const).flatMap((field) =>
    cloud[field] === local[field] ? [] : [`${field}: ${cloud[field]} ≠ ${local[field]}`],
  );
  const cloudRows = rowsOf(cloud);
  const localRows = rowsOf(local);
  const keys = [...new Set([...cloudRows.keys(), ...localRows.keys()])].sort();
  return [...head, ...keys.flatMap((key) => compareRows(key, cloudRows.get(key), localRows.get(key)))];
}

type Row = z.infer<typeof RowSchema>;

function rowsOf(table: ChannelTable): ReadonlyMap<string, Row> {
  const rows = new Map(table.rows.map((row) => [row.key, row]));
  return rows.set('(blended)', table.blended).set('(unattributed)', table.unattributed);
}

function compareRows(key: string, cloud: Row | undefined, local: Row | undefined): readonly string[] {
  if (cloud === undefined) return [`${key}: only in the local table`];
  if (local === undefined) return [`${key}: only in the cloud table`];
  const columns = [...new Set([...Object.keys(cloud), ...Object.keys(local)])].sort();
  return columns.flatMap((column) => {
    const [left, right] = [JSON.stringify(cloud[column]), JSON.stringify(local[column])];
    return left === right ? [] : [`${key}.${column}: ${left} ≠ ${right}`];
  });
}
