import * as z from 'zod/mini';
import { jsonOf, stableJson } from './json.ts';
import { RESTATEMENTS } from './keys.ts';
import type { Table } from './table.ts';

const CauseSchema = z.object({
  kind: z.enum(['added', 'edited', 'deleted', 'merged', 'erased']),
  count: z.number(),
  /** The first of them, as `crm/object/id`; none of who was erased. */
  records: z.readonly(z.array(z.string())),
});
const MonthSchema = z.object({
  /** `YYYY-MM`, closed when the figures were published before. */
  month: z.string(),
  /** Figures that changed, before and after: rows by stage, `newCustomers` and `wonMinor`. */
  counts: z.record(z.string(), z.object({ before: z.number(), after: z.number() })),
  /** Rows whose credit went to another channel under any model. */
  recredited: z.number(),
  causes: z.readonly(z.array(CauseSchema)),
});
export const RestatementSchema = z.object({
  /** The snapshot that restates, and the one whose figures it replaces. */
  runId: z.string(),
  replaces: z.string(),
  asOf: z.string(),
  months: z.readonly(z.array(MonthSchema)),
});

export type RestatementCause = Readonly<z.infer<typeof CauseSchema>>;
export type RestatedMonth = Readonly<z.infer<typeof MonthSchema>>;
export type Restatement = Readonly<z.infer<typeof RestatementSchema>>;

/** Digits of a number in the log, so that text order is its order. */
const DIGITS = 8;

/** Every restatement, oldest first; runs that changed no published figure are left out. */
export async function loadRestatements(table: Table): Promise<readonly Restatement[]> {
  return (await loadLog(table)).filter(({ months }) => months.length > 0);
}

/**
 * Adds to the log, before the figures change and also where none of those published will. A run that died after it
 * had logged is the same run when it is done again: what it logged first stays, since it saw the figures of before.
 */
export async function logRestatement(table: Table, restatement: Restatement): Promise<Restatement> {
  const known = await loadLog(table);
  const last = known.at(-1);
  if (last?.runId === restatement.runId && last.replaces === restatement.replaces) return last;
  const sk = String(known.length).padStart(DIGITS, '0');
  await table.put({ pk: RESTATEMENTS, sk, restatement: stableJson(restatement) });
  return restatement;
}

async function loadLog(table: Table): Promise<readonly Restatement[]> {
  const items = await table.query(RESTATEMENTS);
  return items.map((item) => jsonOf(item, 'restatement', RestatementSchema));
}
