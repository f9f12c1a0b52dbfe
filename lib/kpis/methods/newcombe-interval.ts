import type { ClosedInterval } from './poisson-interval.ts';
import { wilsonInterval } from './wilson-interval.ts';

/** How many of `trials` succeeded. */
export interface Share {
  readonly successes: number;
  readonly trials: number;
}

/**
 * Interval of the difference of two independent shares, first minus second, two-sided 95 %.
 * Formula  d − √((p₁−l₁)² + (u₂−p₂)²) to d + √((u₁−p₁)² + (p₂−l₂)²), l and u the Wilson limits
 * Unit     ratio −1 to 1
 * Empty    null when either side had no trial
 * Source   Newcombe 1998, method 10; kpi-methods E.3
 */
export function newcombeInterval(first: Share, second: Share): ClosedInterval | null {
  const a = wilsonInterval(first.successes, first.trials);
  const b = wilsonInterval(second.successes, second.trials);
  if (a === null || b === null) return null;
  const p = first.successes / first.trials;
  const q = second.successes / second.trials;
  return {
    low: p - q - Math.hypot(p - a.low, b.high - q),
    high: p - q + Math.hypot(a.high - p, q - b.low),
  };
}
