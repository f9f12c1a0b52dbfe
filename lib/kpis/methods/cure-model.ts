import gammaln from '@stdlib/math-base-special-gammaln';
import gammaCdf from '@stdlib/stats-base-dists-gamma-cdf';
import type { FollowUp } from './kaplan-meier.ts';
import { nelderMead } from './nelder-mead.ts';
import type { ClosedInterval } from './poisson-interval.ts';

/** Half of the 95 % quantile of χ² with one degree of freedom. */
const PROFILE_DROP = 3.841458820694124 / 2;
/** Days that an event on the day itself took: the gamma density has no value at 0. */
const SAME_DAY = 0.5;
/** Fewer events than this leave three parameters undetermined. A judgement. */
const MIN_EVENTS = 10;
/** Precision of the interval's ends on the scale of log odds. */
const END_TOLERANCE = 1e-4;
/** Log odds beyond which an end counts as 0 or 1. */
const MAX_LOG_ODDS = 20;

/** Of all leads `ultimate` are won in the end; the days they take are Gamma(shape, scale). */
export interface CureModel {
  readonly ultimate: number;
  readonly shape: number;
  readonly scale: number;
  readonly logLikelihood: number;
  /** Profile-likelihood interval of `ultimate`, 95 %. */
  readonly interval: ClosedInterval;
}

export type CureFit =
  | ({ readonly kind: 'fitted' } & CureModel)
  /** `no-end-in-sight`: the data fit as well if all leads were won in the end. */
  | { readonly kind: 'refused'; readonly reason: 'too-few-events' | 'no-end-in-sight' };

/**
 * Share of leads that will be won in the end, from leads of any age.
 * Formula  maximum of Σ won ln(π · f(t)) + Σ open ln(1 − π · F(t)), f and F of Gamma(shape, scale)
 * Unit     ratio 0–1; `scale` in the unit of time
 * Refused  below 10 events, and where the interval of π reaches 1
 * Source   Boag 1949; kpi-methods 32; golden 14. It extrapolates: beyond the longest follow-up it is a belief
 */
export function fitCureModel(followUps: readonly FollowUp[]): CureFit {
  const cells = tally(followUps);
  const events = followUps.filter(({ isEvent }) => isEvent);
  if (events.length < MIN_EVENTS) return { kind: 'refused', reason: 'too-few-events' };
  const meanTime = events.reduce((sum, { time }) => sum + Math.max(time, SAME_DAY), 0) / events.length;
  const start = [logOdds(events.length / (followUps.length + 1)), Math.log(2), Math.log(meanTime / 2)];
  const best = nelderMead(
    ([odds = 0, shape = 0, scale = 0]) => minusLog(cells, { odds, shape, scale }),
    start,
  );
  const [odds = 0, logShape = 0, logScale = 0] = best.point;
  const drop = profileDrop(cells, best.value, [logShape, logScale]);
  const high = endOf(drop, odds, 1);
  if (high >= MAX_LOG_ODDS) return { kind: 'refused', reason: 'no-end-in-sight' };
  return {
    kind: 'fitted',
    ultimate: fromLogOdds(odds),
    shape: Math.exp(logShape),
    scale: Math.exp(logScale),
    logLikelihood: -best.value,
    interval: { low: fromLogOdds(endOf(drop, odds, -1)), high: fromLogOdds(high) },
  };
}

/**
 * Share of leads won by an age, by the model.
 * Formula  π · F(day)
 * Empty    0 at day 0
 * Source   kpi-methods 31, 32
 */
export function modelledConversion({ ultimate, shape, scale }: CureModel, day: number): number {
  return day <= 0 ? 0 : ultimate * gammaCdf(day, shape, 1 / scale);
}

/** Follow-ups of one length and outcome. */
interface Cell {
  readonly time: number;
  readonly isEvent: boolean;
  readonly count: number;
}

interface LogParameters {
  readonly odds: number;
  readonly shape: number;
  readonly scale: number;
}

function tally(followUps: readonly FollowUp[]): readonly Cell[] {
  const groups = Map.groupBy(followUps, ({ time, isEvent }) => `${isEvent}:${time}`);
  return [...groups.values()].flatMap((group) =>
    group.slice(0, 1).map(({ time, isEvent }) => ({
      time: Math.max(time, isEvent ? SAME_DAY : 0),
      isEvent,
      count: group.length,
    })),
  );
}

function minusLog(cells: readonly Cell[], { odds, shape: logShape, scale: logScale }: LogParameters): number {
  const shape = Math.exp(logShape);
  const scale = Math.exp(logScale);
  const ultimate = fromLogOdds(odds);
  const ofEvent = Math.log(ultimate) - gammaln(shape) - shape * logScale;
  let sum = 0;
  for (const { time, isEvent, count } of cells) {
    if (isEvent) sum += count * (ofEvent + (shape - 1) * Math.log(time) - time / scale);
    else if (time > 0) sum += count * Math.log1p(-ultimate * gammaCdf(time, shape, 1 / scale));
  }
  return Number.isNaN(sum) ? Number.POSITIVE_INFINITY : -sum;
}

/** How far the likelihood falls below its maximum when the odds are held, less what 95 % allows. */
function profileDrop(
  cells: readonly Cell[],
  best: number,
  start: readonly number[],
): (odds: number) => number {
  let from = start;
  return (odds) => {
    const found = nelderMead(([shape = 0, scale = 0]) => minusLog(cells, { odds, shape, scale }), from);
    from = found.point;
    return found.value - best - PROFILE_DROP;
  };
}

/** Where the drop passes 0 on one side of the maximum: by doubling, then by halving. */
function endOf(drop: (odds: number) => number, odds: number, side: 1 | -1): number {
  let step = 0.25;
  while (drop(odds + side * step) < 0) {
    step *= 2;
    if (Math.abs(odds + side * step) > MAX_LOG_ODDS) return side * MAX_LOG_ODDS;
  }
  let inside = step === 0.25 ? 0 : step / 2;
  let outside = step;
  while (outside - inside > END_TOLERANCE) {
    const middle = (inside + outside) / 2;
    if (drop(odds + side * middle) < 0) inside = middle;
    else outside = middle;
  }
  return odds + (side * (inside + outside)) / 2;
}

function logOdds(share: number): number {
  return Math.log(share / (1 - share));
}

function fromLogOdds(odds: number): number {
  return 1 / (1 + Math.exp(-odds));
}
