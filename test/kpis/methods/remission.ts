import type { FollowUp } from '../../../lib/kpis/methods/kaplan-meier.ts';

export const followUp = (time: number, isEvent: boolean): FollowUp => ({ time, isEvent });

/** Remission under 6-MP in weeks, Freireich 1963. */
export const SIX_MP = [
  ...[6, 6, 6, 7, 10, 13, 16, 22, 23].map((time) => followUp(time, true)),
  ...[6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35].map((time) => followUp(time, false)),
];

/** Remission under placebo in weeks, the same study. */
export const PLACEBO = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23].map((time) =>
  followUp(time, true),
);
