import { poissonInterval } from './poisson-interval.ts';

/** More wins than this are out of reach for one channel; beyond it, CAC and target count as equal. */
const MAX_WINS = 400;

/**
 * Wins at which the present CAC would be told apart from its target.
 * Formula  the smallest n whose interval of CAC, at CAC = `cacToTarget` × target, lies wholly on one side
 * Unit     wins in all, not further wins
 * Empty    null where they could not be told apart at 400 wins
 * Source   definitions.md, Verdict; kpi-methods 53
 */
export function winsNeeded(cacToTarget: number): number | null {
  const decides = (wins: number): boolean => {
    const { low, high } = poissonInterval(wins);
    return cacToTarget < 1 ? cacToTarget * wins < low : cacToTarget * wins > high;
  };
  if (!decides(MAX_WINS)) return null;
  let undecided = 0;
  let decided = MAX_WINS;
  while (decided - undecided > 1) {
    const middle = Math.floor((undecided + decided) / 2);
    if (decides(middle)) decided = middle;
    else undecided = middle;
  }
  return decided;
}
