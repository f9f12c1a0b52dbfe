import type { Milestones, Touch } from './touch.ts';
import { creditMoney, type TouchWeights } from './touch-weights.ts';

/** Revenue of deals that marketing brought: one owner per deal. */
export interface SourcedRevenue {
  readonly kind: 'sourced';
  readonly amountMinor: number;
}

/** Revenue of deals that marketing touched. Channels overlap: never added up, so nothing here adds it. */
export interface InfluencedRevenue {
  readonly kind: 'influenced';
  readonly amountMinor: number;
}

/** Revenue split by a model: with the unattributed part it sums to the won amount. */
export interface AttributedRevenue {
  readonly kind: 'attributed';
  readonly amountMinor: number;
}

/** A won deal with what a model makes of its touches; null where it has none. */
export interface CreditedDeal<T extends Touch = Touch> {
  readonly amountMinor: number;
  readonly milestones: Milestones;
  readonly weights: TouchWeights<T> | null;
}

export interface AttributedSplit {
  readonly byChannel: ReadonlyMap<string, AttributedRevenue>;
  readonly unattributed: AttributedRevenue;
}

/**
 * Sourced revenue (マーケ起点売上).
 * Formula  Σ amount of deals whose one credited touch is of the channels asked about
 * Unit     minor units. Empty: 0 without deals
 * Source   kpi-methods 60
 */
export function sourcedRevenue<T extends Touch>(
  deals: readonly CreditedDeal<T>[],
  isCounted: (touch: T) => boolean,
): SourcedRevenue {
  const amounts = deals
    .filter(({ weights }) => weights?.parts.some((part) => hasAll(part, weights) && isCounted(part.touch)))
    .map(({ amountMinor }) => amountMinor);
  return { kind: 'sourced', amountMinor: sum(amounts) };
}

/**
 * Influenced revenue (マーケ関与売上).
 * Formula  Σ amount of deals with at least one such touch at or before the win, whatever its weight
 * Unit     minor units. Empty: 0 without deals
 * Source   kpi-methods 61
 */
export function influencedRevenue<T extends Touch>(
  deals: readonly CreditedDeal<T>[],
  isCounted: (touch: T) => boolean,
): InfluencedRevenue {
  const amounts = deals
    .filter(({ weights, milestones: { won } }) =>
      weights?.parts.some(({ touch }) => (won === null || touch.at <= won) && isCounted(touch)),
    )
    .map(({ amountMinor }) => amountMinor);
  return { kind: 'influenced', amountMinor: sum(amounts) };
}

/**
 * Attributed revenue by channel.
 * Formula  Σ weight × amount, each deal split to the minor unit; touches without a channel are unattributed
 * Unit     minor units; channels and unattributed sum to the amount of all deals
 * Source   kpi-methods 62
 */
export function attributedRevenue<T extends Touch>(
  deals: readonly CreditedDeal<T>[],
  channelOf: (touch: T) => string | null,
): AttributedSplit {
  const byChannel = new Map<string | null, number>();
  const add = (channel: string | null, amount: number) =>
    byChannel.set(channel, (byChannel.get(channel) ?? 0) + amount);
  for (const { amountMinor, weights } of deals) {
    if (weights === null) add(null, amountMinor);
    else
      creditMoney(weights, amountMinor).forEach((amount, at) => {
        const touch = weights.parts[at]?.touch;
        if (amount !== 0) add(touch === undefined ? null : channelOf(touch), amount);
      });
  }
  const attributed = (amountMinor: number): AttributedRevenue => ({ kind: 'attributed', amountMinor });
  return {
    byChannel: new Map(
      [...byChannel].flatMap(([channel, amount]) =>
        channel === null ? [] : [[channel, attributed(amount)]],
      ),
    ),
    unattributed: attributed(byChannel.get(null) ?? 0),
  };
}

/** Sum over channels; only attributed revenue has one. Empty: 0. */
export function totalAttributed(parts: readonly AttributedRevenue[]): AttributedRevenue {
  return { kind: 'attributed', amountMinor: sum(parts.map(({ amountMinor }) => amountMinor)) };
}

function hasAll({ numerator }: { readonly numerator: number }, { denominator }: TouchWeights): boolean {
  return numerator === denominator;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
