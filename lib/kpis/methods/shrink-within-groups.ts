import { betaBinomialPrior } from './beta-binomial-prior.ts';
import type { Rate } from './compare-rates.ts';
import { gammaPoissonPrior } from './gamma-poisson-prior.ts';
import type { Share } from './newcombe-interval.ts';
import { type ShrunkCac, shrinkCac } from './shrink-cac.ts';
import { type ShrunkShare, shrinkShare } from './shrink-share.ts';

/** A channel among its like: paid search beside paid search, events beside events. */
export interface GroupedChannel {
  readonly group: string;
  /** Wins and spend. */
  readonly wins: Rate;
  /** Wins among leads. */
  readonly leads: Share;
}

/** Null where the group has nothing to learn from. */
export interface ShrunkChannel {
  readonly cac: ShrunkCac | null;
  readonly leadToWon: ShrunkShare | null;
}

/**
 * Empirical-Bayes values of channels, each learnt from its own group only; in the order given.
 * Formula  `shrinkCac` and `shrinkShare` by the priors of the channel's group
 * Empty    no channels, no values
 * Source   issue 5, section 4 (shrinkage within groups of like channels)
 */
export function shrinkWithinGroups(channels: readonly GroupedChannel[]): readonly ShrunkChannel[] {
  const groups = Map.groupBy(channels, ({ group }) => group);
  const priors = new Map(
    [...groups].map(([group, members]) => [
      group,
      {
        rate: gammaPoissonPrior(members.map(({ wins }) => wins)),
        share: betaBinomialPrior(members.map(({ leads }) => leads)),
      },
    ]),
  );
  return channels.map(({ group, wins, leads }) => {
    const { rate = null, share = null } = priors.get(group) ?? {};
    return {
      cac: rate === null ? null : shrinkCac(wins, rate),
      leadToWon: share === null ? null : shrinkShare(leads, share),
    };
  });
}
