import { solveLinear } from '../methods/solve-linear.ts';
import { type ChannelPath, type MarkovChain, markovChain, type Steps } from './markov-chain.ts';

/** What the journeys lose without one channel, and the wins it is given for that. */
export interface MarkovCredit {
  readonly channel: string;
  /** Ratio 0–1: the part of the wins that would not have come. */
  readonly removalEffect: number;
  readonly wins: number;
}

export type MarkovResult =
  | { readonly reason: null; readonly winProbability: number; readonly credits: readonly MarkovCredit[] }
  | { readonly reason: 'no-wins' | 'no-lost-paths' };

/**
 * Markov attribution, exact: no simulation. It describes the order of touches and proves no cause.
 * Formula  wins × removal effect ÷ sum of removal effects; removal effect = 1 − P(win without the channel) ÷ P(win),
 *          a step into the removed channel being lost; P from the absorbing chain's linear equations
 * Unit     wins; they sum to the wins of the paths
 * Empty    'no-wins'; 'no-lost-paths', because with won journeys alone every P is 1
 * Source   Anderl et al. 2016; kpi-methods C.4, golden 05
 */
export function markovCredit(paths: readonly ChannelPath[]): MarkovResult {
  const touched = paths.filter(({ channels }) => channels.length > 0);
  const wins = touched.reduce((sum, { won }) => sum + won, 0);
  if (wins === 0) return { reason: 'no-wins' };
  if (touched.every(({ lost }) => lost === 0)) return { reason: 'no-lost-paths' };
  const chain = markovChain(touched.filter(({ won, lost }) => won + lost > 0));
  const winProbability = winProbabilityOf(chain, null);
  const effects = chain.channels.map((channel) => 1 - winProbabilityOf(chain, channel) / winProbability);
  const total = effects.reduce((sum, effect) => sum + effect, 0);
  const credits = chain.channels.map((channel, at) => {
    const removalEffect = effects[at] ?? 0;
    return { channel, removalEffect, wins: (wins * removalEffect) / total };
  });
  return { reason: null, winProbability, credits };
}

/** P(win | state) = P(state → won) + Σ P(state → other) · P(win | other), over the channels that are left. */
function winProbabilityOf({ channels, start, steps }: MarkovChain, removed: string | null): number {
  const left = channels.filter((channel) => channel !== removed);
  const rows = left.map((from, row) =>
    left.map((to, column) => (row === column ? 1 : 0) - (steps.get(from)?.to.get(to) ?? 0)),
  );
  const won = left.map((from) => steps.get(from)?.won ?? 0);
  const chances = new Map(solveLinear(rows, won).map((chance, at) => [left[at] ?? '', chance]));
  return chanceFrom(start, chances);
}

function chanceFrom(start: Steps, chances: ReadonlyMap<string, number>): number {
  return [...start.to].reduce(
    (sum, [channel, share]) => sum + share * (chances.get(channel) ?? 0),
    start.won,
  );
}
