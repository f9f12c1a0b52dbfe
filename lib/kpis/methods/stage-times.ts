import { type FollowUp, kaplanMeier } from './kaplan-meier.ts';
import type { Interval } from './poisson-interval.ts';
import { survivalIntervals } from './survival-interval.ts';
import { moverQuantile, survivalQuantile } from './survival-quantile.ts';

const MEDIAN = 0.5;
const UPPER_QUARTILE = 0.75;

/** How long records stay in a stage, in the unit of the follow-ups. */
export interface StageTimes {
  readonly entered: number;
  readonly moved: number;
  /** Left before they entered: errors in the data, listed and not used. */
  readonly negative: number;
  /** By when half, and three quarters, of all have moved on; null where so many have not yet. */
  readonly median: number | null;
  readonly upperQuartile: number | null;
  /** 95 % interval of the median; null without a median. */
  readonly medianInterval: Interval | null;
  /** By when three quarters of those who move on at all have: an older one is stalled. Null without any. */
  readonly stalledAfter: number | null;
}

/** A record that is in the stage now. */
export interface WaitingRecord {
  readonly id: string;
  readonly age: number;
}

/**
 * Time spent in a stage, with the records that are still there counted as far as they have come.
 * Formula  quantiles of the Kaplan–Meier curve, event = moved on; the interval of the median from where the
 *          curve's log-log limits pass ½
 * Unit     the unit of the follow-ups
 * Left out negative times, which are counted
 * Empty    nulls where nothing moved
 * Source   kpi-methods 70, 71, 75; Brookmeyer & Crowley 1982
 */
export function stageTimes(followUps: readonly FollowUp[]): StageTimes {
  const used = followUps.filter(({ time }) => time >= 0);
  const steps = kaplanMeier(used);
  const median = survivalQuantile(steps, MEDIAN);
  const limits = survivalIntervals(steps);
  const passes = (end: 'low' | 'high'): number | null =>
    limits.find(({ interval }) => interval[end] <= 1 - MEDIAN)?.time ?? null;
  return {
    entered: used.length,
    moved: used.filter(({ isEvent }) => isEvent).length,
    negative: followUps.length - used.length,
    median,
    upperQuartile: survivalQuantile(steps, UPPER_QUARTILE),
    medianInterval: median === null ? null : { low: passes('low') ?? median, high: passes('high') },
    stalledAfter: moverQuantile(steps, UPPER_QUARTILE),
  };
}

/**
 * Records that have been in a stage for longer than three quarters of those who moved on.
 * Empty    none where nothing has moved on yet: there is no habit to compare with
 * Source   kpi-methods 75
 */
export function stalledRecords(
  waiting: readonly WaitingRecord[],
  { stalledAfter }: Pick<StageTimes, 'stalledAfter'>,
): readonly WaitingRecord[] {
  return stalledAfter === null ? [] : waiting.filter(({ age }) => age > stalledAfter);
}
