import { allocate } from '../../domain/money.ts';
import { inOrder, type Milestones, type Touch, touchesUntil } from './touch.ts';

/** One touch's part of a journey: `numerator` of the journey's denominator. */
export interface WeightedTouch<T extends Touch> {
  readonly touch: T;
  readonly numerator: number;
}

/** Weights of all touches of a journey, oldest first. Whole numbers, so that they sum to 1 exactly. */
export interface TouchWeights<T extends Touch = Touch> {
  readonly parts: readonly WeightedTouch<T>[];
  /** Sum of the numerators. */
  readonly denominator: number;
  /** Every touch came after the milestone the model credits; the earliest one then has it all. */
  readonly isNegativeLag: boolean;
}

/** What some models need besides the journey. */
export interface ModelOptions {
  /** Days in which a touch loses half its weight, from the company's own median lag. */
  readonly halfLifeDays: number;
  /** Shares the user gives to positions, as ratios; they need not sum to 1. */
  readonly customShares: PositionShares;
}

/** Shares of the touches at named positions; `middle` is split evenly over the touches at none of them. */
export interface PositionShares {
  readonly first?: number;
  readonly leadCreation?: number;
  readonly dealCreation?: number;
  readonly won?: number;
  readonly last?: number;
  readonly middle: number;
}

/** Weighs the touches of a journey. Empty: null without touches. */
export interface AttributionModel {
  readonly weigh: <T extends Touch>(
    touches: readonly T[],
    milestones: Milestones,
    options: ModelOptions,
  ) => TouchWeights<T> | null;
}

/**
 * Weighs the touches at or before a day; later ones get 0.
 * All later: the earliest one gets everything, flagged (`definitions.md`, person → deal). Empty: null without touches.
 */
export function weighUntil<T extends Touch>(
  touches: readonly T[],
  limit: string | null,
  numeratorsOf: (inTime: readonly T[]) => readonly number[],
): TouchWeights<T> | null {
  const ordered = inOrder(touches);
  if (ordered.length === 0) return null;
  const inTime = touchesUntil(ordered, limit);
  const isNegativeLag = inTime.length === 0;
  const numerators = isNegativeLag ? [1] : numeratorsOf(inTime);
  return {
    parts: ordered.map((touch, at) => ({ touch, numerator: numerators[at] ?? 0 })),
    denominator: numerators.reduce((sum, numerator) => sum + numerator, 0),
    isNegativeLag,
  };
}

/**
 * An amount of money split by the weights, in the order of the touches.
 * Unit     minor units, largest remainder, ties to the earlier touch; the parts sum to the amount exactly
 * Source   kpi-methods golden 04: ¥1,000,000 in W is 300000 / 33334 / 300000 / 33333 / 33333 / 300000
 */
export function creditMoney(weights: TouchWeights, amountMinor: number): readonly number[] {
  return allocate(
    amountMinor,
    weights.parts.map(({ numerator }) => numerator),
  );
}
