import { gammaShare } from './gamma-share.ts';

/**
 * Probability that the true CAC is at or below a target.
 * Formula  1 − Γ(spend ÷ target; wins + ½): the posterior of wins under Jeffreys' prior
 * Unit     probability
 * Empty    no wins is an answer too: little spend says little, much spend says "above"
 * Source   kpi-methods 49; golden 10
 */
export function targetProbability(spend: number, wins: number, target: number): number {
  return 1 - gammaShare(spend / target, wins + 0.5);
}
