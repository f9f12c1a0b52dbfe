import { compareRates, type RateComparison } from './compare-rates.ts';
import { holmCorrection } from './holm-correction.ts';
import { winsToCompare } from './wins-to-compare.ts';

/**
 * Maturities further apart than this are not compared. A gap moves the ratio of two CACs by about its own size;
 * 0.1 is below the smallest ratio that 400 wins a channel could tell (1.22). A judgement, not from the literature.
 */
const MAX_MATURITY_GAP = 0.1;

/** A channel over closed months. */
export interface ComparedChannel {
  readonly channel: string;
  readonly spend: number;
  readonly wins: number;
  readonly leads: number;
  /** How far its leads have come, 0–1; null when not known. */
  readonly maturity: number | null;
}

/** Why a channel is not set against the rest. */
export type ComparisonRefusal = 'no-spend' | 'no-rest' | 'maturity-unknown' | 'unequal-maturity';

export type RestComparison =
  | { readonly kind: 'refused'; readonly channel: string; readonly reason: ComparisonRefusal }
  | ({
      readonly kind: 'compared';
      readonly channel: string;
      /** `pDoubled` after Holm's correction over all channels compared. */
      readonly pAdjusted: number;
      /** Wins per side at which a difference of this size would show; null when there is no ratio or none is needed. */
      readonly winsToDecide: number | null;
    } & RateComparison);

/**
 * Sets each channel against all others together: is its CAC different, or is that chance?
 * Formula  `compareRates` of wins per spend, channel ÷ rest; Holm over the channels compared
 * Refused  without spend on either side, and where maturity is unknown or differs: fresh leads only look bad
 * Empty    no channels, no comparisons
 * Source   issue 5, section 4; kpi-methods 50–53
 */
export function compareWithRest(channels: readonly ComparedChannel[]): readonly RestComparison[] {
  const pairs = channels.map((channel) => {
    const rest = pool(channels.filter((other) => other !== channel && other.spend > 0));
    const refusal = refusalOf(channel, rest);
    return { channel: channel.channel, outcome: refusal ?? compareRates(rateOf(channel), rateOf(rest)) };
  });
  const tested = pairs.flatMap(({ outcome }) => (typeof outcome === 'string' ? [] : [outcome]));
  const adjusted = holmCorrection(tested.map(({ pDoubled }) => pDoubled));
  const pOf = new Map(tested.map((comparison, index) => [comparison, adjusted[index] ?? 1]));
  return pairs.map(({ channel, outcome }): RestComparison => {
    if (typeof outcome === 'string') return { kind: 'refused', channel, reason: outcome };
    const winsToDecide = outcome.ratio === null || outcome.ratio === 0 ? null : winsToCompare(outcome.ratio);
    return { kind: 'compared', channel, ...outcome, pAdjusted: pOf.get(outcome) ?? 1, winsToDecide };
  });
}

function refusalOf(channel: Pooled, rest: Pooled): ComparisonRefusal | null {
  if (channel.spend <= 0) return 'no-spend';
  if (rest.spend <= 0) return 'no-rest';
  if (channel.maturity === null || rest.maturity === null) return 'maturity-unknown';
  return Math.abs(channel.maturity - rest.maturity) > MAX_MATURITY_GAP ? 'unequal-maturity' : null;
}

type Pooled = Omit<ComparedChannel, 'channel'>;

/** Maturity of several is that of all their leads; it is unknown where one with leads has none. */
function pool(channels: readonly ComparedChannel[]): Pooled {
  const sum = (of: (channel: ComparedChannel) => number): number =>
    channels.reduce((total, channel) => total + of(channel), 0);
  const leads = sum((channel) => channel.leads);
  const isKnown = channels.every((channel) => channel.maturity !== null || channel.leads === 0);
  return {
    spend: sum((channel) => channel.spend),
    wins: sum((channel) => channel.wins),
    leads,
    maturity: isKnown && leads > 0 ? sum((channel) => channel.leads * (channel.maturity ?? 0)) / leads : null,
  };
}

function rateOf({ wins, spend }: Pooled): { readonly count: number; readonly exposure: number } {
  return { count: wins, exposure: spend };
}
