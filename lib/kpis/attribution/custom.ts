import { weighByPositions } from './positions.ts';
import type { AttributionModel, PositionShares } from './touch-weights.ts';

/** Shares are told apart to the millionth, and stay whole numbers. */
const SCALE = 1_000_000;

/**
 * Weights the user gives to positions.
 * Formula  as configured, scaled to sum to 1; a position left out has none
 * Empty    null without touches; positions missing or on one touch: see `weighByPositions`
 * Source   kpi-methods C.1, Custom
 */
export const custom: AttributionModel = {
  weigh: (touches, milestones, { customShares }) =>
    weighByPositions(toWhole(customShares), touches, milestones),
};

/** Shares as whole numbers, which sum exactly. */
export function toWhole({
  first,
  leadCreation,
  dealCreation,
  won,
  last,
  middle,
}: PositionShares): PositionShares {
  const whole = (share = 0): number => Math.round(share * SCALE);
  return {
    first: whole(first),
    leadCreation: whole(leadCreation),
    dealCreation: whole(dealCreation),
    won: whole(won),
    last: whole(last),
    middle: whole(middle),
  };
}
