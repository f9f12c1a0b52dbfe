/** Spend and wins of a channel in one month; months follow each other without a gap. */
export interface LagMonth {
  /** Null: not declared, which is not zero. */
  readonly spend: number | null;
  readonly wins: number;
}

/** What the wins of a month cost, by the spend of the months they came from. */
export interface LagAligned {
  readonly spend: number | null;
  readonly cac: number | null;
  readonly reason: 'before-first-spend' | 'spend-not-declared' | 'no-wins' | null;
}

/**
 * CAC by the spend that a month's wins came from, so that it does not jump when the budget does.
 * Formula  aligned spend(m) = Σ_k spend(m − k) · weight(k), CAC = aligned spend ÷ wins(m); `weights` from `lagWeights`
 * Unit     the unit of spend
 * Empty    null, with the reason, where the weights reach before the first month or into an undeclared one, and
 *          CAC alone where nothing was won
 * Source   kpi-methods 5, 41; golden 17
 */
export function lagAlignedCac(
  months: readonly LagMonth[],
  weights: readonly number[],
): readonly LagAligned[] {
  return months.map(({ wins }, month) => {
    let spend = 0;
    for (const [lag, weight] of weights.entries()) {
      if (weight === 0) continue;
      const source = lag > month ? undefined : months[month - lag];
      if (source === undefined) return { spend: null, cac: null, reason: 'before-first-spend' };
      if (source.spend === null) return { spend: null, cac: null, reason: 'spend-not-declared' };
      spend += source.spend * weight;
    }
    if (wins === 0) return { spend, cac: null, reason: 'no-wins' };
    return { spend, cac: spend / wins, reason: null };
  });
}
