import { type BetweenSpread, betweenSpread, type Estimate, shrinkTo } from './between-spread.ts';
import type { ResponseCurve } from './response-curve.ts';

/** Months with spend that a curve needs. */
const MIN_MONTHS = 3;
/** Largest ÷ smallest monthly spend below which nothing was tried out. */
const MIN_SPREAD = 1.2;
/** Elasticities beyond these are chance: no channel is free of saturation, and none brings nothing at all. */
const MIN_ELASTICITY = 0.05;
const MAX_ELASTICITY = 0.95;
const MAX_STEPS = 100;
const PRECISION = 1e-12;

/** Spend of a month and the wins it brought, spend aligned to the lag of its wins. */
export interface SpendMonth {
  readonly spend: number;
  readonly wins: number;
}

export interface ChannelMonths {
  readonly channel: string;
  readonly months: readonly SpendMonth[];
}

export type ResponseFit =
  | {
      readonly channel: string;
      readonly reason: null;
      /** Shrunk towards that of all channels. */
      readonly curve: ResponseCurve;
      /** Elasticity as this channel alone shows it, and its standard error. */
      readonly rawElasticity: number;
      readonly standardError: number;
      /** The channels do not differ beyond chance: all have one elasticity. */
      readonly isPooled: boolean;
    }
  | {
      readonly channel: string;
      readonly reason: 'too-few-months' | 'spend-never-varied' | 'no-wins';
    };

/**
 * Learns how each channel's wins answer to its spend.
 * Formula  Poisson maximum likelihood of wins = a · S^b by channel; b shrunk to the mean of all by the spread between
 *          channels beyond chance (DerSimonian–Laird), kept within .05 to .95; then a = Σ wins ÷ Σ S^b
 * Unit     wins per month of spend in any one unit; months without spend say nothing
 * Empty    'too-few-months' below 3 with spend; 'spend-never-varied' where the largest is below 1.2 times the smallest;
 *          'no-wins'
 * Source   kpi-methods E.1.7; DerSimonian & Laird 1986
 */
export function fitResponses(channels: readonly ChannelMonths[]): readonly ResponseFit[] {
  const raw = channels.map(({ channel, months }) => {
    const used = months.filter(({ spend }) => spend > 0);
    const reason = refusal(used);
    return { channel, used, reason, estimate: reason === null ? elasticityOf(used) : null };
  });
  const spread = betweenSpread(raw.flatMap(({ estimate }) => (estimate === null ? [] : [estimate])));
  return raw.map(({ channel, used, reason, estimate }) =>
    reason !== null || estimate === null
      ? { channel, reason: reason ?? 'no-wins' }
      : fitted({ channel, used, estimate, spread }),
  );
}

function refusal(used: readonly SpendMonth[]): 'too-few-months' | 'spend-never-varied' | 'no-wins' | null {
  if (used.length < MIN_MONTHS) return 'too-few-months';
  const spends = used.map(({ spend }) => spend);
  if (Math.max(...spends) < MIN_SPREAD * Math.min(...spends)) return 'spend-never-varied';
  return used.every(({ wins }) => wins === 0) ? 'no-wins' : null;
}

/** Newton steps of b, a being whatever makes the curve's wins sum to the real ones; the likelihood has one top. */
function elasticityOf(months: readonly SpendMonth[]): Estimate {
  const points = months.map(({ spend, wins }) => ({ log: Math.log(spend), wins }));
  const wins = points.reduce((sum, point) => sum + point.wins, 0);
  const centre = points.reduce((sum, { log }) => sum + log, 0) / points.length;
  const observed = points.reduce((sum, point) => sum + point.wins * (point.log - centre), 0);
  let b = 0.5;
  let information = 0;
  for (let step = 0; step < MAX_STEPS; step += 1) {
    const weights = points.map(({ log }) => Math.exp(b * (log - centre)));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const moment = (power: number): number =>
      points.reduce((sum, { log }, at) => sum + (weights[at] ?? 0) * (log - centre) ** power, 0) / total;
    const mean = moment(1);
    information = wins * (moment(2) - mean ** 2);
    const change = Math.max(-1, Math.min(1, (observed - wins * mean) / information));
    b += change;
    if (Math.abs(change) < PRECISION) break;
  }
  return { value: b, variance: 1 / information };
}

function fitted(input: {
  readonly channel: string;
  readonly used: readonly SpendMonth[];
  readonly estimate: Estimate;
  readonly spread: BetweenSpread;
}): ResponseFit {
  const { channel, used, estimate, spread } = input;
  const b = Math.max(MIN_ELASTICITY, Math.min(MAX_ELASTICITY, shrinkTo(spread, estimate)));
  const wins = used.reduce((sum, month) => sum + month.wins, 0);
  const a = wins / used.reduce((sum, { spend }) => sum + spend ** b, 0);
  return {
    channel,
    reason: null,
    curve: { a, b },
    rawElasticity: estimate.value,
    standardError: Math.sqrt(estimate.variance),
    isPooled: spread.between === 0,
  };
}
