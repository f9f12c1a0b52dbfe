import { parse } from 'csv-parse/sync';
import * as z from 'zod';

const RowsSchema = z.array(z.record(z.string(), z.string()));

/** Rows of a file as the demo wrote it; none for a file it did not write. */
export function readCsv(bytes: Uint8Array | undefined, encoding = 'utf-8'): z.infer<typeof RowsSchema> {
  const text = new TextDecoder(encoding).decode(bytes ?? new Uint8Array());
  return RowsSchema.parse(parse(text, { columns: true }));
}
