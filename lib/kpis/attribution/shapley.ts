import { compareText } from '../../domain/compare-text.ts';
import type { ChannelPath } from './markov-chain.ts';

/** Channels whose 2^n coalitions are summed exactly. */
const MAX_CHANNELS = 12;
/** Journeys a coalition needs before its win rate means anything; about ±18 points at 95 %. */
const MIN_JOURNEYS = 30;

/** A channel's fair share of what all channels together are worth. */
export interface ShapleyShare {
  readonly channel: string;
  readonly value: number;
}

export type ShapleyRateResult =
  | { readonly reason: null; readonly shares: readonly ShapleyShare[] }
  | { readonly reason: 'no-lost-paths' | 'too-many-channels' | 'too-few-journeys' };

/**
 * Shapley values of a game.
 * Formula  Σ over coalitions S without the channel of |S|! (n − |S| − 1)! ÷ n! × (worth(S + channel) − worth(S))
 * Unit     that of `worth`; they sum to the worth of all channels
 * Empty    no channels give none
 * Source   Shapley 1953; golden 05, tds_FOL
 */
export function shapleyValues(
  channels: readonly string[],
  worth: (coalition: ReadonlySet<string>) => number,
): readonly ShapleyShare[] {
  return valuesOf(channels, coalitionsOf(channels).map(worth));
}

/**
 * Equal split: Shapley with worth(S) = wins of the journeys inside S, which comes to every distinct channel of a journey
 * getting the same. Not driven by data, whatever tools call it.
 * Formula  Σ over journeys of wins ÷ distinct channels
 * Unit     wins; they sum to the wins of the paths
 * Empty    no paths give none
 * Source   kpi-methods C.4, golden 05: .455 / .205 / .34 both ways
 */
export function equalSplit(paths: readonly ChannelPath[]): readonly ShapleyShare[] {
  const values = new Map<string, number>();
  for (const { channels, won } of paths) {
    const distinct = new Set(channels);
    for (const channel of distinct) values.set(channel, (values.get(channel) ?? 0) + won / distinct.size);
  }
  return [...values].sort(([a], [b]) => compareText(a, b)).map(([channel, value]) => ({ channel, value }));
}

/**
 * Shapley with worth(S) = win rate of the journeys inside S: what a channel adds to the chance of a win.
 * Formula  see `shapleyValues`; no channels are worth 0
 * Unit     ratio; they sum to the win rate of all journeys, and may be negative
 * Empty    'no-lost-paths'; 'too-many-channels' above 12; 'too-few-journeys' where a coalition has fewer than 30
 * Source   kpi-methods C.4
 */
export function shapleyByRate(paths: readonly ChannelPath[]): ShapleyRateResult {
  if (paths.every(({ lost }) => lost === 0)) return { reason: 'no-lost-paths' };
  const channels = [...new Set(paths.flatMap((path) => path.channels))].sort(compareText);
  if (channels.length > MAX_CHANNELS) return { reason: 'too-many-channels' };
  const counts = coalitionsOf(channels).map((coalition) => countInside(paths, coalition));
  if (counts.slice(1).some(({ won, lost }) => won + lost < MIN_JOURNEYS))
    return { reason: 'too-few-journeys' };
  const worths = counts.map(({ won, lost }, at) => (at === 0 ? 0 : won / (won + lost)));
  return { reason: null, shares: valuesOf(channels, worths) };
}

/** `worths` in the order of `coalitionsOf`. */
function valuesOf(channels: readonly string[], worths: readonly number[]): readonly ShapleyShare[] {
  return channels.map((channel, place) => {
    const bit = 1 << place;
    const value = worths.reduce((sum, without, mask) => {
      if ((mask & bit) !== 0) return sum;
      const gain = (worths[mask | bit] ?? 0) - without;
      return sum + weight(bitCount(mask), channels.length) * gain;
    }, 0);
    return { channel, value };
  });
}

/** Every subset; the place in the list holds its members as bits. */
function coalitionsOf(channels: readonly string[]): readonly ReadonlySet<string>[] {
  return Array.from(
    { length: 2 ** channels.length },
    (_, mask) => new Set(channels.filter((_channel, place) => (mask & (1 << place)) !== 0)),
  );
}

function countInside(
  paths: readonly ChannelPath[],
  coalition: ReadonlySet<string>,
): { readonly won: number; readonly lost: number } {
  const inside = paths.filter(
    ({ channels }) => channels.length > 0 && channels.every((channel) => coalition.has(channel)),
  );
  return {
    won: inside.reduce((sum, { won }) => sum + won, 0),
    lost: inside.reduce((sum, { lost }) => sum + lost, 0),
  };
}

/** |S|! (n − |S| − 1)! ÷ n! */
function weight(size: number, count: number): number {
  return 1 / (count * choose(count - 1, size));
}

function choose(count: number, size: number): number {
  let ways = 1;
  for (let at = 1; at <= size; at += 1) ways = (ways * (count - size + at)) / at;
  return ways;
}

function bitCount(mask: number): number {
  let count = 0;
  for (let rest = mask; rest > 0; rest >>= 1) count += rest & 1;
  return count;
}
