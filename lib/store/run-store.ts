import { jsonOf, stableJson, textOf } from './json.ts';
import { runPartition } from './keys.ts';
import type { Table } from './table.ts';

/** The last report of a step about one thing, e.g. one object of one CRM. */
export interface StoredRun<T> {
  readonly name: string;
  /** ISO instant. */
  readonly endedAt: string;
  readonly report: T;
}

export async function saveRun(
  table: Table,
  step: string,
  run: { readonly name: string; readonly endedAt: string; readonly report: unknown },
): Promise<void> {
  const { name, endedAt, report } = run;
  await table.put({ pk: runPartition(step), sk: name, endedAt, report: stableJson(report) });
}

/** The last report of each thing a step was about, by name. */
export async function lastRuns<T>(
  table: Table,
  step: string,
  schema: { readonly parse: (value: unknown) => T },
): Promise<readonly StoredRun<T>[]> {
  const items = await table.query(runPartition(step));
  return items.map((item) => ({
    name: item.sk,
    endedAt: textOf(item, 'endedAt'),
    report: jsonOf(item, 'report', schema),
  }));
}

/** The last report about one thing; undefined before its first. */
export async function loadRun<T>(
  table: Table,
  step: string,
  name: string,
  schema: { readonly parse: (value: unknown) => T },
): Promise<StoredRun<T> | undefined> {
  const item = await table.get({ pk: runPartition(step), sk: name });
  if (item === undefined) return undefined;
  return { name, endedAt: textOf(item, 'endedAt'), report: jsonOf(item, 'report', schema) };
}
