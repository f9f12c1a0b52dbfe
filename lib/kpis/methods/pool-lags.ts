import { type FollowUp, kaplanMeier, type SurvivalStep } from './kaplan-meier.ts';

/** Events below which a channel's own curve is mostly chance: its standard error at the middle is about 0.1. */
const MIN_EVENTS = 25;

/** How long a channel's leads take, and whose leads that was learnt from. */
export interface ChannelLag {
  readonly steps: readonly SurvivalStep[];
  readonly longest: number;
  readonly isPooled: boolean;
}

/**
 * A lag curve per channel: its own where it has wins enough, else that of all small channels together, or of
 * all channels where even these have too few.
 * Formula  Kaplan–Meier
 * Empty    no channels, no curves
 * Source   issue 5, section 5 (lags pooled over small channels); the bound of 25 events is a judgement
 */
export function poolLags(
  followUpsByChannel: ReadonlyMap<string, readonly FollowUp[]>,
): ReadonlyMap<string, ChannelLag> {
  const all = [...followUpsByChannel.values()];
  const small = all.filter((followUps) => !hasEnough(followUps)).flat();
  const pooled = lagOf(hasEnough(small) ? small : all.flat(), true);
  return new Map(
    [...followUpsByChannel].map(([channel, followUps]) => [
      channel,
      hasEnough(followUps) ? lagOf(followUps, false) : pooled,
    ]),
  );
}

function hasEnough(followUps: readonly FollowUp[]): boolean {
  return followUps.filter(({ isEvent }) => isEvent).length >= MIN_EVENTS;
}

function lagOf(followUps: readonly FollowUp[], isPooled: boolean): ChannelLag {
  const longest = followUps.reduce((most, { time }) => Math.max(most, time), 0);
  return { steps: kaplanMeier(followUps), longest, isPooled };
}
