import { marginalCac, type ResponseCurve, winsAt } from './response-curve.ts';

/** A channel with what it spends and wins in a cycle. */
export interface ChannelBudget {
  readonly channel: string;
  readonly spend: number;
  /** Wins at this spend: the curve's where there is one, else those counted. */
  readonly wins: number;
  /** Null: nothing says how its wins answer to spend, so that its spend stays. */
  readonly curve: ResponseCurve | null;
}

/** A channel at a spend. */
export interface SpendEffect {
  readonly channel: string;
  readonly spend: number;
  readonly wins: number;
  readonly cac: number | null;
  readonly marginalCac: number | null;
}

export interface SpendPlan {
  readonly channels: readonly SpendEffect[];
  readonly spend: number;
  readonly wins: number;
  readonly blendedCac: number | null;
}

export type WhatIf =
  | { readonly reason: null; readonly plan: SpendPlan }
  | { readonly reason: 'spend-never-varied' | 'unknown-channel'; readonly channel: string };

/**
 * What a change of spend would do.
 * Formula  wins = a · S^b by channel; CAC = spend ÷ wins; blended = all spend ÷ all wins
 * Unit     that of the spend; wins of one cycle
 * Takes    new spends by channel; a channel left out keeps its own
 * Empty    CAC is null without wins; refused where a changed channel's spend never varied or the channel is not known
 * Source   kpi-methods E.1.7, golden 18
 */
export function whatIf(channels: readonly ChannelBudget[], spends: ReadonlyMap<string, number>): WhatIf {
  for (const [name, spend] of spends) {
    const channel = channels.find((candidate) => candidate.channel === name);
    if (channel === undefined) return { reason: 'unknown-channel', channel: name };
    if (channel.curve === null && spend !== channel.spend)
      return { reason: 'spend-never-varied', channel: name };
  }
  return { reason: null, plan: planOf(channels, (channel) => spends.get(channel.channel) ?? channel.spend) };
}

/** The plan in which every channel spends what `spendOf` says. */
export function planOf(
  channels: readonly ChannelBudget[],
  spendOf: (channel: ChannelBudget) => number,
): SpendPlan {
  const effects = channels.map((channel) => effectOf(channel, spendOf(channel)));
  const spend = effects.reduce((sum, effect) => sum + effect.spend, 0);
  const wins = effects.reduce((sum, effect) => sum + effect.wins, 0);
  return { channels: effects, spend, wins, blendedCac: wins > 0 ? spend / wins : null };
}

function effectOf({ channel, wins: counted, curve }: ChannelBudget, spend: number): SpendEffect {
  const wins = curve === null ? counted : winsAt(curve, spend);
  return {
    channel,
    spend,
    wins,
    cac: wins > 0 ? spend / wins : null,
    marginalCac: curve === null ? null : marginalCac(curve, spend),
  };
}
