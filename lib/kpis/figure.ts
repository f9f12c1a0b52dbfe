import Big from 'big.js';
import { toMajor } from '../domain/money.ts';

/** Decimals of ratios, months and shares as they are shown. */
const RATIO_DECIMALS = 4;

/** A figure before rounding, or why there is none. Money is in minor units. */
export type Figure =
  | { readonly value: Big; readonly reason: null }
  | { readonly value: null; readonly reason: string };

/** A figure that has a value. */
export function known(value: Big | number): Figure {
  return { value: new Big(value), reason: null };
}

/** A figure without a value; the reason is a short word that a program can read. */
export function unknown(reason: string): Figure {
  return { value: null, reason };
}

/** Applies `change` to a known figure; an unknown one keeps its reason. */
export function map(figure: Figure, change: (value: Big) => Big): Figure {
  return figure.value === null ? figure : known(change(figure.value));
}

/**
 * A ratio of two figures.
 * Empty    the reason of the first unknown one; `zeroReason` where the denominator is 0 (never 0 or Infinity)
 */
export function divide(numerator: Figure, denominator: Figure, zeroReason: string): Figure {
  if (numerator.value === null) return numerator;
  if (denominator.value === null) return denominator;
  return denominator.value.eq(0) ? unknown(zeroReason) : known(numerator.value.div(denominator.value));
}

/** Money as decimal text in major units, rounded half up to the minor unit; null where unknown. */
export function shownMoney(figure: Figure, currency: string): string | null {
  return figure.value === null ? null : toMajor(Number(figure.value.round(0, Big.roundHalfUp)), currency);
}

/** A ratio as decimal text of at most four decimals; null where unknown. */
export function shownRatio(figure: Figure): string | null {
  return figure.value === null ? null : figure.value.round(RATIO_DECIMALS, Big.roundHalfUp).toFixed();
}

/** The reasons of the unknown figures, under the keys given; known ones leave no key. */
export function reasons<K extends string>(
  figures: Readonly<Record<K, Figure>>,
): { readonly [P in K]?: string } {
  const found: { [P in K]?: string } = {};
  for (const key in figures) {
    const { reason } = figures[key];
    if (reason !== null) found[key] = reason;
  }
  return found;
}
