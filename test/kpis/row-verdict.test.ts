import { describe, expect, it } from 'vitest';
import type { KpiRow } from '../../lib/domain/kpi-row.ts';
import { aConfig, aRow, aSpendDay, aTable, aWonDeal, type TableParts, times } from './builders.ts';

const TARGET = aConfig({
  targets: { cac: 500_000, rates: { opportunityToWon: 0.2, sqlToOpportunity: 0.5 } },
});

/** Verdicts over January 2026, target CAC ¥500,000, seen on 15 February. */
function verdictOf(parts: TableParts) {
  const spend = [aSpendDay({ amountMinor: 5_000_000 })];
  const table = aTable({ spend, config: TARGET, ...parts });
  return { row: told(table.rows[0]), blended: told(table.blended), unattributed: told(table.unattributed) };
}

function told(row: KpiRow | undefined): string {
  return `${row?.verdict} ${row?.verdictStage} ${row?.verdictReason}`;
}

const WINS = times(25, (index) => aWonDeal({ id: `w${index}` }));

describe('rowVerdict', () => {
  it('is given for rows and the blended row, never for "unattributed"', () => {
    const verdicts = verdictOf({ rows: WINS });

    expect(verdicts).toEqual({
      row: 'within-target won interval-below',
      blended: 'within-target won interval-below',
      unattributed: 'not-enough-data won unattributed',
    });
  });

  it('never says within target while a month of spend is missing', () => {
    const { row } = verdictOf({ rows: WINS, from: '2025-12-01' });

    expect(row).toBe('undecided won coverage-incomplete');
  });

  it('says no-target without one', () => {
    const verdicts = verdictOf({ rows: WINS, config: aConfig() });

    expect(new Set(Object.values(verdicts))).toEqual(new Set(['not-enough-data won no-target']));
  });

  it.each([
    ['first', 'not-enough-data won nurture'],
    ['lead-creation', 'within-target won interval-below'],
  ] as const)('judges a nurture channel under %s as %s', (model, expected) => {
    const rows = WINS.map((row) => ({ ...row, credit: aRow({ channel: 'newsletter' }).credit }));
    const spend = [aSpendDay({ channel: 'newsletter', amountMinor: 5_000_000 })];

    const { row } = verdictOf({ rows, spend, model });

    expect(row).toBe(expected);
  });

  it('rests on closed months only', () => {
    const late = times(100, (index) => aWonDeal({ id: `l${index}`, day: '2026-02-10' }));

    const { row } = verdictOf({ rows: [...WINS.slice(0, 10), ...late], to: '2026-02-28' });

    expect(row).toBe('undecided won equal');
  });

  it('waits where no month of the period is closed', () => {
    const { row } = verdictOf({ rows: [aRow({ day: '2026-02-10' })], from: '2026-02-01', to: '2026-02-28' });

    expect(row).toBe('not-enough-data won open-month');
  });

  it('takes its target from the closed months too', () => {
    const config = aConfig({
      targets: { ltv: { method: 'revenue', years: 1 } },
      salesforce: { amountMeaning: 'annual' },
    });
    const rows = [aRow(), aWonDeal({ day: '2026-02-10' })];

    const { row } = verdictOf({ rows, config, to: '2026-02-28' });

    expect(row).toBe('not-enough-data won no-target');
  });

  it('says why spend is unknown', () => {
    const { row } = verdictOf({ rows: WINS, spend: [] });

    expect(row).toBe('not-enough-data won spend-not-declared');
  });

  it('counts too few wins against a channel once its leads are mature', () => {
    const old = times(20, (index) =>
      aRow({ id: `p${index}`, channel: 'organic', day: '2025-10-01', wonDay: '2025-10-05' }),
    );
    const leads = times(50, (index) => aRow({ id: `l${index}`, day: '2026-01-05' }));
    const spend = [aSpendDay({ amountMinor: 9_000_000 })];

    const { row } = verdictOf({ rows: [...old, ...leads, ...WINS.slice(0, 3)], spend });

    expect(row).toBe('above-target won interval-above');
  });

  it('leads with SQLs only where they are mapped', () => {
    const rows = [...WINS.slice(0, 3), ...times(200, (index) => aRow({ stage: 'sql', id: `s${index}` }))];
    const spend = [aSpendDay({ amountMinor: 1_500_000 })];

    const mapped = verdictOf({ rows, spend });
    const unmapped = verdictOf({ rows, spend, available: { mql: true, sql: false } });

    expect(mapped.row).toBe('within-target sql interval-below');
    expect(unmapped.row).toBe('not-enough-data won equal');
  });
});
