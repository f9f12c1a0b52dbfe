import { readSnapshotMeta } from '../pipeline/read-snapshot.ts';
import type { Table } from '../store/table.ts';
import type { DaySpan } from './present/kpi-text.ts';

/** What a table of figures says about the data behind it. */
export interface AboutData {
  /** Absent in an empty store. */
  readonly known?: DaySpan;
  readonly firstTouch: boolean;
}

/** First and last day with any record, and whether any source records first touches. Throws `no-snapshot`. */
export async function aboutData(table: Table): Promise<AboutData> {
  const { firstDay, lastDay, available } = (await readSnapshotMeta(table)).meta;
  const { firstTouch } = available;
  return firstDay === null || lastDay === null
    ? { firstTouch }
    : { firstTouch, known: { from: firstDay, to: lastDay } };
}
