import { stableJson, textOf } from './json.ts';
import { filePartition, rowsPartition } from './keys.ts';
import type { Table } from './table.ts';

export type FileKind = 'spend' | 'activity' | 'coverage';

/** A file of spend, activity or coverage as it was last taken in. */
export interface StoredFile {
  readonly kind: FileKind;
  readonly name: string;
  /** Digest of the file's bytes and of the settings it was read with. */
  readonly digest: string;
  /** What reading it found, as JSON: counts, rejects, issues. */
  readonly summary: string;
}

export async function listFiles(table: Table, kind: FileKind): Promise<readonly StoredFile[]> {
  const items = await table.query(filePartition(kind));
  return items.map((item) => ({
    kind,
    name: item.sk,
    digest: textOf(item, 'digest'),
    summary: textOf(item, 'summary'),
  }));
}

/**
 * Replaces a file's rows as a whole: new rows first, then the entry that names them, then the old rows go.
 * Storing the same digest again writes nothing.
 */
export async function storeFile(table: Table, file: StoredFile, rows: readonly unknown[]): Promise<boolean> {
  const pk = filePartition(file.kind);
  const before = await table.get({ pk, sk: file.name });
  if (before?.['digest'] === file.digest) return false;
  const rowsPk = rowsPartition(file.kind, file.name, file.digest);
  await table.batchWrite(
    rows.map((row, at) => ({ put: { pk: rowsPk, sk: String(at).padStart(8, '0'), row: stableJson(row) } })),
  );
  await table.put({ pk, sk: file.name, digest: file.digest, summary: file.summary });
  if (before !== undefined) await removeRows(table, file.kind, file.name, textOf(before, 'digest'));
  return true;
}

/** Forgets a file that is no longer there. */
export async function removeFile(table: Table, kind: FileKind, name: string): Promise<void> {
  const key = { pk: filePartition(kind), sk: name };
  const before = await table.get(key);
  if (before === undefined) return;
  await table.remove(key);
  await removeRows(table, kind, name, textOf(before, 'digest'));
}

/** Rows of all files of a kind, in file and row order, parsed by `schema`. */
export async function loadRows<T>(
  table: Table,
  kind: FileKind,
  schema: { readonly parse: (value: unknown) => T },
): Promise<readonly T[]> {
  const files = await listFiles(table, kind);
  const rows = await Promise.all(
    files.map((file) => table.query(rowsPartition(kind, file.name, file.digest))),
  );
  return rows.flat().map((item) => schema.parse(JSON.parse(textOf(item, 'row'))));
}

async function removeRows(table: Table, kind: FileKind, name: string, digest: string): Promise<void> {
  const pk = rowsPartition(kind, name, digest);
  const rows = await table.query(pk);
  await table.batchWrite(rows.map(({ sk }) => ({ remove: { pk, sk } })));
}
