import * as z from 'zod/mini';
import { UNATTRIBUTED_REASONS } from '../domain/ledger.ts';
import { FACT_COUNTS, type FactCell, NO_COUNTS } from '../kpis/fact-cell.ts';

const Nullable = z.nullable(z.string());
const StoredCellSchema = z.object({
  day: Nullable,
  channel: Nullable,
  subChannel: Nullable,
  reason: z.nullable(z.enum([...UNATTRIBUTED_REASONS, 'spend-unknown-channel', 'activity-unknown-channel'])),
  leadSource: Nullable,
  campaign: Nullable,
  costScope: Nullable,
  currency: Nullable,
  counts: z.partialRecord(z.enum(FACT_COUNTS), z.number()),
  lags: z.exactOptional(z.record(z.string(), z.number())),
});

/** Cells as a snapshot holds them: a cell counts few things, so zeros are left out. */
export const StoredCellsSchema = z.array(StoredCellSchema);

/** Leaves zeros out, for a snapshot. */
export function storedCells(cells: readonly FactCell[]): z.infer<typeof StoredCellsSchema> {
  return cells.map((cell) => ({
    day: cell.day,
    channel: cell.channel,
    subChannel: cell.subChannel,
    reason: cell.reason,
    leadSource: cell.leadSource,
    campaign: cell.campaign,
    costScope: cell.costScope,
    currency: cell.currency,
    counts: Object.fromEntries(FACT_COUNTS.flatMap((name) => (cell[name] === 0 ? [] : [[name, cell[name]]]))),
    ...(cell.lags === undefined ? {} : { lags: cell.lags }),
  }));
}

/** The cells again, with their zeros. */
export function factCells(stored: z.infer<typeof StoredCellsSchema>): readonly FactCell[] {
  return stored.map(({ counts, lags, ...key }) => ({
    ...key,
    ...NO_COUNTS,
    ...counts,
    ...(lags === undefined ? {} : { lags }),
  }));
}
