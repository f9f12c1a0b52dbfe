import { gammaShare } from './gamma-share.ts';

/** What one channel won in one period, and what it was won with (spend, or days of the period). */
export interface DispersionCell {
  readonly channel: string;
  /** Groups of customers (`clusterSizes`), not single customers. */
  readonly count: number;
  readonly exposure: number;
}

/** How much more wins scatter than independent wins would. */
export interface OverDispersion {
  /** 1: as independent wins do. */
  readonly ratio: number;
  readonly degreesOfFreedom: number;
  /** Chance of such a ratio or a higher one if wins were independent. */
  readonly pValue: number;
}

/**
 * Over-dispersion pooled over channels: does a channel win more unevenly over its periods than chance does?
 * Formula  Σ (count − expected)² ÷ expected ÷ Σ (periods − 1); expected = exposure × the channel's count ÷ its exposure
 * Left out cells without exposure, channels without any win or with one period only
 * Empty    null when no degree of freedom remains
 * Source   Pearson's χ² ÷ df; kpi-methods B.5, E.2. Given a channel's total its expectation is 1 however few the wins
 */
export function overDispersion(cells: readonly DispersionCell[]): OverDispersion | null {
  const exposed = cells.filter(({ exposure }) => exposure > 0);
  const byChannel = Map.groupBy(exposed, ({ channel }) => channel);
  let chiSquare = 0;
  let degreesOfFreedom = 0;
  for (const periods of byChannel.values()) {
    const count = periods.reduce((sum, cell) => sum + cell.count, 0);
    if (count === 0) continue;
    const exposure = periods.reduce((sum, cell) => sum + cell.exposure, 0);
    for (const cell of periods) {
      const expected = (cell.exposure * count) / exposure;
      chiSquare += (cell.count - expected) ** 2 / expected;
    }
    degreesOfFreedom += periods.length - 1;
  }
  if (degreesOfFreedom === 0) return null;
  return {
    ratio: chiSquare / degreesOfFreedom,
    degreesOfFreedom,
    pValue: 1 - gammaShare(chiSquare / 2, degreesOfFreedom / 2),
  };
}
