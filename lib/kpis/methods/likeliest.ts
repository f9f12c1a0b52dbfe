import { nelderMead } from './nelder-mead.ts';

/** Positive parameters under which what was seen is likeliest. */
export interface Likeliest {
  readonly parameters: readonly number[];
  readonly logLikelihood: number;
}

/**
 * Maximum-likelihood estimate of positive parameters, searched by their logarithms.
 * Formula  maximum of `logLikelihood` over parameters from e^−maxLog to e^maxLog
 * Unit     those of the parameters; `start` is in logarithms
 * Empty    without parameters the likelihood itself
 */
export function likeliest(
  logLikelihood: (parameters: readonly number[]) => number,
  start: readonly number[],
  maxLog: number,
): Likeliest {
  const { point, value } = nelderMead(
    (logs) =>
      logs.some((log) => Math.abs(log) > maxLog)
        ? Number.POSITIVE_INFINITY
        : -logLikelihood(logs.map(Math.exp)),
    start,
  );
  return { parameters: point.map(Math.exp), logLikelihood: -value };
}
