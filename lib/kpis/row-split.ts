import { NO_SOURCE } from '../domain/entities.ts';
import {
  CREDIT_MODELS,
  type Credit,
  type CreditModel,
  type LedgerRow,
  type Model,
} from '../domain/ledger.ts';
import { allocate } from '../domain/money.ts';
import { DIRECT } from './attribution/last-non-direct.ts';
import { isParting } from './attribution/model-options.ts';
import { weightsOf } from './attribution/registry.ts';
import type { Touch } from './attribution/touch.ts';
import type { ModelOptions } from './attribution/touch-weights.ts';
import type { FactKey } from './fact-cell.ts';
import { SHARE_UNIT } from './share-unit.ts';

/** Who has the credit for a row under a model: a channel, or nobody with the reason. */
export type RowCredit = Pick<FactKey, 'channel' | 'subChannel' | 'reason'>;

/** Who shares a row's credit, each once, and how a whole number is parted among them. */
export interface RowSplit {
  readonly credits: readonly RowCredit[];
  /** Parts of a total in the order of `credits`; they sum to it exactly (largest remainder, by touch). */
  readonly split: (total: number) => readonly number[];
}

/** The one place where figures read credit. */
export function rowSplit(
  row: Pick<LedgerRow, 'credit' | 'route'>,
  model: Model,
  options: ModelOptions,
): RowSplit {
  if (isCreditModel(model)) return wholeTo(row.credit[model]);
  const { route } = row;
  if (route === undefined) return wholeTo(row.credit.first);
  const { leadDay = null, dealDay = null, wonDay = null } = route;
  const milestones = { leadCreated: leadDay, dealCreated: dealDay, won: wonDay };
  const weights = weightsOf(model, routeTouches(route), milestones, options);
  const parts = weights?.parts.filter(({ numerator }) => numerator > 0) ?? [];
  const places = new Map<string, number>();
  const credits: RowCredit[] = [];
  const placeOf = parts.map(({ touch: { credit } }) => {
    const name = JSON.stringify(credit);
    const place = places.get(name) ?? credits.push(credit) - 1;
    places.set(name, place);
    return place;
  });
  const [only] = credits;
  if (only !== undefined && credits.length === 1) return { credits, split: (total) => [total] };
  const numerators = parts.map(({ numerator }) => numerator);
  return { credits, split: (total) => merged(allocate(total, numerators), placeOf, credits.length) };
}

/** Whether every model gives a row's credit whole to the same channel. */
export function isAlike({ credit, route }: Pick<LedgerRow, 'credit' | 'route'>): boolean {
  if (route !== undefined) return false;
  const [first, ...others] = CREDIT_MODELS.map((model) => JSON.stringify(wholeTo(credit[model]).credits));
  return others.every((other) => other === first);
}

/** What one record counts as under a model: 1, or its parts. */
export function unitOf(model: Model): number {
  return isParting(model) ? SHARE_UNIT : 1;
}

function isCreditModel(model: Model): model is CreditModel {
  const names: readonly Model[] = CREDIT_MODELS;
  return names.includes(model);
}

function wholeTo(credit: Credit): RowSplit {
  const { channel, subChannel } = credit;
  const reason = credit.channel === null ? credit.reason : null;
  return { credits: [{ channel, subChannel, reason }], split: (total) => [total] };
}

interface CreditedTouch extends Touch {
  readonly credit: RowCredit;
}

/** A route's touches as models read them; their order stands for the records they came from. */
function routeTouches({ touches }: NonNullable<LedgerRow['route']>): readonly CreditedTouch[] {
  return touches.map(({ day, kind, channel, subChannel = null, reason = null, isDirect = false }, at) => ({
    at: day,
    kind,
    source: isDirect ? { ...NO_SOURCE, analyticsSource: DIRECT } : NO_SOURCE,
    ref: String(at).padStart(6, '0'),
    credit: { channel, subChannel, reason },
  }));
}

function merged(amounts: readonly number[], placeOf: readonly number[], count: number): readonly number[] {
  const sums = Array.from({ length: count }, () => 0);
  for (const [at, place] of placeOf.entries()) sums[place] = (sums[place] ?? 0) + (amounts[at] ?? 0);
  return sums;
}
