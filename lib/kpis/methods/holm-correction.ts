/**
 * Adjusts p-values for having looked at several questions at once; in the order given.
 * Formula  running maximum of (m − rank + 1) · p over the p-values in rising order, at most 1
 * Unit     probability: below .05 means that the answer survives the correction at 5 %
 * Empty    no p-values, no answers
 * Source   Holm 1979; kpi-methods 51
 */
export function holmCorrection(pValues: readonly number[]): readonly number[] {
  const rising = [...pValues.entries()].sort(([, a], [, b]) => a - b);
  let highest = 0;
  const adjusted = rising.map(([index, p], rank) => {
    highest = Math.max(highest, Math.min(1, (pValues.length - rank) * p));
    return { index, p: highest };
  });
  return adjusted.sort((a, b) => a.index - b.index).map(({ p }) => p);
}
