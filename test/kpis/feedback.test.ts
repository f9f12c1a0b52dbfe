import { describe, expect, it } from 'vitest';
import type { LedgerRow } from '../../lib/domain/ledger.ts';
import { FEEDBACK_GRAINS, type FeedbackInput, feedbackRows } from '../../lib/kpis/feedback.ts';
import { aRow, aWonDeal, times } from './builders.ts';

const WEB = { traits: { leadSource: 'Web' } } as const;

/** January 2026 by lead source. */
function feedbackOf(rows: readonly LedgerRow[], parts: Partial<FeedbackInput> = {}) {
  const window = { from: '2026-01-01', to: '2026-01-31', currency: 'JPY' };
  return feedbackRows({ rows, by: 'lead-source', ...window, ...parts });
}

function aLostDeal(lossReason: string | null): LedgerRow {
  return aRow({ stage: 'lost', business: 'new', lossReason, ...WEB });
}

describe('feedbackRows', () => {
  it('gives win rate, cohort rate, cycle and revenue of a source', () => {
    const rows = [
      ...times(10, (index) => aRow({ id: `l${index}`, wonDay: index < 2 ? '2026-03-01' : null, ...WEB })),
      aWonDeal({ cycleDays: 10, ...WEB }),
      aWonDeal({ cycleDays: 40, ...WEB }),
      aWonDeal({ cycleDays: 21, amountMinor: null, ...WEB }),
      ...times(17, () => aLostDeal(null)),
    ];

    const feedback = feedbackOf(rows);

    expect(feedback).toEqual([
      {
        key: 'Web',
        leads: 10,
        won: 3,
        lost: 17,
        wonRevenue: '600000',
        winRate: '0.15',
        winRateLow: '0.0524',
        winRateHigh: '0.3604',
        leadToWonRate: '0.2',
        medianCycleDays: 21,
        lostReasons: [{ reason: null, count: 17 }],
        rejectReasons: [],
      },
    ]);
  });

  it('names a reason for everything that is missing', () => {
    const feedback = feedbackOf([aRow(WEB), aWonDeal({ amountMinor: null, cycleDays: null })]);

    expect(feedback).toMatchObject([
      {
        key: 'Web',
        wonRevenue: '0',
        winRate: null,
        winRateLow: null,
        winRateHigh: null,
        winRateReason: 'nothing-closed',
        leadToWonRate: '0',
        medianCycleDays: null,
        medianCycleDaysReason: 'no-wins',
      },
      {
        key: 'unattributed',
        wonRevenue: null,
        wonRevenueReason: 'no-amount',
        leadToWonRate: null,
        leadToWonRateReason: 'no-leads',
        medianCycleDaysReason: 'no-cycle',
      },
    ]);
  });

  it('takes the mean of the two middle cycles and leaves out negative ones', () => {
    const cycles = [-2, 10, 13];

    const [feedback] = feedbackOf(cycles.map((cycleDays) => aWonDeal({ cycleDays })));

    expect(feedback?.medianCycleDays).toBe(11.5);
  });

  it('sorts loss reasons by count, then by name, blank ones among them', () => {
    const found = ['price', null, 'price', 'timing', 'budget', null];

    const [feedback] = feedbackOf(found.map(aLostDeal));

    expect(feedback?.lostReasons).toEqual([
      { reason: null, count: 2 },
      { reason: 'price', count: 2 },
      { reason: 'budget', count: 1 },
      { reason: 'timing', count: 1 },
    ]);
  });

  it('counts why sales rejected leads', () => {
    const found = ['student', null, 'student', undefined];

    const [feedback] = feedbackOf(
      found.map((reason) => aRow(reason === undefined ? WEB : { ...WEB, rejectReason: reason })),
    );

    expect(feedback?.rejectReasons).toEqual([{ reason: 'student', count: 2 }]);
  });

  it('leaves out existing business, existing customers, other stages and other days', () => {
    const rows = [
      aWonDeal({ business: 'existing' }),
      aRow({ flags: ['existing-customer'] }),
      aRow({ stage: 'mql' }),
      aRow({ day: '2026-02-01' }),
      aRow({ day: null }),
    ];

    const feedback = feedbackOf(rows);

    expect(feedback).toEqual([]);
  });

  it('counts undated records where the period is all data', () => {
    const [feedback] = feedbackOf([aRow({ day: null })], { includeUndated: true });

    expect(feedback?.leads).toBe(1);
  });

  it.each(FEEDBACK_GRAINS)('groups by %s', (by) => {
    const traits = {
      leadSource: 'lead-source',
      campaign: 'campaign',
      industry: 'industry',
      employeeBand: 'employee-band',
      jobLevel: 'job-level',
      content: 'content',
    };

    const feedback = feedbackOf([aRow({ traits }), aRow()], { by });

    expect(feedback.map(({ key }) => key)).toEqual([by, 'unattributed'].sort());
  });
});
