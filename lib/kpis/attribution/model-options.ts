import type { Config } from '../../domain/config.ts';
import type { Model } from '../../domain/ledger.ts';
import type { LagCurve } from '../lag-curve.ts';
import { ATTRIBUTION_MODELS } from './registry.ts';
import type { ModelOptions, PositionShares } from './touch-weights.ts';

/** Google Analytics' default (kpi-methods C.1), until the company has a lag of its own. */
const DEFAULT_HALF_LIFE_DAYS = 7;

/** Where neither data nor config say anything. */
export const DEFAULT_OPTIONS: ModelOptions = {
  halfLifeDays: DEFAULT_HALF_LIFE_DAYS,
  customShares: { middle: 1 },
};

/** How long a touch keeps half its weight, and how that is known. */
export interface HalfLife {
  readonly days: number;
  readonly basis: 'median-lag' | 'default';
}

/**
 * Half-life of time decay: the company's own median lag from lead to won.
 * Formula  the first day by which half of the wins to come have come
 * Empty    7 days, labelled, where nothing was won yet
 * Source   kpi-methods C.1
 */
export function halfLifeOf({ days, shares }: Pick<LagCurve, 'days' | 'shares'>): HalfLife {
  const half = days[shares.findIndex((share) => share >= 1 / 2)];
  return half === undefined
    ? { days: DEFAULT_HALF_LIFE_DAYS, basis: 'default' }
    : { days: Math.max(1, half), basis: 'median-lag' };
}

/** Weights of the user's own model by position, all of them; null where the config has none. */
export function customShares({ attribution }: Pick<Config, 'attribution'>): Required<PositionShares> | null {
  if (attribution.custom === undefined) return null;
  const {
    first = 0,
    leadCreation = 0,
    opportunityCreation = 0,
    won = 0,
    last = 0,
    middle = 0,
  } = attribution.custom;
  return { first, leadCreation, dealCreation: opportunityCreation, won, last, middle };
}

/** Models that can be shown: custom weights only where the config has some. */
export function offeredModels(models: readonly Model[], hasCustom: boolean): readonly Model[] {
  return models.filter((model) => hasCustom || model !== 'custom');
}

/** Whether a model may part one win among channels, so that its counts are fractions. */
export function isParting(model: Model): boolean {
  return !('pick' in ATTRIBUTION_MODELS[model]);
}
