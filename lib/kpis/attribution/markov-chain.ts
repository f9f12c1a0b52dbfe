import { compareText } from '../../domain/compare-text.ts';

/** Journeys with the same channels in the same order, and how they ended. */
export interface ChannelPath {
  /** Channels in order of time; at least one. */
  readonly channels: readonly string[];
  readonly won: number;
  readonly lost: number;
}

/** Probability of each step, by state; `won` and `lost` absorb. */
export interface MarkovChain {
  readonly channels: readonly string[];
  readonly start: Steps;
  readonly steps: ReadonlyMap<string, Steps>;
}

/** Where a state leads to. */
export interface Steps {
  readonly to: ReadonlyMap<string, number>;
  readonly won: number;
  readonly lost: number;
}

/**
 * First-order chain of the journeys. Touches of one channel in a row are one state.
 * Formula  P(a → b) = journeys' steps from a to b ÷ all steps from a
 * Empty    no paths: no channels
 * Source   Anderl et al. 2016; kpi-methods C.4, golden 05
 */
export function markovChain(paths: readonly ChannelPath[]): MarkovChain {
  const start = noSteps();
  const steps = new Map<string, Tally>();
  for (const path of paths) {
    let from = start;
    for (const channel of withoutRepeats(path.channels)) {
      from.to.set(channel, (from.to.get(channel) ?? 0) + path.won + path.lost);
      from = steps.get(channel) ?? noSteps();
      steps.set(channel, from);
    }
    from.won += path.won;
    from.lost += path.lost;
  }
  return {
    channels: [...steps.keys()].sort(compareText),
    start: toShares(start),
    steps: new Map([...steps].map(([channel, tally]) => [channel, toShares(tally)])),
  };
}

interface Tally {
  readonly to: Map<string, number>;
  won: number;
  lost: number;
}

function noSteps(): Tally {
  return { to: new Map(), won: 0, lost: 0 };
}

function withoutRepeats(channels: readonly string[]): readonly string[] {
  return channels.filter((channel, at) => channel !== channels[at - 1]);
}

function toShares({ to, won, lost }: Tally): Steps {
  const all = [...to.values()].reduce((sum, count) => sum + count, won + lost);
  const share = (count: number): number => (all === 0 ? 0 : count / all);
  return {
    to: new Map([...to].map(([channel, count]) => [channel, share(count)])),
    won: share(won),
    lost: share(lost),
  };
}
