import { describe, expect, it } from 'vitest';
import { type VerdictInput, verdict } from '../../lib/kpis/verdict.ts';

/** ¥5,000,000 for 25 wins: CAC ¥200,000, 95 % from ¥135,483 to ¥309,049 (golden 10). */
const EVIDENCE: VerdictInput = {
  spend: 5_000_000,
  newCustomers: 25,
  leading: [],
  target: 2_000_000,
  isSpendComplete: true,
  maturity: 1,
};

describe('verdict', () => {
  it.each<[string, Partial<VerdictInput>, string]>([
    ['the interval is below the target', { target: 310_000 }, 'within-target interval-below'],
    ['it is below by little data', { spend: 1_000_000, newCustomers: 5 }, 'within-target interval-below'],
    ['it is below, immature', { target: 310_000, maturity: 0.1 }, 'within-target interval-below'],
    ['it is above', { target: 135_000 }, 'above-target interval-above'],
    ['it is above, just mature', { target: 135_000, maturity: 0.8 }, 'above-target interval-above'],
    [
      'it is above, coverage missing',
      { target: 135_000, isSpendComplete: false },
      'above-target interval-above',
    ],
    [
      'nothing was won for 3.7 targets',
      { newCustomers: 0, target: 1_351_000 },
      'above-target interval-above',
    ],
    ['it is above, too young', { target: 135_000, maturity: 0.79 }, 'undecided immature'],
    ['it is above, age unknown', { target: 135_000, maturity: null }, 'undecided maturity-unknown'],
    [
      'it is below, coverage missing',
      { target: 310_000, isSpendComplete: false },
      'undecided coverage-incomplete',
    ],
    [
      'coverage is missing and spend is small',
      { isSpendComplete: false },
      'not-enough-data coverage-incomplete',
    ],
    ['it straddles the target', { target: 250_000 }, 'undecided needs-wins:87'],
    ['CAC is the target', { target: 200_000 }, 'undecided equal'],
    ['one win, spend of two targets', { newCustomers: 1, target: 2_500_000 }, 'not-enough-data needs-wins:8'],
    ['no win, spend of two targets', { newCustomers: 0, target: 2_500_000 }, 'not-enough-data needs-spend'],
    ['nothing was spent or won', { spend: 0, newCustomers: 0 }, 'not-enough-data needs-spend'],
    ['customers came for free', { spend: 0 }, 'within-target interval-below'],
  ])('when %s, is as defined', (_when, change, expected) => {
    const result = verdict({ ...EVIDENCE, ...change });

    expect(`${result.verdict} ${result.verdictReason}`).toBe(expected);
    expect(result.verdictStage).toBe('won');
  });
});

describe('leading verdict', () => {
  /** One win for ¥1,000,000 against ¥600,000 says nothing; its opportunities and SQLs may. */
  const FEW_WINS: VerdictInput = { ...EVIDENCE, spend: 1_000_000, newCustomers: 1, target: 600_000 };

  it('is given on opportunities against their worked-back target', () => {
    const leading = [{ stage: 'opportunity' as const, count: 25, target: 120_000 }];

    const result = verdict({ ...FEW_WINS, leading });

    expect(result).toEqual({
      verdict: 'within-target',
      verdictStage: 'opportunity',
      verdictReason: 'interval-below',
    });
  });

  it('goes on to SQLs where opportunities cannot decide', () => {
    const leading = [
      { stage: 'opportunity' as const, count: 8, target: 120_000 },
      { stage: 'sql' as const, count: 3, target: 84_000 },
    ];

    const result = verdict({ ...FEW_WINS, leading });

    expect(result).toEqual({
      verdict: 'above-target',
      verdictStage: 'sql',
      verdictReason: 'interval-above',
    });
  });

  it('waits for maturity and coverage as the verdict on wins does', () => {
    const leading = [
      { stage: 'opportunity' as const, count: 25, target: 120_000 },
      { stage: 'sql' as const, count: 3, target: 84_000 },
    ];

    const result = verdict({ ...FEW_WINS, leading, isSpendComplete: false, maturity: 0.5 });

    expect(result).toMatchObject({ verdict: 'not-enough-data', verdictStage: 'won' });
  });

  it('is not asked where wins decide', () => {
    const leading = [{ stage: 'opportunity' as const, count: 1, target: 1 }];

    const result = verdict({ ...EVIDENCE, leading });

    expect(result).toMatchObject({ verdict: 'within-target', verdictStage: 'won' });
  });

  it('is given for wins that are above but too young', () => {
    const leading = [{ stage: 'opportunity' as const, count: 100, target: 120_000 }];

    const result = verdict({ ...EVIDENCE, target: 135_000, maturity: 0.3, leading });

    expect(result).toMatchObject({ verdict: 'within-target', verdictStage: 'opportunity' });
  });
});
