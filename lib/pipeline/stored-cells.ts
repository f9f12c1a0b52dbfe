import * as z from 'zod/mini';
import { UNATTRIBUTED_REASONS } from '../domain/ledger.ts';
import {
  FACT_COUNTS,
  type FactCell,
  type FactCount,
  fromParts,
  NO_COUNTS,
  toParts,
} from '../kpis/fact-cell.ts';
import { PARTED_COUNTS } from '../kpis/ledger-counters.ts';
import { SHARE_UNIT } from '../kpis/share-unit.ts';

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
  /** Parts that `counts` and `lags` count in, money apart; left out where they are whole records. */
  unit: z.exactOptional(z.literal(SHARE_UNIT)),
  counts: z.partialRecord(z.enum(FACT_COUNTS), z.number()),
  lags: z.exactOptional(z.record(z.string(), z.number())),
});

/** Cells as a snapshot holds them: a cell counts few things, so zeros are left out. */
export const StoredCellsSchema = z.array(StoredCellSchema);

/** Leaves zeros out, for a snapshot, and keeps fractions as whole parts, which are exact. */
export function storedCells(cells: readonly FactCell[]): z.infer<typeof StoredCellsSchema> {
  return cells.map((cell) => {
    const all = [...FACT_COUNTS.map((name) => cell[name]), ...Object.values(cell.lags ?? {})];
    const isParted = !all.every(Number.isInteger);
    const whole = (count: number): number => (isParted ? toParts(count) : count);
    const counts = FACT_COUNTS.filter((name) => cell[name] !== 0);
    return {
      day: cell.day,
      channel: cell.channel,
      subChannel: cell.subChannel,
      reason: cell.reason,
      leadSource: cell.leadSource,
      campaign: cell.campaign,
      costScope: cell.costScope,
      currency: cell.currency,
      ...(isParted ? { unit: SHARE_UNIT } : {}),
      counts: Object.fromEntries(counts.map((name) => [name, isPart(name) ? whole(cell[name]) : cell[name]])),
      ...(cell.lags === undefined ? {} : { lags: mapped(cell.lags, whole) }),
    };
  });
}

/** The cells again, with their zeros. */
export function factCells(stored: z.infer<typeof StoredCellsSchema>): readonly FactCell[] {
  return stored.map(({ counts, lags, unit, ...key }) => {
    const records = (count: number): number => (unit === undefined ? count : fromParts(count));
    const cell = { ...key, ...NO_COUNTS, ...counts };
    if (unit !== undefined)
      for (const name of FACT_COUNTS) if (isPart(name)) cell[name] = records(cell[name]);
    return { ...cell, ...(lags === undefined ? {} : { lags: mapped(lags, records) }) };
  });
}

function isPart(name: FactCount): boolean {
  return PARTED_COUNTS.has(name);
}

function mapped(counts: Readonly<Record<string, number>>, change: (count: number) => number) {
  return Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, change(count)]));
}
