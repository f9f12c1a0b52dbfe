import { describe, expect, it } from 'vitest';
import { aRow, aSpendDay, aTable } from './builders.ts';

const MEDIA = aSpendDay({ amountMinor: 100 });
const PROGRAM = aSpendDay({ amountMinor: 50, costScope: 'program' });
const EVERYTHING = aSpendDay({ amountMinor: 7, costScope: 'fully-loaded' });

describe('a table of one cost scope', () => {
  it.each([
    ['media', '100'],
    ['program', '150'],
    ['fully-loaded', '157'],
  ] as const)('of %s holds the narrower ones too', (costScope, expected) => {
    const spend = [MEDIA, PROGRAM, EVERYTHING];

    const { rows, blended } = aTable({ rows: [aRow()], spend, costScope });

    expect([rows[0]?.spend, blended.spend]).toEqual([expected, expected]);
    expect(blended.basis).toBe(`first/${costScope}`);
  });

  it('is null where no row has the scope itself, coverage.csv or not', () => {
    const coverage = [{ channel: 'seminar', month: '2026-01', status: 'complete' }] as const;

    const { rows, blended, unattributed } = aTable({
      rows: [aRow()],
      spend: [MEDIA, EVERYTHING],
      coverage,
      costScope: 'program',
    });

    for (const row of [rows[0], blended, unattributed]) expect(row?.spend).toBeNull();
    expect(blended.cacReason).toBe('scope-not-declared');
  });

  it('takes a month with wider spend alone for no declaration', () => {
    const spend = [aSpendDay({ channel: 'organic' }), PROGRAM];
    const coverage = [{ channel: 'seminar', month: '2026-01', status: 'complete' }] as const;

    const { rows } = aTable({ rows: [aRow()], spend, coverage, costScope: 'media' });

    expect(rows.find(({ key }) => key === 'seminar')?.spend).toBeNull();
  });

  it('is the widest there is where none is asked for', () => {
    const { blended } = aTable({ rows: [aRow()], spend: [MEDIA, PROGRAM] });

    expect([blended.spend, blended.basis]).toEqual(['150', 'first/program']);
  });
});
