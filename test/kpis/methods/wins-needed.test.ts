import { describe, expect, it } from 'vitest';
import { poissonInterval } from '../../../lib/kpis/methods/poisson-interval.ts';
import { winsNeeded } from '../../../lib/kpis/methods/wins-needed.ts';

describe('winsNeeded', () => {
  it.each([
    ['half the target', 0.5, 12],
    ['twice the target', 2, 8],
    ['three times the target', 3, 3],
  ])('counts the wins that tell CAC at %s apart from it', (_what, ratio, expected) => {
    const wins = winsNeeded(ratio);

    expect(wins).toBe(expected);
  });

  it.each([0.9, 0.85, 1.15, 1.5])('is the smallest such number at CAC ÷ target %d', (ratio) => {
    const wins = winsNeeded(ratio) ?? 0;

    const isDecided = (count: number) =>
      ratio < 1 ? poissonInterval(count).low > ratio * count : poissonInterval(count).high < ratio * count;
    expect(isDecided(wins)).toBe(true);
    expect(isDecided(wins - 1)).toBe(false);
  });

  it.each([1, 1.001, 0.999])('is out of reach at CAC ÷ target %d', (ratio) => {
    const wins = winsNeeded(ratio);

    expect(wins).toBeNull();
  });
});
