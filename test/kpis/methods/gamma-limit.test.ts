import { describe, expect, it } from 'vitest';
import { gammaLimit } from '../../../lib/kpis/methods/gamma-limit.ts';

describe('gammaLimit', () => {
  it.each([
    [0.025, 5, 1.6234863901184207],
    [0.975, 501, 545.8092685651714],
    [0.975, 1001, 1063.952136016302],
    [0.025, 5000, 4862.359188694899],
    [0.975, 5001, 5140.5489485350045],
    [0.975, 200001, 200878.47149996288],
  ])('agrees with SciPy at share %d of shape %i', (share, shape, expected) => {
    const limit = gammaLimit(share, shape);

    expect(Math.abs(limit / expected - 1)).toBeLessThan(1e-6);
  });

  it('does not jump where it changes its method', () => {
    const steps = [0.025, 0.5, 0.975].map((share) => gammaLimit(share, 850) - gammaLimit(share, 849.999));

    for (const step of steps) expect(Math.abs(step)).toBeLessThan(0.002);
  });
});
