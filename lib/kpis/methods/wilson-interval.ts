import { Z } from './confidence.ts';
import type { ClosedInterval } from './poisson-interval.ts';

/**
 * Wilson score interval of a share, two-sided 95 %.
 * Unit     ratio 0–1
 * Empty    null when there was no trial
 * Source   Wilson 1927; Newcombe 1998 table I
 */
export function wilsonInterval(successes: number, trials: number): ClosedInterval | null {
  if (trials === 0) return null;
  const share = successes / trials;
  const scale = 1 + Z ** 2 / trials;
  const centre = (share + Z ** 2 / (2 * trials)) / scale;
  const half = (Z / scale) * Math.sqrt((share * (1 - share)) / trials + Z ** 2 / (4 * trials ** 2));
  return {
    low: successes === 0 ? 0 : Math.max(0, centre - half),
    high: successes === trials ? 1 : Math.min(1, centre + half),
  };
}
