import { describe, expect, it } from 'vitest';
import type { SpendCoverage } from '../../lib/domain/ledger.ts';
import { aRow, aSpendDay, aTable, aWonDeal, type TableParts } from './builders.ts';

/** January to April 2026. */
function fourMonths(parts: TableParts) {
  return aTable({ rows: [aRow()], to: '2026-04-30', today: '2026-05-15', ...parts });
}

const SEMINAR = { channel: 'seminar' } as const;

describe('spend coverage', () => {
  it.each<[string, readonly SpendCoverage[], string]>([
    ['a month with any row', [], '0.25'],
    ['complete and partial months', [{ ...SEMINAR, month: '2026-02', status: 'partial' }], '0.5'],
    ['no month called none', [{ ...SEMINAR, month: '2026-02', status: 'none' }], '0.25'],
    ['a month once', [{ ...SEMINAR, month: '2026-01', status: 'complete' }], '0.25'],
    ['a row before the word none', [{ ...SEMINAR, month: '2026-01', status: 'none' }], '0.25'],
    ['no month of another channel', [{ channel: 'organic', month: '2026-02', status: 'complete' }], '0.25'],
  ])('counts %s as declared', (_what, coverage, expected) => {
    const table = fourMonths({ spend: [aSpendDay()], coverage });

    expect(table.rows[0]?.spendCoverage).toBe(expected);
  });

  it('blends over the acquiring channels that appear', () => {
    const rows = [aRow(), aRow({ channel: 'organic' }), aRow({ channel: 'newsletter' })];

    const table = fourMonths({ rows, spend: [aSpendDay()] });

    expect(table.blended.spendCoverage).toBe('0.125');
  });

  it('is null where the row is no channel', () => {
    const rows = [aRow({ traits: { leadSource: 'Web' } })];

    const table = fourMonths({ rows, by: 'lead-source' });

    expect([table.rows[0]?.spendCoverage, table.unattributed.spendCoverage]).toEqual([null, null]);
  });
});

describe('spend of a row', () => {
  it('keeps spend of unknown channels in "unattributed"', () => {
    const table = fourMonths({ spend: [aSpendDay({ channel: 'billboard', isKnownChannel: false })] });

    expect(table.unattributed).toMatchObject({ spend: '100000', cac: null, cacReason: 'unattributed' });
    expect(table.blended.spend).toBe('100000');
  });

  it('is unknown by lead source, since no spend row names one', () => {
    const rows = [aWonDeal({ traits: { leadSource: 'Web' } })];

    const table = fourMonths({ rows, spend: [aSpendDay()], by: 'lead-source' });

    expect(table.rows[0]).toMatchObject({
      key: 'Web',
      channel: null,
      spend: null,
      spendReason: 'no-spend-by-lead-source',
      cacReason: 'no-spend-by-lead-source',
    });
    expect(table.blended).toMatchObject({ spend: '100000', cac: '100000' });
  });

  it('belongs to the campaigns that spend rows name', () => {
    const rows = [
      aWonDeal({ traits: { campaign: 'spring' } }),
      aWonDeal({ id: 'b', traits: { campaign: 'autumn' } }),
    ];

    const table = fourMonths({ rows, spend: [aSpendDay({ campaign: 'spring' })], by: 'campaign' });

    expect(table.rows.map(({ key, cac, cacReason }) => [key, cac, cacReason])).toEqual([
      ['autumn', null, 'no-spend-by-campaign'],
      ['spring', '100000', undefined],
    ]);
  });

  it('is unknown for landing pages where the file does not split it', () => {
    const rows = [aWonDeal({ subChannel: 'lp-a' }), aWonDeal({ id: 'b' })];

    const table = fourMonths({ rows, spend: [aSpendDay()], by: 'sub-channel' });

    expect(table.rows.map(({ key, spend, cac, cacReason }) => [key, spend, cac, cacReason])).toEqual([
      ['seminar', '100000', null, 'spend-not-split'],
      ['seminar/lp-a', null, null, 'no-spend-by-sub-channel'],
    ]);
  });

  it('stays with the rest of a channel whose landing pages have their own', () => {
    const rows = [aWonDeal({ subChannel: 'lp-a' }), aWonDeal({ id: 'b' })];
    const spend = [aSpendDay({ subChannel: 'lp-a', amountMinor: 5 }), aSpendDay({ amountMinor: 7 })];

    const table = fourMonths({ rows, spend, by: 'sub-channel' });

    expect(table.rows.map(({ key, cac }) => [key, cac])).toEqual([
      ['seminar', '7'],
      ['seminar/lp-a', '5'],
    ]);
  });

  it('is undeclared for a landing page of an undeclared channel', () => {
    const table = fourMonths({ rows: [aRow({ subChannel: 'lp-a' })], by: 'sub-channel' });

    expect(table.rows[0]?.spendReason).toBe('spend-not-declared');
  });
});
