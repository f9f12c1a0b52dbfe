import { Z } from './confidence.ts';
import type { SurvivalStep } from './kaplan-meier.ts';
import type { ClosedInterval } from './poisson-interval.ts';

/** A step of the survival curve, with how well it is known. */
export interface SurvivalEstimate extends SurvivalStep {
  /** Null once nothing is left: the formula then knows no error. */
  readonly standardError: number | null;
  readonly interval: ClosedInterval;
}

/**
 * Greenwood's standard error and a 95 % interval that stays within 0 and 1, for each step of a curve.
 * Formula  s² = S² · Σ events ÷ (at risk · (at risk − events)); interval S^exp(±z · √Σ ÷ ln S)
 * Unit     ratio 0–1
 * Empty    no steps give none; at S = 0 the interval is 0 to 0
 * Source   Greenwood 1926; Kalbfleisch & Prentice 2002 (log-log); golden 08
 */
export function survivalIntervals(steps: readonly SurvivalStep[]): readonly SurvivalEstimate[] {
  let sum = 0;
  return steps.map((step) => {
    const { survival, events, atRisk } = step;
    if (survival === 0) return { ...step, standardError: null, interval: { low: 0, high: 0 } };
    sum += events / (atRisk * (atRisk - events));
    const spread = (Z * Math.sqrt(sum)) / Math.log(survival);
    return {
      ...step,
      standardError: survival * Math.sqrt(sum),
      interval: { low: survival ** Math.exp(-spread), high: survival ** Math.exp(spread) },
    };
  });
}
