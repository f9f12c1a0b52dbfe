import type { Rate } from './compare-rates.ts';
import { TAIL } from './confidence.ts';
import { gammaLimit } from './gamma-limit.ts';
import type { RatePrior } from './gamma-poisson-prior.ts';
import { cacInterval, type Interval } from './poisson-interval.ts';

/** A CAC moved towards those of like channels, to be shown beside the raw one. */
export interface ShrunkCac {
  /** `pooled`: like channels do not differ beyond chance, so that this is the CAC of all of them. */
  readonly kind: RatePrior['kind'];
  /** Null when the whole group won nothing. */
  readonly cac: number | null;
  readonly interval: Interval;
}

/**
 * Moves a channel's CAC towards its group's, the more so the fewer its wins.
 * Formula  (b + S) ÷ (a + k), limits from Gamma(a + k, b + S); pooled: the group's CAC and exact limits
 * Unit     the unit of exposure
 * Empty    a channel without wins gets a finite CAC from its group
 * Source   kpi-methods E.3; golden 12
 */
export function shrinkCac(channel: Rate, prior: RatePrior): ShrunkCac {
  if (prior.kind === 'pooled') {
    const { count, exposure } = prior;
    return {
      kind: 'pooled',
      cac: count === 0 ? null : exposure / count,
      interval: cacInterval(exposure, count),
    };
  }
  const shape = prior.shape + channel.count;
  const rate = prior.rate + channel.exposure;
  return {
    kind: 'fitted',
    cac: rate / shape,
    interval: {
      low: rate / gammaLimit(1 - TAIL, shape),
      high: rate / gammaLimit(TAIL, shape),
    },
  };
}
