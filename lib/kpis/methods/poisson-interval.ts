import { TAIL } from './confidence.ts';
import { gammaLimit } from './gamma-limit.ts';

/** A two-sided 95 % interval. `high` is null where nothing bounds it. */
export interface Interval {
  readonly low: number;
  readonly high: number | null;
}

/** A 95 % interval with both ends. */
export interface ClosedInterval {
  readonly low: number;
  readonly high: number;
}

/**
 * Exact (Garwood) interval of a Poisson mean from one count.
 * Formula  χ²(.025; 2k) ÷ 2 to χ²(.975; 2k + 2) ÷ 2; half a chi-square is a gamma of rate 1
 * Empty    0 counted gives 0 to 3.689
 * Source   Garwood 1936; kpi-methods 48
 */
export function poissonInterval(count: number): ClosedInterval {
  return {
    low: count > 0 ? gammaLimit(TAIL, count) : 0,
    high: gammaLimit(1 - TAIL, count + 1),
  };
}

/**
 * 95 % interval of CAC: spend is known, wins are Poisson.
 * Formula  spend ÷ upper limit of wins, to spend ÷ lower limit of wins
 * Unit     the unit of `spend`, not rounded
 * Empty    no wins: only a lower end, `high` is null
 * Source   kpi-methods 48; ferret Q&A ¥1,000,000 ÷ 5 gives 85,702 to 615,958
 */
export function cacInterval(spend: number, wins: number): Interval {
  const rate = poissonInterval(wins);
  return { low: spend / rate.high, high: rate.low > 0 ? spend / rate.low : null };
}
