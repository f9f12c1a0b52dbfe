import Big from 'big.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LedgerRow, SpendDay } from '../../../lib/domain/ledger.ts';
import { LANGS } from '../../../lib/i18n/catalogue.ts';
import { reasonText } from '../../../lib/i18n/reason-text.ts';
import { sumFacts } from '../../../lib/kpis/fact-cell.ts';
import type { Metric } from '../../../lib/kpis/metrics/metric.ts';
import { NOT_COMPUTED } from '../../../lib/kpis/metrics/not-computed.ts';
import { METRICS, metricOf } from '../../../lib/kpis/metrics/registry.ts';
import { anyRow, anySpendDay } from '../arbitraries.ts';
import { aTable } from '../builders.ts';
import { factsOf } from './measure-table.ts';

const DICTIONARY = Array.from({ length: 98 }, (_, at) => at + 1);
/** What names a row or says why and how, and is no metric. */
const LABELS = ['key', 'channel', 'subChannel', 'basis', 'ltvBasis', 'targetBasis', 'verdictStage'];
const WINDOW = { from: '2026-01-01', to: '2026-04-30', today: '2026-05-10' };
const FACTOR = 1000;

describe.each(METRICS.map((metric) => [metric.id, metric] as const))('the metric %s', (id, metric) => {
  it('says in both languages what it is', () => {
    const texts = [metric.name, metric.formula, metric.anchor].flatMap(({ en, ja }) => [en, ja]);

    expect(texts.filter((text) => text.trim() === '')).toEqual([]);
    expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect([metric.source, metric.inputs.join(), metric.parts.length > 0]).not.toContain('');
    expect(metric.parts).not.toEqual([]);
  });

  it('is nothing, 0 or null with a reason where there are no facts', () => {
    const values = [...factsOf().values()].map((facts) => metric.measure(facts).figure);

    for (const { value, reason } of values) {
      if (value === null) expect(reason).toMatch(/^[a-z]/);
      else expect([metric.rollUp, value.toNumber()]).toEqual(['sum', 0]);
    }
  });

  it('is a number or null with a reason whatever the facts, inside its interval', () => {
    fc.assert(
      fc.property(
        fc.array(anyRow, { maxLength: 40 }),
        fc.array(anySpendDay, { maxLength: 10 }),
        (rows, spend) => {
          for (const facts of factsOf({ rows: consistent(rows), spend, ...WINDOW }).values())
            expectSound(metric, metric.measure(facts));
        },
      ),
      { numRuns: 25 },
    );
  });

  it('adds up from rows and "unattributed" to "blended", or its parts do', () => {
    fc.assert(
      fc.property(
        fc.array(anyRow, { maxLength: 40 }),
        fc.array(anySpendDay, { maxLength: 10 }),
        (rows, spend) => {
          const all = factsOf({ rows: [...consistent(rows), ...LEADS], spend, ...WINDOW });
          const blended = all.get('blended');
          const parts = [...all].flatMap(([key, facts]) => (key === 'blended' ? [] : [facts]));
          if (blended === undefined) throw new Error('no blended row');

          if (metric.rollUp === 'sum') {
            const whole = metric.measure(blended).figure.value;
            const sum = parts.reduce(
              (so, facts) => so.plus(metric.measure(facts).figure.value ?? 0),
              new Big(0),
            );
            expect(whole === null ? null : whole.toFixed()).toBe(whole === null ? null : sum.toFixed());
          }
          const counts = metric.parts.flatMap((part) => part.counts);
          const added = sumFacts(parts.map(({ sum }) => sum));
          for (const name of counts) expect(added[name]).toBe(blended.sum[name]);
        },
      ),
      { numRuns: 15 },
    );
  });

  it('moves with the currency where it is money, and not at all where it is none', () => {
    fc.assert(
      fc.property(
        fc.array(anyRow, { maxLength: 40 }),
        fc.array(anySpendDay, { maxLength: 10 }),
        (rows, spend) => {
          const sound = consistent(rows);
          const plain = factsOf({ rows: sound, spend, ...WINDOW });
          const scaled = factsOf({ rows: sound.map(scaledRow), spend: spend.map(scaledDay), ...WINDOW });

          for (const [key, facts] of plain) {
            const before = metric.measure(facts).figure;
            const other = scaled.get(key);
            const after = other === undefined ? before : metric.measure(other).figure;
            expect(after.reason).toBe(before.reason);
            if (before.value === null || after.value === null) continue;
            const factor = metric.unit === 'money' ? FACTOR : 1;
            const wanted = before.value.times(factor).toNumber();
            expect(Math.abs(after.value.toNumber() - wanted)).toBeLessThanOrEqual(1e-9 * Math.abs(wanted));
          }
        },
      ),
      { numRuns: 15 },
    );
  });
});

describe('METRICS', () => {
  it('names each metric once', () => {
    const ids = METRICS.map(({ id }) => id);

    expect(new Set(ids).size).toBe(ids.length);
  });

  it('covers the dictionary, or says why not', () => {
    const covered = new Set([...METRICS, ...NOT_COMPUTED].map(({ number }) => number));

    expect(DICTIONARY.filter((number) => !covered.has(number))).toEqual([]);
  });

  it('explains no metric away that it has', () => {
    const computed = new Set(METRICS.map(({ number }) => number));

    expect(NOT_COMPUTED.filter(({ number }) => computed.has(number))).toEqual([]);
  });

  it('has each metric of a row of the table', () => {
    const { blended } = aTable();

    const shown = Object.keys(blended).filter((key) => !key.endsWith('Reason') && !LABELS.includes(key));
    expect(METRICS.flatMap(({ field }) => field ?? []).sort()).toEqual(shown.sort());
    expect(metricOf('costPerLead')?.id).toBe('cost-per-lead');
  });
});

/** A lead in each channel, so that each is a row of its own. */
const LEADS: readonly LedgerRow[] = ['seminar', 'organic', 'paid_search', 'newsletter'].map((channel) => {
  const credit = { channel, subChannel: null };
  return {
    stage: 'lead',
    id: `lead-${channel}`,
    day: '2026-01-10',
    credit: { first: credit, 'lead-creation': credit, 'opportunity-creation': credit },
    traits: {
      leadSource: null,
      campaign: null,
      industry: null,
      employeeBand: null,
      jobLevel: null,
      content: null,
    },
    flags: [],
    sources: [],
  };
});

/** A deal that is won or lost was created. */
function consistent(rows: readonly LedgerRow[]): readonly LedgerRow[] {
  return rows.map((row) =>
    row.stage === 'opportunity' ? { ...row, closeDay: row.closeDay ?? row.day } : row,
  );
}

function expectSound(metric: Metric, { figure, low, high, n, word }: ReturnType<Metric['measure']>): void {
  if (figure.value === null) expectWorded(figure.reason);
  if (metric.unit === 'word') expect(word).toBeTypeOf('string');
  if (metric.unit === 'share' && figure.value !== null && SHARES_BEYOND.has(metric.id) === false) {
    expect(figure.value.toNumber()).toBeGreaterThanOrEqual(0);
    expect(figure.value.toNumber()).toBeLessThanOrEqual(1);
  }
  const value = figure.value?.toNumber();
  if (value !== undefined && low !== undefined && low !== null)
    expect(low.toNumber()).toBeLessThanOrEqual(value * (1 + 1e-9) + 1e-9);
  if (value !== undefined && high !== undefined && high !== null)
    expect(high.toNumber()).toBeGreaterThanOrEqual(value * (1 - 1e-9) - 1e-9);
  if (n !== undefined) expect(n).toBeGreaterThanOrEqual(0);
}

function expectWorded(reason: string): void {
  for (const lang of LANGS) expect([lang, reasonText(reason, lang)]).not.toEqual([lang, reason]);
}

/** Quotients of two sources, and growth: more leads than measured visits are possible. */
const SHARES_BEYOND: ReadonlySet<string> = new Set([
  'visit-to-lead-rate',
  'conversion-rate',
  'lead-velocity-rate',
]);

function scaledRow(row: LedgerRow): LedgerRow {
  return typeof row.amountMinor === 'number' ? { ...row, amountMinor: row.amountMinor * FACTOR } : row;
}

function scaledDay(day: SpendDay): SpendDay {
  return { ...day, amountMinor: day.amountMinor * FACTOR };
}
