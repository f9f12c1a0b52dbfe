import { Big } from 'big.js';
import { AppError } from '../../domain/app-error.ts';
import type { DealRecord, RateRecord } from '../../domain/entities.ts';
import { parseMinor, toMajor } from '../../domain/money.ts';

/** A deal's amount in the reporting currency, or why it has none. */
export type DealAmount =
  | { readonly amountMinor: number }
  | { readonly amountMinor: null; readonly reason: 'blank' | 'no-rate' };

const BLANK = { amountMinor: null, reason: 'blank' } as const;

/**
 * Amount of a deal in minor units of `currency`, converted by the rates that hold on its close day.
 * Formula  amount ÷ rate of the deal's currency × rate of `currency`; a corporate currency has the rate 1
 * Unit     minor units, rounded half up
 * Empty    blank and 0 are no amount; without a rate for that day there is none either, never the rate 1
 */
export function dealAmount(
  { amount, currency: own, ref }: DealRecord,
  money: { readonly currency: string; readonly day: string | null; readonly rates: readonly RateRecord[] },
): DealAmount {
  if (amount === null) return BLANK;
  try {
    if (own === null || own === money.currency) return orBlank(parseMinor(amount, money.currency));
    const rates = money.rates.filter((rate) => rate.ref.crm === ref.crm);
    const [from, to] = [own, money.currency].map((code) => rateOn(rates, code, money.day));
    if (from === undefined || to === undefined) return { amountMinor: null, reason: 'no-rate' };
    const converted = new Big(toMajor(parseMinor(amount, own), own)).div(from).times(to);
    return orBlank(parseMinor(converted.toFixed(), money.currency));
  } catch (cause) {
    if (cause instanceof AppError && cause.code === 'money-invalid') return BLANK;
    throw cause;
  }
}

function orBlank(amountMinor: number): DealAmount {
  return amountMinor === 0 ? BLANK : { amountMinor };
}

/** Units per corporate unit on a day; dated rates before those that always hold. Undated: only the latter. */
function rateOn(rates: readonly RateRecord[], currency: string, day: string | null): Big | undefined {
  const own = rates.filter((rate) => rate.currency === currency);
  if (own.some(({ isCorporate }) => isCorporate)) return new Big(1);
  const holding = own.filter(
    ({ from, until }) =>
      (from === null || (day !== null && dayPart(from) <= day)) &&
      (until === null || (day !== null && day < dayPart(until))),
  );
  const [best] = holding.toSorted((a, b) => ((a.from ?? '') > (b.from ?? '') ? -1 : 1));
  if (best === undefined || !isRate(best.perCorporateUnit)) return undefined;
  return new Big(best.perCorporateUnit);
}

function isRate(text: string): boolean {
  return /^\d+(\.\d+)?$/.test(text) && Number(text) > 0;
}

/** Rates hold from day to day; an instant counts as its UTC day. */
function dayPart(at: string): string {
  return at.slice(0, 'YYYY-MM-DD'.length);
}
