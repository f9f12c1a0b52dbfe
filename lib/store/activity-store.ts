import * as z from 'zod/mini';
import { loadRows } from './file-store.ts';
import type { Table } from './table.ts';

const ActivityRowSchema = z.object({
  day: z.string(),
  channel: z.string(),
  metric: z.string(),
  value: z.string(),
  source: z.string(),
});

/** One measurement of a channel, as its file gives it; the value is decimal text. */
export type StoredActivity = z.infer<typeof ActivityRowSchema>;

/** All activity that was taken in, in the order of files and rows. */
export async function loadActivity(table: Table): Promise<readonly StoredActivity[]> {
  return loadRows(table, 'activity', ActivityRowSchema);
}
