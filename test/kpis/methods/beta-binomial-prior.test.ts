import { describe, expect, it } from 'vitest';
import { betaBinomialPrior } from '../../../lib/kpis/methods/beta-binomial-prior.ts';
import { GOLDEN, TOLERANCE } from './like-channels.ts';

describe('betaBinomialPrior', () => {
  it('is the golden maximum (golden 12)', () => {
    const prior = betaBinomialPrior(GOLDEN.map(({ leads }) => leads));

    if (prior?.kind !== 'fitted') throw new Error('not fitted');
    expect(Math.abs(prior.alpha / 0.9665050242322332 - 1)).toBeLessThan(TOLERANCE);
    expect(Math.abs(prior.beta / 12.928838457943595 - 1)).toBeLessThan(TOLERANCE);
  });

  it('agrees with SciPy on another case', () => {
    const shares = [
      [3, 30],
      [0, 12],
      [12, 50],
      [7, 80],
    ] as const;

    const prior = betaBinomialPrior(shares.map(([successes, trials]) => ({ successes, trials })));

    if (prior?.kind !== 'fitted') throw new Error('not fitted');
    expect(Math.abs(prior.alpha / 4.51468321 - 1)).toBeLessThan(TOLERANCE);
    expect(Math.abs(prior.beta / 31.80526849 - 1)).toBeLessThan(TOLERANCE);
  });

  it.each([
    ['a channel alone', [{ successes: 3, trials: 10 }]],
    [
      'channels that are alike',
      [
        { successes: 3, trials: 30 },
        { successes: 6, trials: 60 },
      ],
    ],
    [
      'channels without wins',
      [
        { successes: 0, trials: 30 },
        { successes: 0, trials: 60 },
      ],
    ],
    [
      'channels that win all',
      [
        { successes: 4, trials: 4 },
        { successes: 6, trials: 6 },
      ],
    ],
  ])('is labelled pooled for %s', (_what, channels) => {
    const prior = betaBinomialPrior(channels);

    expect(prior?.kind).toBe('pooled');
  });

  it('is null without a lead', () => {
    const prior = betaBinomialPrior([{ successes: 0, trials: 0 }]);

    expect(prior).toBeNull();
  });
});
