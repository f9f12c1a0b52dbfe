import { daysBetween } from '../../domain/calendar.ts';
import { type AttributionModel, weighUntil } from './touch-weights.ts';

/** Numerator of the latest touch: fine to 11 digits, and 100,000 touches still sum exactly. */
export const DECAY_SCALE = 2 ** 36;
/** Touches are known by the day, so a shorter half-life says nothing. */
export const MIN_HALF_LIFE_DAYS = 1;

/**
 * Time decay: a touch loses half its weight every half-life before the last one at or before the win.
 * Formula  2^(−days ÷ half-life), scaled to sum to 1
 * Unit     half-life in days, at least 1; from the company's own median lag
 * Empty    null without touches
 * Source   kpi-methods C.1; golden 04, time_decay_38d and time_decay_four_touch
 */
export const timeDecay: AttributionModel = {
  weigh: (touches, { won }, { halfLifeDays }) =>
    weighUntil(touches, won, (inTime) => {
      const halfLife = Math.max(MIN_HALF_LIFE_DAYS, halfLifeDays);
      const latest = inTime.at(-1)?.at ?? '';
      return inTime.map(({ at }) => Math.round(DECAY_SCALE * 2 ** (-daysBetween(at, latest) / halfLife)));
    }),
};
