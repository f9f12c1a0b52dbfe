import binomialCdf from '@stdlib/stats-base-dists-binomial-cdf';
import { describe, expect, it } from 'vitest';
import { compareRates } from '../../../lib/kpis/methods/compare-rates.ts';
import { winsToCompare } from '../../../lib/kpis/methods/wins-to-compare.ts';

describe('winsToCompare', () => {
  it.each([
    [1.2, 473],
    [1.25, 316],
    [1.5, 96],
    [2, 33],
    [3, 14],
    [4, 9],
  ])('is the golden number at a ratio of %d (golden 21)', (ratio, expected) => {
    const wins = [winsToCompare(ratio), winsToCompare(1 / ratio)];

    expect(wins).toEqual([expected, expected]);
  });

  it('is out of reach when both cost the same', () => {
    const wins = winsToCompare(1);

    expect(wins).toBeNull();
  });

  it.each([
    [2, 33, 0.746420076358465],
    [3, 14, 0.7090011637996476],
  ])('gives the exact test its golden power at a ratio of %d (golden 21)', (ratio, wins, expected) => {
    const power = exactPower(ratio, wins);

    expect(power).toBeCloseTo(expected, 6);
  });
});

/** Chance that two channels of equal spend with `wins` each on average come out apart, whose CACs are `ratio` apart. */
function exactPower(ratio: number, wins: number): number {
  const mean = 2 * wins;
  const share = ratio / (1 + ratio);
  let power = 0;
  let logPoisson = -mean;
  for (let total = 1; total < mean + 12 * Math.sqrt(mean); total += 1) {
    logPoisson += Math.log(mean / total);
    const least = lowestUndecided(total) - 1;
    const apart = binomialCdf(least, total, share) + binomialCdf(least, total, 1 - share);
    power += Math.exp(logPoisson) * apart;
  }
  return power;
}

/** The fewest of `total` wins that are not too few for an equal share. */
function lowestUndecided(total: number): number {
  let first = 0;
  const isApart = () =>
    compareRates({ count: first, exposure: 1 }, { count: total - first, exposure: 1 }).pDoubled < 0.05;
  while (isApart()) first += 1;
  return first;
}
