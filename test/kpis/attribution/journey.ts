import { addDays } from '../../../lib/domain/calendar.ts';
import type { Milestones, Touch } from '../../../lib/kpis/attribution/touch.ts';
import type { ModelOptions, TouchWeights } from '../../../lib/kpis/attribution/touch-weights.ts';
import { aTouch } from '../builders.ts';

const START = '2026-01-01';

/** A week's half-life, and custom weights of .25 first, .5 opportunity creation and .25 between. */
export const OPTIONS: ModelOptions = {
  halfLifeDays: 7,
  customShares: { first: 0.25, dealCreation: 0.5, middle: 0.25 },
};

/** `count` touches a day apart, named t0, t1, … */
export function aJourney(count: number): readonly Touch[] {
  return Array.from({ length: count }, (_, at) => aTouch({ at: dayAt(at), ref: `t${at}` }));
}

/** The day of the touch at a place of `aJourney`. */
export function dayAt(place: number): string {
  return addDays(START, place);
}

/** Milestones on the days of touches; a place left out is a milestone that the journey lacks. */
export function milestonesAt(places: {
  readonly LC?: number;
  readonly OC?: number;
  readonly CW?: number;
}): Milestones {
  const at = (place: number | undefined) => (place === undefined ? null : dayAt(place));
  return { leadCreated: at(places.LC), dealCreated: at(places.OC), won: at(places.CW) };
}

/** Weights as reduced fractions, in the order of the touches: `3/10`, `0`, `1`. */
export function fractions(weights: TouchWeights | null): readonly string[] {
  return (weights?.parts ?? []).map(({ numerator }) => {
    const denominator = weights?.denominator ?? 1;
    const divisor = greatestDivisor(numerator, denominator);
    const [top, bottom] = [numerator / divisor, denominator / divisor];
    return bottom === 1 ? String(top) : `${top}/${bottom}`;
  });
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}
