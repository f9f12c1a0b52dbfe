import * as z from 'zod/mini';
import { AppError } from '../domain/app-error.ts';
import { textOf } from './json.ts';
import { POINTER_KEY, SNAPSHOTS, snapshotPartition } from './keys.ts';
import { ConditionFailed, type Item, type Table } from './table.ts';

/** Largest text in one item: DynamoDB's limit is 400 KB for the whole item. */
const PART_CHARS = 120_000;

/** Named parts of one computed run: figures are immutable once the pointer names the run. */
export type SnapshotParts = ReadonlyMap<string, string>;

/**
 * Writes a snapshot under its run id, then flips the one pointer to it, so that readers see the old snapshot or the
 * new one and never a mix. Writing the same run again changes nothing.
 */
export async function publishSnapshot(table: Table, runId: string, parts: SnapshotParts): Promise<void> {
  const items = [...parts].flatMap(([name, text]) => itemsOf(runId, name, text));
  await table.put({ pk: SNAPSHOTS, sk: runId });
  await table.batchWrite(items.map((put) => ({ put })));
  await flipPointer(table, runId);
}

/**
 * Writes one part of a published snapshot again: what is said about its figures, never a figure. A text that is there
 * already is not written.
 */
export async function renewPart(
  table: Table,
  runId: string,
  { name, text }: { readonly name: string; readonly text: string },
): Promise<void> {
  const { parts } = await loadSnapshot(table, [name], runId);
  if (parts.get(name) === text) return;
  const pk = snapshotPartition(runId);
  const before = await table.query(pk, { prefix: `${name}#`, attributes: [] });
  const items = itemsOf(runId, name, text);
  const kept = new Set(items.map(({ sk }) => sk));
  // In one go it is one item; a longer text is written before what is left of the old one goes.
  await table.batchWrite(items.map((put) => ({ put })));
  await table.batchWrite(before.filter(({ sk }) => !kept.has(sk)).map(({ sk }) => ({ remove: { pk, sk } })));
}

/** Run ids of every snapshot that there is a part of. */
export async function listSnapshots(table: Table): Promise<readonly string[]> {
  return (await table.query(SNAPSHOTS)).map(({ sk }) => sk);
}

/** Run id of the current snapshot; undefined before the first. */
export async function currentRun(table: Table): Promise<string | undefined> {
  const pointer = await table.get(POINTER_KEY);
  return pointer === undefined ? undefined : textOf(pointer, 'runId');
}

/**
 * Parts whose name starts with one of `names`, of the run `of`, else of the current one. Who reads in two steps names
 * the run of the first, so that a flip in between cannot mix two. Throws `no-snapshot` before the first run.
 */
export async function loadSnapshot(
  table: Table,
  names: readonly string[],
  of?: string,
): Promise<{ readonly runId: string; readonly parts: SnapshotParts }> {
  const runId = of ?? (await currentRun(table));
  if (runId === undefined) throw new AppError('no-snapshot', 'no KPIs have been computed in this store');
  const pk = snapshotPartition(runId);
  const items = (await Promise.all(names.map((prefix) => table.query(pk, { prefix })))).flat();
  const parts = new Map<string, string>();
  for (const item of items) {
    const name = item.sk.slice(0, item.sk.lastIndexOf('#'));
    parts.set(name, (parts.get(name) ?? '') + textOf(item, 'text'));
  }
  return { runId, parts };
}

/** Parses a part of JSON; undefined where the snapshot has none of that name. */
export function partOf<T>(
  parts: SnapshotParts,
  name: string,
  schema: { readonly parse: (value: unknown) => T },
): T | undefined {
  const text = parts.get(name);
  if (text === undefined) return undefined;
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    throw new AppError('item-invalid', `snapshot part ${name} is unreadable`, { cause });
  }
}

function itemsOf(runId: string, name: string, text: string): readonly Item[] {
  const pk = snapshotPartition(runId);
  return slices(text).map((slice, at) => ({ pk, sk: `${name}#${String(at).padStart(4, '0')}`, text: slice }));
}

async function flipPointer(table: Table, runId: string): Promise<void> {
  const before = await table.get(POINTER_KEY);
  if (before?.['runId'] === runId) return;
  const flips = before === undefined ? 1 : z.number().parse(before['flips']) + 1;
  try {
    await table.put(
      { ...POINTER_KEY, runId, flips },
      before === undefined ? { kind: 'absent' } : { kind: 'equals', attribute: 'flips', value: flips - 1 },
    );
  } catch (cause) {
    if (!(cause instanceof ConditionFailed)) throw cause;
    const now = await table.get(POINTER_KEY);
    if (now?.['runId'] !== runId)
      throw new AppError('lease-lost', 'another run published its KPIs first', { cause });
  }
}

/** Cuts between characters: half of a surrogate pair (𠮷, an emoji) would not survive as UTF-8. */
function slices(text: string): readonly string[] {
  const found: string[] = [];
  for (let start = 0; start < text.length || start === 0; ) {
    const splitsPair = (text.codePointAt(start + PART_CHARS - 1) ?? 0) > 0xffff;
    const end = start + PART_CHARS - (splitsPair ? 1 : 0);
    found.push(text.slice(start, end));
    start = end;
  }
  return found;
}
