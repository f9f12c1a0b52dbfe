import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FactCounts, requireCurrency, sumFacts } from '../../lib/kpis/fact-cell.ts';
import { foldFacts } from '../../lib/kpis/fold-facts.ts';
import { anyRow, anySpendDay } from './arbitraries.ts';
import { aCell, aRow, aSpendDay, aWonDeal } from './builders.ts';

describe('foldFacts', () => {
  it('adds up rows of the same day, channel and source', () => {
    const rows = [aRow({ id: 'a' }), aRow({ id: 'b' }), aRow({ id: 'c', stage: 'mql' })];

    const cells = foldFacts(rows, [], 'first');

    expect(cells).toEqual([aCell({ lead: 2, mql: 1 })]);
  });

  it.each<[string, Parameters<typeof aRow>[0], Partial<FactCounts>]>([
    ['a lead', { stage: 'lead' }, { lead: 1 }],
    ['an existing customer', { flags: ['existing-customer'] }, { existingLead: 1 }],
    ['an opportunity', { stage: 'opportunity', business: 'new', amountMinor: 9 }, { opportunity: 1 }],
    ['a lost deal', { stage: 'lost', business: 'new' }, { lost: 1 }],
    ['a renewal', { stage: 'won', business: 'existing', amountMinor: 5 }, { wonExisting: 1 }],
    ['a win without amount', { stage: 'won', amountMinor: null }, { won: 1 }],
    [
      'a new customer',
      { stage: 'won', isNewCustomer: true, amountMinor: 5, currency: 'JPY' },
      { won: 1, newCustomer: 1, wonMinor: 5, wonWithAmount: 1 },
    ],
  ])('counts %s', (_what, row, expected) => {
    const cells = foldFacts([aRow(row)], [], 'first');

    expect(sumFacts(cells)).toEqual({ ...sumFacts([]), ...expected });
  });

  it.each<[string, Parameters<typeof aRow>[0]]>([
    ['an MQL that is a customer', { stage: 'mql', flags: ['existing-customer'] }],
    ['an opportunity of existing business', { stage: 'opportunity', business: 'existing' }],
    ['a lost deal of existing business', { stage: 'lost', business: 'existing' }],
  ])('leaves out %s', (_what, row) => {
    const cells = foldFacts([aRow(row)], [], 'first');

    expect(cells).toEqual([]);
  });

  it('keeps what no channel has, with the reason', () => {
    const rows = [
      aRow({ channel: null, reason: 'no-source' }),
      aRow({ channel: null, reason: 'no-contact' }),
    ];

    const cells = foldFacts(rows, [], 'first');

    expect(cells.map(({ channel, reason }) => [channel, reason])).toEqual([
      [null, 'no-contact'],
      [null, 'no-source'],
    ]);
  });

  it('keeps spend of an unknown channel without a channel', () => {
    const spend = [aSpendDay({ channel: 'billboard', isKnownChannel: false, subChannel: 'station' })];

    const cells = foldFacts([], spend, 'first');

    expect(cells).toEqual([
      aCell({
        channel: null,
        reason: 'spend-unknown-channel',
        costScope: 'media',
        currency: 'JPY',
        spendMinor: 100_000,
      }),
    ]);
  });

  it('credits the model asked for', () => {
    const row = aRow();
    const credit = { ...row.credit, first: { channel: 'organic', subChannel: null } };

    const cells = foldFacts([{ ...row, credit }], [], 'first');

    expect(cells[0]?.channel).toBe('organic');
  });

  it('gives the same bytes in any order', () => {
    fc.assert(
      fc.property(fc.array(anyRow), fc.array(anySpendDay), (rows, spend) => {
        const cells = foldFacts(rows, spend, 'first');
        const reversed = foldFacts([...rows].reverse(), [...spend].reverse(), 'first');

        expect(JSON.stringify(reversed)).toBe(JSON.stringify(cells));
      }),
    );
  });

  it('adds up over any split', () => {
    fc.assert(
      fc.property(fc.array(anyRow), fc.array(anySpendDay), fc.nat(), (rows, spend, some) => {
        const cut = some % (rows.length + 1);
        const whole = foldFacts(rows, spend, 'first');
        const parts = [
          ...foldFacts(rows.slice(0, cut), [], 'first'),
          ...foldFacts(rows.slice(cut), spend, 'first'),
        ];

        expect(sumFacts(parts)).toEqual(sumFacts(whole));
      }),
    );
  });

  it('gives nothing for nothing', () => {
    const cells = foldFacts([], [], 'first');

    expect(cells).toEqual([]);
  });
});

describe('requireCurrency', () => {
  it('refuses money in another currency', () => {
    const cells = foldFacts([aWonDeal({ currency: 'USD' })], [], 'first');

    const check = () => requireCurrency(cells, 'JPY');

    expect(check).toThrowError(expect.objectContaining({ code: 'mixed-currency' }));
  });

  it('accepts cells without money', () => {
    const cells = foldFacts([aRow({ currency: 'USD' })], [], 'first');

    const check = () => requireCurrency(cells, 'JPY');

    expect(check).not.toThrow();
  });
});
