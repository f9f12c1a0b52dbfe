import { jsonOf, stableJson } from './json.ts';
import { RUN_LOG } from './keys.ts';
import type { Table } from './table.ts';

/** How long a run is kept. */
const KEPT_SECONDS = 30 * 86_400;

/** A run's entry: its id starts with its start, so that ids sort by time. */
export async function saveRunLog(
  table: Table,
  run: { readonly runId: string; readonly startMs: number; readonly entry: unknown },
): Promise<void> {
  const { runId, startMs, entry } = run;
  const expiresAt = Math.floor(startMs / 1000) + KEPT_SECONDS;
  await table.put({ pk: RUN_LOG, sk: runId, entry: stableJson(entry), expiresAt });
}

/** The last runs, the newest first. */
export async function listRunLog<T>(
  table: Table,
  limit: number,
  schema: { readonly parse: (value: unknown) => T },
): Promise<readonly T[]> {
  const items = await table.query(RUN_LOG, { isReversed: true, limit });
  return items.map((item) => jsonOf(item, 'entry', schema));
}

/** One run; undefined where there is none of that id, or no longer. */
export async function loadRunLog<T>(
  table: Table,
  runId: string,
  schema: { readonly parse: (value: unknown) => T },
): Promise<T | undefined> {
  const item = await table.get({ pk: RUN_LOG, sk: runId });
  return item === undefined ? undefined : jsonOf(item, 'entry', schema);
}
