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
    [
      'a created deal with its amount',
      { stage: 'opportunity', business: 'new', amountMinor: 9, outcome: 'lost' },
      { opportunity: 1, createdMinor: 9, createdWithAmount: 1 },
    ],
    [
      'an open deal on the day it is due too',
      { stage: 'opportunity', outcome: 'open', closeDay: '2026-05-01', amountMinor: 9 },
      {
        opportunity: 1,
        createdMinor: 9,
        createdWithAmount: 1,
        openDeal: 1,
        openMinor: 9,
        openWithAmount: 1,
        dueDeal: 1,
        dueMinor: 9,
      },
    ],
    [
      'a deal that was won since',
      { stage: 'opportunity', outcome: 'won', closeDay: '2026-02-01' },
      { opportunity: 1, createdWon: 1 },
    ],
    [
      'a valid deal',
      { stage: 'opportunity', validDay: '2026-02-01' },
      { opportunity: 1, validOpportunity: 1 },
    ],
    ['a target deal', { stage: 'opportunity', isTarget: true }, { opportunity: 1, targetOpportunity: 1 }],
    [
      'a target lead',
      { isTarget: true, isContactable: true },
      { lead: 1, targetLead: 1, contactableLead: 1 },
    ],
    [
      'how far a lead got',
      { mqlDay: '2026-01-11', sqlDay: '2026-01-12', opportunityDay: '2026-01-13', wonDay: '2026-02-13' },
      {
        lead: 1,
        leadToMql: 1,
        leadToSql: 1,
        leadMqlToSql: 1,
        leadToOpportunity: 1,
        leadSqlToOpportunity: 1,
        leadToWon: 1,
      },
    ],
    [
      'a lost deal with its amount',
      { stage: 'lost', amountMinor: 7 },
      { lost: 1, lostMinor: 7, lostWithAmount: 1 },
    ],
    [
      'how long a win took',
      { stage: 'won', createdDay: '2026-01-01', amountMinor: null },
      { won: 1, dealDays: 9, wonWithDays: 1 },
    ],
    ['no time of a win before its creation', { stage: 'won', createdDay: '2026-02-01' }, { won: 1 }],
    ['a lost deal', { stage: 'lost', business: 'new' }, { lost: 1 }],
    [
      'a renewal',
      { stage: 'won', business: 'existing', amountMinor: 5 },
      { wonExisting: 1, wonExistingMinor: 5 },
    ],
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

  it('counts a deal as valid, and as due, on those days and not on its own', () => {
    const deal = aRow({
      stage: 'opportunity',
      outcome: 'open',
      validDay: '2026-01-20',
      closeDay: '2026-03-31',
    });

    const cells = foldFacts([deal], [], 'first');

    expect(
      cells.map(({ day, opportunity, validOpportunity, dueDeal }) => [
        day,
        opportunity,
        validOpportunity,
        dueDeal,
      ]),
    ).toEqual([
      ['2026-01-10', 1, 0, 0],
      ['2026-01-20', 0, 1, 0],
      ['2026-03-31', 0, 0, 1],
    ]);
  });

  it('keeps how many leads took how long, by the day they became leads', () => {
    const rows = [
      aRow({ id: 'a', wonDay: '2026-02-09', opportunityDay: '2026-01-20' }),
      aRow({ id: 'b', wonDay: '2026-02-09' }),
      aRow({ id: 'c', wonDay: '2026-01-09', flags: ['existing-customer'] }),
    ];

    const cells = foldFacts(rows, [], 'first');

    expect(cells.map(({ lags }) => lags)).toEqual([{ 'leadToOpportunity 10': 1, 'leadToWon 30': 2 }]);
  });

  it('adds visits to their channel, and keeps those of an unknown one without', () => {
    const visits = { day: '2026-01-10', count: 'sessions', value: 5, source: 'web.csv:2' } as const;

    const cells = foldFacts([], [], 'first', [
      { ...visits, channel: 'seminar' },
      { ...visits, channel: 'seminar', count: 'conversions' },
      { ...visits, channel: null },
    ]);

    expect(cells).toEqual([
      aCell({ channel: null, reason: 'activity-unknown-channel', sessions: 5 }),
      aCell({ sessions: 5, conversions: 5 }),
    ]);
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
