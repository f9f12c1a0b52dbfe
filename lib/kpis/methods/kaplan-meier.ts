/** One follow-up: how long it lasted, and whether the event ended it (else it is censored). */
export interface FollowUp {
  readonly time: number;
  readonly isEvent: boolean;
}

/** Survival right after the events at `time`. */
export interface SurvivalStep {
  readonly time: number;
  readonly atRisk: number;
  readonly events: number;
  readonly survival: number;
}

/**
 * Kaplan–Meier survival curve, one step per time with an event, in order of time.
 * Formula  product over event times of 1 − events ÷ at risk; a follow-up censored at an event time is at risk there
 * Empty    no events give no steps
 * Source   Kaplan & Meier 1958; Freireich 1963 remission data as the worked example
 */
export function kaplanMeier(followUps: readonly FollowUp[]): readonly SurvivalStep[] {
  const ordered = [...followUps].sort((a, b) => a.time - b.time);
  const steps: SurvivalStep[] = [];
  let survival = 1;
  let start = 0;
  while (start < ordered.length) {
    const time = ordered[start]?.time ?? 0;
    const { end, events } = tiesFrom(ordered, start, time);
    const atRisk = ordered.length - start;
    if (events > 0) {
      survival *= 1 - events / atRisk;
      steps.push({ time, atRisk, events, survival });
    }
    start = end;
  }
  return steps;
}

function tiesFrom(
  ordered: readonly FollowUp[],
  start: number,
  time: number,
): { readonly end: number; readonly events: number } {
  let end = start;
  let events = 0;
  for (let next = ordered[end]; next?.time === time; next = ordered[end]) {
    if (next.isEvent) events += 1;
    end += 1;
  }
  return { end, events };
}
