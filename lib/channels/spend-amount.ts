import { Big } from 'big.js';
import { AppError } from '../domain/app-error.ts';
import { foldWord } from '../domain/fold-word.ts';
import { parseMinor } from '../domain/money.ts';

/** The cells of one spend row that say what was spent; '' where blank. */
export interface AmountCells {
  readonly amount: string;
  /** The consumption tax contained in the amount, or a word on whether it contains any: 税込, 税抜, … */
  readonly tax: string;
  /** 0.1, 10 or 10%: the amount contains tax at this rate. */
  readonly taxRate: string;
}

export type AmountProblem = {
  readonly column: 'amount' | 'tax' | 'tax_rate';
  readonly reason: string;
};

/** Words that start so say that the amount contains tax. */
const INCLUDED = ['税込', '内税', 'incl'];
/** Words that start so say that it contains none, whatever the rate. */
const EXCLUDED = ['税抜', '税別', '外税', '非課税', '不課税', '免税', '対象外', 'excl'];
const RATE = /^(\d+(?:\.\d+)?) ?(%?)$/;
const PERCENT = 100;
/** A spreadsheet that shows 1.2E+06 has dropped the digits behind. */
const ROUNDED = /\de[+-]?\d/i;

/**
 * The amount of a spend row without consumption tax.
 * Formula  amount − tax; else amount ÷ (1 + rate); no tax column filled: the amount
 * Unit     minor units of `currency`, rounded half up
 * Source   definitions.md, Money
 */
export function amountWithoutTax(
  cells: AmountCells,
  currency: string,
): { readonly amountMinor: number } | AmountProblem {
  const gross = minorOf('amount', cells.amount, currency);
  if ('reason' in gross) return gross;
  const word = foldWord(cells.tax);
  if (EXCLUDED.some((start) => word.startsWith(start))) return gross;
  if (word === '' && cells.taxRate === '') return gross;
  if (word === '' || INCLUDED.some((start) => word.startsWith(start)))
    return withoutRate(gross.amountMinor, cells.taxRate);
  const tax = minorOf('tax', cells.tax, currency);
  if ('reason' in tax) return tax;
  const amountMinor = gross.amountMinor - tax.amountMinor;
  // What is left must be on the same side of zero as the amount, and not beyond it.
  const isPart = tax.amountMinor * gross.amountMinor >= 0 && amountMinor * gross.amountMinor >= 0;
  if (isPart && (gross.amountMinor !== 0 || tax.amountMinor === 0)) return { amountMinor };
  return { column: 'tax', reason: `"${cells.tax}" cannot be contained in the amount "${cells.amount}"` };
}

function withoutRate(grossMinor: number, text: string): { readonly amountMinor: number } | AmountProblem {
  if (text === '') return { column: 'tax_rate', reason: 'is blank, but the amount contains tax' };
  const [, number, percent] = RATE.exec(text.normalize('NFKC').trim()) ?? [];
  if (number === undefined) return { column: 'tax_rate', reason: `"${text}" is no rate such as 0.1 or 10%` };
  // From 1 up it can only be percent: no consumption tax is 100 % or more.
  const isPercent = percent === '%' || new Big(number).gte(1);
  const rate = isPercent ? new Big(number).div(PERCENT) : new Big(number);
  if (rate.gte(1)) return { column: 'tax_rate', reason: `"${text}" is not below 100 %` };
  return { amountMinor: Number(new Big(grossMinor).div(rate.plus(1)).round(0, Big.roundHalfUp)) };
}

function minorOf(
  column: 'amount' | 'tax',
  text: string,
  currency: string,
): { readonly amountMinor: number } | AmountProblem {
  if (text === '') return { column, reason: 'is blank' };
  if (ROUNDED.test(text)) return { column, reason: `"${text}" was rounded by a spreadsheet` };
  try {
    return { amountMinor: parseMinor(text, currency) };
  } catch (cause) {
    if (cause instanceof AppError && cause.code === 'money-invalid') return { column, reason: cause.message };
    throw cause;
  }
}
