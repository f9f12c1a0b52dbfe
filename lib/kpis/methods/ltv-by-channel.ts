import { betweenSpread, shrinkTo } from './between-spread.ts';

/** LTV of each customer that a channel brought, in one unit. */
export interface ChannelLtvs {
  readonly channel: string;
  readonly ltvs: readonly number[];
}

export interface ShrunkLtv {
  readonly channel: string;
  readonly customers: number;
  /** Mean of its own customers; null without any. */
  readonly raw: number | null;
  /** Drawn to the mean of all channels, the further the fewer customers; null where nobody has an LTV. */
  readonly shrunk: number | null;
  /** The channels do not differ beyond chance: all have one LTV. */
  readonly isPooled: boolean;
}

/**
 * LTV by channel, shrunk to the global one.
 * Formula  (between · mean + within ÷ n · global) ÷ (between + within ÷ n); within is the variance of customers around
 *          their channel's mean, over all channels, between that of channels beyond chance (DerSimonian–Laird)
 * Unit     that of the LTVs
 * Empty    a channel without customers has the global one; without two customers in any channel nothing says how far
 *          chance reaches, and the global mean stands for all
 * Source   kpi-methods 91; DerSimonian & Laird 1986
 */
export function ltvByChannel(channels: readonly ChannelLtvs[]): readonly ShrunkLtv[] {
  const all = channels.flatMap(({ ltvs }) => ltvs);
  const within = varianceWithin(channels);
  const means = channels.map(({ ltvs }) => (ltvs.length === 0 ? null : meanOf(ltvs)));
  const estimates = channels.map(({ ltvs }, at) => {
    const value = means[at] ?? null;
    return value === null || within === null ? null : { value, variance: within / ltvs.length };
  });
  // Customers of a channel all alike leave no chance to allow for: each mean then stands as it is.
  const isExact = within === 0;
  const spread = isExact ? null : betweenSpread(estimates.filter((estimate) => estimate !== null));
  const global = all.length === 0 ? null : within === null || spread === null ? meanOf(all) : spread.mean;
  return channels.map(({ channel, ltvs }, at) => {
    const estimate = estimates[at] ?? null;
    const raw = means[at] ?? null;
    const own = estimate === null || spread === null ? null : shrinkTo(spread, estimate);
    return {
      channel,
      customers: ltvs.length,
      raw,
      shrunk: isExact ? (raw ?? global) : (own ?? global),
      isPooled: !isExact && (spread?.between ?? 0) === 0,
    };
  });
}

/** Null where no channel has two customers. */
function varianceWithin(channels: readonly ChannelLtvs[]): number | null {
  let squares = 0;
  let degrees = 0;
  for (const { ltvs } of channels) {
    if (ltvs.length < 2) continue;
    const mean = meanOf(ltvs);
    squares += ltvs.reduce((sum, ltv) => sum + (ltv - mean) ** 2, 0);
    degrees += ltvs.length - 1;
  }
  return degrees === 0 ? null : squares / degrees;
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
