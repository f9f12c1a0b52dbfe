import type { Milestones, Touch } from './touch.ts';
import {
  type AttributionModel,
  type PositionShares,
  type TouchWeights,
  weighUntil,
} from './touch-weights.ts';

/** A model that gives fixed shares to positions of the journey; they are whole numbers. */
export interface PositionModel extends AttributionModel {
  readonly shares: PositionShares;
}

export function byPositions(shares: PositionShares): PositionModel {
  return {
    shares,
    weigh: (touches, milestones) => weighByPositions(shares, touches, milestones),
  };
}

/**
 * Shares of positions: one rule for every model that has some.
 * Formula  each position's share goes to its touch: the first, or the last at or before the milestone. Positions on one
 *          touch add up; positions without a touch, and the middle without touches, are dropped, and the rest is scaled
 *          to 1. Touches after the model's last position get 0; where that is missing, the next milestone ends them
 * Unit     numerators of one denominator
 * Empty    null without touches; where no position with a share exists, the last touch in time
 * Source   kpi-methods C.1, golden 04
 */
export function weighByPositions<T extends Touch>(
  shares: PositionShares,
  touches: readonly T[],
  milestones: Milestones,
): TouchWeights<T> | null {
  return weighUntil(touches, lastDay(shares, milestones), (inTime) => numerators(inTime, shares, milestones));
}

/** The day of the model's last position, else of the milestone after it. */
function lastDay(shares: PositionShares, { leadCreated, dealCreated, won }: Milestones): string | null {
  if (isGiven(shares.won) || isGiven(shares.last)) return won;
  if (isGiven(shares.dealCreation)) return dealCreated ?? won;
  return isGiven(shares.leadCreation) ? (leadCreated ?? dealCreated ?? won) : won;
}

function numerators(
  inTime: readonly Touch[],
  shares: PositionShares,
  milestones: Milestones,
): readonly number[] {
  const shareAt = new Map<number, number>();
  const give = (share: number | undefined, at: number): void => {
    if (isGiven(share) && at >= 0) shareAt.set(at, (shareAt.get(at) ?? 0) + share);
  };
  give(shares.first, firstPlace(inTime));
  give(shares.leadCreation, lastPlaceUntil(inTime, milestones.leadCreated));
  give(shares.dealCreation, lastPlaceUntil(inTime, milestones.dealCreated));
  give(shares.won, lastPlaceUntil(inTime, milestones.won));
  give(shares.last, inTime.length - 1);
  const middles = inTime.length - shareAt.size;
  // Without a middle share, touches between the positions must leave no trace, not even in the denominator.
  const scale = shares.middle > 0 && middles > 0 ? middles : 1;
  if (shareAt.size === 0 && shares.middle <= 0) shareAt.set(inTime.length - 1, 1);
  return inTime.map((_, at) => {
    const share = shareAt.get(at);
    return share === undefined ? shares.middle : share * scale;
  });
}

/** A creation witnesses no first touch, unless there is nothing else. */
function firstPlace(inTime: readonly Touch[]): number {
  return Math.max(
    0,
    inTime.findIndex(({ kind }) => kind !== 'creation'),
  );
}

function lastPlaceUntil(inTime: readonly Touch[], milestone: string | null): number {
  return milestone === null ? -1 : inTime.findLastIndex(({ at }) => at <= milestone);
}

function isGiven(share: number | undefined): share is number {
  return share !== undefined && share > 0;
}
