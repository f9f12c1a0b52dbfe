/** A deal: how long it has been or was open, and how it ended. */
export interface DealFollowUp {
  readonly time: number;
  readonly outcome: 'won' | 'lost' | 'open';
}

/** What had become of deals by an age. */
export interface IncidenceStep {
  readonly time: number;
  /** Share neither won nor lost. */
  readonly open: number;
  readonly won: number;
}

/**
 * Shares of deals won and still open by age, where losing a deal ends its chance to be won.
 * Formula  open = Kaplan–Meier of either end; won(t) = Σ open just before · wins ÷ at risk (Aalen–Johansen)
 * Unit     ratio 0–1
 * Empty    no ended deal, no steps
 * Source   Aalen & Johansen 1978. One minus Kaplan–Meier of wins alone would count lost deals as still winnable
 */
export function cumulativeIncidence(deals: readonly DealFollowUp[]): readonly IncidenceStep[] {
  const byTime = Map.groupBy(deals, ({ time }) => time);
  const steps: IncidenceStep[] = [];
  let atRisk = deals.length;
  let open = 1;
  let won = 0;
  for (const time of [...byTime.keys()].sort((a, b) => a - b)) {
    const here = byTime.get(time) ?? [];
    const wins = here.filter(({ outcome }) => outcome === 'won').length;
    const ended = here.filter(({ outcome }) => outcome !== 'open').length;
    if (ended > 0) {
      won += (open * wins) / atRisk;
      open *= 1 - ended / atRisk;
      steps.push({ time, open, won });
    }
    atRisk -= here.length;
  }
  return steps;
}
