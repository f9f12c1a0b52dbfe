import gammaln from '@stdlib/math-base-special-gammaln';
import type { Rate } from './compare-rates.ts';
import { nelderMead } from './nelder-mead.ts';

/** A prior of a higher shape than this cannot be told from channels that are all alike. */
const MAX_SHAPE = 1e6;
/** What the fit must gain in log-likelihood over channels all alike, or it lies on the boundary. */
const MIN_GAIN = 1e-4;

/** How rates scatter over like channels: Gamma(shape, rate), or not at all beyond chance. */
export type RatePrior =
  | { readonly kind: 'fitted'; readonly shape: number; readonly rate: number }
  | { readonly kind: 'pooled'; readonly count: number; readonly exposure: number };

/**
 * Learns from a group of like channels how their true wins per spend scatter.
 * Formula  maximum of Σ ln Γ(a + k) − ln Γ(a) + a ln(b ÷ (b + S)) + k ln(S ÷ (b + S))
 * Unit     `rate` in the unit of exposure
 * Left out channels without exposure
 * Pooled   where no scatter at all explains them as well (a runs to infinity), one channel alone included
 * Empty    null without exposure
 * Source   negative binomial marginal likelihood; kpi-methods E.3; golden 12
 */
export function gammaPoissonPrior(channels: readonly Rate[]): RatePrior | null {
  const exposed = channels.filter(({ exposure }) => exposure > 0);
  const exposure = exposed.reduce((sum, channel) => sum + channel.exposure, 0);
  const count = exposed.reduce((sum, channel) => sum + channel.count, 0);
  if (exposure === 0) return null;
  const pooled = { kind: 'pooled', count, exposure } as const;
  if (count === 0) return pooled;
  const overall = count / exposure;
  const fit = nelderMead(
    ([logShape = 0, logMean = 0]) => {
      const shape = Math.exp(logShape);
      if (shape > MAX_SHAPE) return Number.POSITIVE_INFINITY;
      return -logLikelihood(exposed, shape, shape / (overall * Math.exp(logMean)));
    },
    [0, 0],
  );
  const alike = exposed.reduce((sum, each) => sum + poissonTerm(each, overall), 0);
  if (-fit.value - alike < MIN_GAIN) return pooled;
  const [logShape = 0, logMean = 0] = fit.point;
  return { kind: 'fitted', shape: Math.exp(logShape), rate: Math.exp(logShape - logMean) / overall };
}

/** Both likelihoods leave out ln k!, which depends on no parameter. */
function logLikelihood(channels: readonly Rate[], shape: number, rate: number): number {
  return channels.reduce((sum, { count, exposure }) => {
    const ways = gammaln(shape + count) - gammaln(shape);
    return sum + ways - shape * Math.log1p(exposure / rate) + count * Math.log(exposure / (rate + exposure));
  }, 0);
}

function poissonTerm({ count, exposure }: Rate, overall: number): number {
  return count * Math.log(overall * exposure) - overall * exposure;
}
