import * as z from 'zod/mini';
import type { DataIssue, SpendCoverage, SpendDay } from '../domain/ledger.ts';
import { listFiles, loadRows } from './file-store.ts';
import { jsonOf } from './json.ts';
import type { Table } from './table.ts';

const Nullable = z.nullable(z.string());
const SpendDaySchema = z.object({
  day: z.string(),
  channel: z.string(),
  isKnownChannel: z.boolean(),
  subChannel: Nullable,
  campaign: Nullable,
  amountMinor: z.number(),
  currency: z.string(),
  costScope: z.string(),
  source: z.string(),
});
const CoverageSchema = z.object({
  channel: z.string(),
  month: z.string(),
  status: z.enum(['complete', 'partial', 'none']),
});
const SpendRowSchema = z.union([
  z.object({ days: z.array(SpendDaySchema) }),
  z.object({ coverage: z.array(CoverageSchema) }),
]);
const SummarySchema = z.object({
  issues: z.array(
    z.object({ code: z.literal('spend-unknown-channel'), ref: z.string(), detail: z.string() }),
  ),
});

export interface StoredSpend {
  readonly days: readonly SpendDay[];
  /** `coverage.csv` overrides what the rows themselves declare. */
  readonly coverage: readonly SpendCoverage[];
  readonly issues: readonly DataIssue[];
}

/** All spend that was taken in, by day, with its coverage. */
export async function loadSpend(table: Table): Promise<StoredSpend> {
  const rows = await loadRows(table, 'spend', SpendRowSchema);
  const days = rows.flatMap((row) => ('days' in row ? row.days : []));
  const implied = rows.flatMap((row) => ('coverage' in row ? row.coverage : []));
  const declared = await loadRows(table, 'coverage', CoverageSchema);
  const byMonth = new Map(
    [...implied, ...declared].map((entry) => [`${entry.month} ${entry.channel}`, entry]),
  );
  const files = await listFiles(table, 'spend');
  const issues = files.flatMap((file) => jsonOf({ summary: file.summary }, 'summary', SummarySchema).issues);
  return {
    days,
    coverage: [...byMonth].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry),
    issues,
  };
}
