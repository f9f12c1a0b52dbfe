import { Big } from 'big.js';
import { AppError } from '../../domain/app-error.ts';
import { businessDay } from '../../domain/calendar.ts';
import { compareText } from '../../domain/compare-text.ts';
import type { DealRecord, RateRecord } from '../../domain/entities.ts';
import { refKey } from '../../domain/entities.ts';
import { parseMinor, toMajor } from '../../domain/money.ts';

/** A deal's amount in the reporting currency, or why it has none. */
export type DealAmount =
  | { readonly amountMinor: number }
  | { readonly amountMinor: null; readonly reason: 'blank' | 'no-rate' };

/** Rates by CRM and currency. */
export type RateBook = ReadonlyMap<string, CurrencyRates>;

interface CurrencyRates {
  readonly isCorporate: boolean;
  /** Those that begin last come first. */
  readonly spans: readonly RateSpan[];
}

/** Days on which a rate holds, `until` excluded. */
interface RateSpan {
  readonly from: string | null;
  readonly until: string | null;
  readonly perCorporateUnit: string;
}

const BLANK = { amountMinor: null, reason: 'blank' } as const;

/** Rates hold from day to day: one that begins at an instant holds on the whole day of the business. */
export function rateBook(rates: readonly RateRecord[], timeZone: string): RateBook {
  const dayOf = (at: string | null): string | null => (at === null ? null : businessDay(at, timeZone));
  const groups = Map.groupBy(rates, ({ ref, currency }) => bookKey(ref.crm, currency));
  return new Map(
    [...groups].map(([key, own]) => {
      const latest = own.toSorted(
        (a, b) => compareText(b.from ?? '', a.from ?? '') || compareText(refKey(b.ref), refKey(a.ref)),
      );
      const spans = latest.map(({ from, until, perCorporateUnit }) => ({
        from: dayOf(from),
        until: dayOf(until),
        perCorporateUnit,
      }));
      return [key, { isCorporate: own.some((rate) => rate.isCorporate), spans }];
    }),
  );
}

/**
 * Amount of a deal in minor units of `currency`, converted by the rates that hold on its close day.
 * Formula  amount ÷ rate of the deal's currency × rate of `currency`; a corporate currency has the rate 1
 * Unit     minor units, rounded half up
 * Empty    blank and 0 are no amount; without a rate for that day there is none either, never the rate 1
 */
export function dealAmount(
  { amount, currency: own, ref }: Pick<DealRecord, 'amount' | 'currency' | 'ref'>,
  money: { readonly currency: string; readonly day: string | null; readonly rates: RateBook },
): DealAmount {
  if (amount === null) return BLANK;
  try {
    if (own === null || own === money.currency) return orBlank(parseMinor(amount, money.currency));
    const [from, to] = [own, money.currency].map((code) =>
      rateOn(money.rates.get(bookKey(ref.crm, code)), money.day),
    );
    if (from === undefined || to === undefined) return { amountMinor: null, reason: 'no-rate' };
    const converted = new Big(toMajor(parseMinor(amount, own), own)).div(from).times(to);
    return orBlank(parseMinor(converted.toFixed(), money.currency));
  } catch (cause) {
    if (cause instanceof AppError && cause.code === 'money-invalid') return BLANK;
    throw cause;
  }
}

function bookKey(crm: string, currency: string): string {
  return `${crm}/${currency}`;
}

function orBlank(amountMinor: number): DealAmount {
  return amountMinor === 0 ? BLANK : { amountMinor };
}

/** Units per corporate unit on a day; dated rates before those that always hold. Undated: only the latter. */
function rateOn(rates: CurrencyRates | undefined, day: string | null): Big | undefined {
  if (rates === undefined) return undefined;
  if (rates.isCorporate) return new Big(1);
  const best = rates.spans.find(
    ({ from, until }) =>
      (from === null || (day !== null && from <= day)) && (until === null || (day !== null && day < until)),
  );
  if (best === undefined || !isRate(best.perCorporateUnit)) return undefined;
  return new Big(best.perCorporateUnit);
}

function isRate(text: string): boolean {
  return /^\d+(\.\d+)?$/.test(text) && Number(text) > 0;
}
