import betaQuantile from '@stdlib/stats-base-dists-beta-quantile';
import type { SharePrior } from './beta-binomial-prior.ts';
import { TAIL } from './confidence.ts';
import type { Share } from './newcombe-interval.ts';
import type { ClosedInterval } from './poisson-interval.ts';
import { wilsonInterval } from './wilson-interval.ts';

/** A share moved towards those of like channels, to be shown beside the raw one. */
export interface ShrunkShare {
  /** `pooled`: like channels do not differ beyond chance, so that this is the share of all of them. */
  readonly kind: SharePrior['kind'];
  readonly share: number;
  readonly interval: ClosedInterval | null;
}

/**
 * Moves a channel's share towards its group's, the more so the fewer its trials.
 * Formula  (α + k) ÷ (α + β + n), limits from Beta(α + k, β + n − k); pooled: the group's share and Wilson limits
 * Unit     ratio 0–1
 * Empty    a channel without trials gets the group's mean
 * Source   kpi-methods 33; golden 12
 */
export function shrinkShare(channel: Share, prior: SharePrior): ShrunkShare {
  if (prior.kind === 'pooled') {
    const { successes, trials } = prior;
    return { kind: 'pooled', share: successes / trials, interval: wilsonInterval(successes, trials) };
  }
  const alpha = prior.alpha + channel.successes;
  const beta = prior.beta + channel.trials - channel.successes;
  return {
    kind: 'fitted',
    share: alpha / (alpha + beta),
    interval: { low: betaQuantile(TAIL, alpha, beta), high: betaQuantile(1 - TAIL, alpha, beta) },
  };
}
