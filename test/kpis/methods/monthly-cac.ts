import type { RatioEstimate } from '../../../lib/kpis/methods/fieller-interval.ts';

/** 24 constructed months, golden 11. */
const SPEND = [
  380, 215, 157, 208, 224, 371, 224, 127, 191, 229, 385, 214, 228, 102, 124, 81, 177, 151, 381, 181, 123, 107,
  252, 96,
];
const WON = [0, 0, 3, 0, 2, 0, 0, 0, 2, 0, 2, 2, 2, 0, 0, 0, 3, 2, 0, 0, 1, 1, 1, 0];
export const MONTHS = SPEND.map((spend, index) => ({
  numerator: spend * 1000,
  denominator: WON[index] ?? 0,
}));

/** Two estimates with their variances. */
export const estimate = (a: number, b: number, va: number, vb: number, covariance = 0): RatioEstimate => ({
  numerator: a,
  denominator: b,
  numeratorVariance: va,
  denominatorVariance: vb,
  covariance,
});

export const NOTHING = estimate(0, 0, 0, 0);
