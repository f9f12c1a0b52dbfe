import { describe, expect, it } from 'vitest';
import { gammaShare } from '../../../lib/kpis/methods/gamma-share.ts';

describe('gammaShare', () => {
  it.each([
    [5, 5.5, 0.4696128489989595],
    [970.485, 1000.5, 0.17156113493755595],
    [1020.51, 1000.5, 0.738577417002318],
    [5025.5025, 5000.5, 0.639714349585132],
  ])('agrees with SciPy at %d of shape %d', (value, shape, expected) => {
    const share = gammaShare(value, shape);

    expect(Math.abs(share - expected)).toBeLessThan(1e-5);
  });

  it('is 0 at 0 and does not jump where it changes its method', () => {
    const [none, below, above] = [gammaShare(0, 900), gammaShare(860, 849.999), gammaShare(860, 850)];

    expect(none).toBe(0);
    expect(Math.abs(below - above)).toBeLessThan(3e-5);
  });
});
