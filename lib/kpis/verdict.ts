import type { Verdict, VerdictStage } from '../domain/kpi-row.ts';
import { cacInterval, type Interval } from './methods/poisson-interval.ts';
import { winsNeeded } from './methods/wins-needed.ts';

/** Leads must have come this far before too few wins count against a channel (`definitions.md`). */
const MIN_MATURITY = 0.8;
/** Below this many targets' worth of spend even no win at all is above nothing: 3.689 is the upper limit of 0. */
const MIN_SPEND_TO_TARGET = 3.7;

/** What a verdict rests on, over closed months; money in one unit throughout. */
export interface VerdictInput {
  readonly spend: number;
  readonly newCustomers: number;
  /** 95 % interval of CAC; left out: the exact one of `newCustomers`, which must then be a whole number. */
  readonly interval?: Interval;
  /** Earlier stages that may decide before wins can, latest first; those without a target are left out. */
  readonly leading: readonly StageEvidence[];
  /** Target CAC, above 0. */
  readonly target: number;
  readonly isSpendComplete: boolean;
  /** Null: not known, and then never enough for "above". */
  readonly maturity: number | null;
}

export interface StageEvidence {
  readonly stage: Exclude<VerdictStage, 'won'>;
  readonly count: number;
  /** Worked-back cost target of one record of the stage. */
  readonly target: number;
}

export interface VerdictResult {
  readonly verdict: Verdict;
  /** `won`, or the earlier stage of a leading verdict. */
  readonly verdictStage: VerdictStage;
  /** A word, with a number after a colon where it needs one, e.g. `needs-wins:21`. */
  readonly verdictReason: string;
}

type Side = 'below' | 'above' | 'both';

/**
 * Whether spend is within target, as far as the data can say.
 * Formula  the exact 95 % interval wholly below the target, with complete spend: within; wholly above, with
 *          maturity ≥ 0.8: above; else the same question to opportunities, then SQLs (a leading verdict);
 *          else not enough data below 3.7 targets of spend, undecided from there on
 * Source   definitions.md, Verdict
 */
export function verdict(input: VerdictInput): VerdictResult {
  const side = sideOf(input.interval ?? cacInterval(input.spend, input.newCustomers), input.target);
  const decided = decide(side, input);
  if (decided !== null) return { ...decided, verdictStage: 'won' };
  const leading = side === 'below' ? null : leadingVerdict(input);
  return leading ?? withoutDecision(side, input);
}

function leadingVerdict(input: VerdictInput): VerdictResult | null {
  for (const { stage, count, target } of input.leading) {
    const decided = decide(sideOf(cacInterval(input.spend, count), target), input);
    if (decided !== null) return { ...decided, verdictStage: stage };
  }
  return null;
}

function decide(side: Side, input: VerdictInput): Omit<VerdictResult, 'verdictStage'> | null {
  if (side === 'below' && input.isSpendComplete)
    return { verdict: 'within-target', verdictReason: 'interval-below' };
  if (side === 'above' && (input.maturity ?? 0) >= MIN_MATURITY)
    return { verdict: 'above-target', verdictReason: 'interval-above' };
  return null;
}

function withoutDecision(side: Side, input: VerdictInput): VerdictResult {
  const isShort = input.spend / input.target < MIN_SPEND_TO_TARGET;
  return {
    verdict: isShort ? 'not-enough-data' : 'undecided',
    verdictStage: 'won',
    verdictReason: missing(side, input),
  };
}

function missing(side: Side, { spend, newCustomers, target, maturity, interval }: VerdictInput): string {
  if (side === 'below') return 'coverage-incomplete';
  if (side === 'above') return maturity === null ? 'maturity-unknown' : 'immature';
  if (newCustomers === 0) return 'needs-spend';
  // How many wins would decide is known for whole wins only.
  if (interval !== undefined) return 'spans-target';
  const needed = winsNeeded(spend / newCustomers / target);
  return needed === null ? 'equal' : `needs-wins:${needed}`;
}

function sideOf({ low, high }: Interval, target: number): Side {
  if (low > target) return 'above';
  return high !== null && high < target ? 'below' : 'both';
}
