import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { type DayShare, spreadByDay } from '../../lib/channels/spread-by-day.ts';
import { addDays, daysOf, monthOf } from '../../lib/domain/calendar.ts';
import { parseMinor, toMajor } from '../../lib/domain/money.ts';

const GOLDEN = join(import.meta.dirname, '../../../shared/reference/golden/03_spend_proration.json');

const CaseSchema = z.object({
  input: z.object({
    total: z.string().optional(),
    total_jpy: z.number().optional(),
    start: z.string(),
    end: z.string(),
  }),
  days_inclusive: z.number(),
  expected_largest_remainder: z.record(z.string(), z.string()),
});
const GoldenSchema = z.object({ cases: z.array(CaseSchema) });

function sumOf(shares: readonly DayShare[]): number {
  return shares.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
}

function byMonth(shares: readonly DayShare[], currency: string): Readonly<Record<string, string>> {
  const months = Map.groupBy(shares, ({ day }) => monthOf(day));
  return Object.fromEntries([...months].map(([month, days]) => [month, toMajor(sumOf(days), currency)]));
}

describe('spreadByDay', () => {
  it('gives the months of the published example, with a sum that is exact', () => {
    // Marketo Measure prints parts that sum to 18,000.01 (kpi-methods golden 03).
    const shares = spreadByDay(1_800_000, '2018-07-01', '2018-10-17');

    expect(byMonth(shares, 'USD')).toEqual({
      '2018-07': '5119.27',
      '2018-08': '5119.26',
      '2018-09': '4954.13',
      '2018-10': '2807.34',
    });
    expect(sumOf(shares)).toBe(1_800_000);
  });

  it.skipIf(!existsSync(GOLDEN))('agrees with golden 03 (skipped where ../shared is absent)', () => {
    const { cases } = GoldenSchema.parse(JSON.parse(readFileSync(GOLDEN, 'utf8')));

    const spreads = cases.map(({ input: { total, total_jpy, start, end } }) => {
      const currency = total === undefined ? 'JPY' : 'USD';
      const shares = spreadByDay(parseMinor(total ?? String(total_jpy), currency), start, end);
      return { days: shares.length, months: byMonth(shares, currency) };
    });

    expect(spreads).toEqual(
      cases.map((golden) => ({ days: golden.days_inclusive, months: golden.expected_largest_remainder })),
    );
  });

  it('leaves the amount of one day on that day', () => {
    expect(spreadByDay(42_000, '2026-04-01', '2026-04-01')).toEqual([
      { day: '2026-04-01', amountMinor: 42_000 },
    ]);
  });

  it('sums exactly, covers each day once and gives no two days of a month more than one unit apart', () => {
    const spans = fc.record({
      amount: fc.integer({ min: -1e10, max: 1e10 }),
      offset: fc.integer({ min: 0, max: 2000 }),
      length: fc.integer({ min: 0, max: 400 }),
    });

    fc.assert(
      fc.property(spans, ({ amount, offset, length }) => {
        const from = addDays('2024-01-01', offset);
        const to = addDays(from, length);
        const shares = spreadByDay(amount, from, to);
        expect(sumOf(shares)).toBe(amount);
        expect(shares.map(({ day }) => day)).toEqual(daysOf(from, to));
        for (const days of Map.groupBy(shares, ({ day }) => monthOf(day)).values()) {
          const amounts = days.map(({ amountMinor }) => amountMinor);
          expect(Math.max(...amounts) - Math.min(...amounts)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});
