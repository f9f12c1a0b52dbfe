import betaln from '@stdlib/math-base-special-betaln';
import { nelderMead } from './nelder-mead.ts';
import type { Share } from './newcombe-interval.ts';

/** A prior worth more trials than this cannot be told from channels that are all alike. */
const MAX_WEIGHT = 1e6;
/** What the fit must gain in log-likelihood over channels all alike, or it lies on the boundary. */
const MIN_GAIN = 1e-4;

/** How shares scatter over like channels: Beta(alpha, beta), or not at all beyond chance. */
export type SharePrior =
  | { readonly kind: 'fitted'; readonly alpha: number; readonly beta: number }
  | { readonly kind: 'pooled'; readonly successes: number; readonly trials: number };

/**
 * Learns from a group of like channels how their true shares scatter.
 * Formula  maximum of Σ ln B(α + k, β + n − k) − ln B(α, β)
 * Pooled   where no scatter at all explains them as well (α + β runs to infinity), one channel alone included
 * Empty    null without a trial
 * Source   beta-binomial marginal likelihood, Skellam 1948; kpi-methods 33; golden 12
 */
export function betaBinomialPrior(channels: readonly Share[]): SharePrior | null {
  const trials = channels.reduce((sum, channel) => sum + channel.trials, 0);
  const successes = channels.reduce((sum, channel) => sum + channel.successes, 0);
  if (trials === 0) return null;
  const pooled = { kind: 'pooled', successes, trials } as const;
  if (successes === 0 || successes === trials) return pooled;
  const logLikelihood = (alpha: number, beta: number): number =>
    channels.reduce(
      (sum, { successes: k, trials: n }) => sum + betaln(alpha + k, beta + n - k) - betaln(alpha, beta),
      0,
    );
  const share = successes / trials;
  const fit = nelderMead(
    ([logOdds = 0, logWeight = 0]) => {
      const weight = Math.exp(logWeight);
      const mean = 1 / (1 + Math.exp(-logOdds));
      return weight > MAX_WEIGHT
        ? Number.POSITIVE_INFINITY
        : -logLikelihood(mean * weight, (1 - mean) * weight);
    },
    [Math.log(share / (1 - share)), Math.log(10)],
  );
  const alike = successes * Math.log(share) + (trials - successes) * Math.log1p(-share);
  if (-fit.value - alike < MIN_GAIN) return pooled;
  const [logOdds = 0, logWeight = 0] = fit.point;
  const mean = 1 / (1 + Math.exp(-logOdds));
  return { kind: 'fitted', alpha: mean * Math.exp(logWeight), beta: (1 - mean) * Math.exp(logWeight) };
}
