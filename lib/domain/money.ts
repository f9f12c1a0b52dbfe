import { Big } from 'big.js';
import { AppError } from './app-error.ts';

/** An amount in the smallest unit of its currency: 1 for 1 yen, 100 for 1 dollar. */
export interface Money {
  readonly amountMinor: number;
  readonly currency: string;
}

/** Digits without grouping, or grouped by threes throughout; an exponent is what CRMs write from ten million up. */
const DECIMAL = /^(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?(?:e[+-]?\d{1,2})?$/i;
const digitsByCurrency = new Map<string, number>();
const marksByCurrency = new Map<string, readonly string[]>();

/**
 * Decimal places of a currency: 0 for JPY, 2 for USD.
 * Throws   AppError 'money-invalid' on what is no currency code
 */
export function minorDigits(currency: string): number {
  const known = digitsByCurrency.get(currency);
  if (known !== undefined) return known;
  const digits = currencyFormat(currency, 'code').resolvedOptions().maximumFractionDigits ?? 2;
  digitsByCurrency.set(currency, digits);
  return digits;
}

/**
 * Reads decimal text as an amount.
 * Takes    "1,234,567", full-width digits, the currency's own marks (JPY: ¥ ￥ 円), a minus, ▲, △ or (…) for negatives
 * Unit     minor units of `currency`, rounded half up (away from zero)
 * Throws   AppError 'money-invalid' on anything else, on blank text and beyond 2^53
 */
export function parseMinor(text: string, currency: string): number {
  const fail = (why: string): AppError =>
    new AppError('money-invalid', `${JSON.stringify(text)} ${why} (${currency})`);
  const { sign, digits } = stripSign(text.normalize('NFKC').trim(), currency);
  if (!DECIMAL.test(digits)) throw fail('is no amount of money');
  const minor = new Big(digits.replaceAll(',', '')).times(new Big(10).pow(minorDigits(currency)));
  const amount = Number(minor.round(0, Big.roundHalfUp));
  if (!Number.isSafeInteger(amount)) throw fail('is beyond the largest amount that can be counted exactly');
  return amount === 0 ? 0 : sign * amount;
}

/** Decimal text in major units with the currency's places: 300000 JPY is "300000", 123450 USD is "1234.50". */
export function toMajor(minor: number, currency: string): string {
  const digits = minorDigits(currency);
  return new Big(minor).div(new Big(10).pow(digits)).toFixed(digits);
}

/**
 * Sum of two amounts.
 * Throws   AppError 'mixed-currency'; 'money-invalid' beyond 2^53
 */
export function addMoney(left: Money, right: Money): Money {
  if (left.currency !== right.currency)
    throw new AppError('mixed-currency', `${left.currency} and ${right.currency} cannot be added up`);
  const amountMinor = left.amountMinor + right.amountMinor;
  if (!Number.isSafeInteger(amountMinor))
    throw new AppError(
      'money-invalid',
      `${left.amountMinor} + ${right.amountMinor} cannot be counted exactly`,
    );
  return { amountMinor, currency: left.currency };
}

/**
 * Splits an amount by weights so that the parts sum to it exactly: largest remainder, ties to the earlier part.
 * Unit     minor units; a negative total gives the negated parts of the positive one
 * Empty    no weights, or weights that sum to 0, split a total of 0 into zeros
 * Throws   AppError 'money-invalid' on a negative weight, or where nothing can take a total other than 0
 */
export function allocate(totalMinor: number, weights: readonly number[]): readonly number[] {
  const sum = weights.reduce((so, weight) => so.plus(weight), new Big(0));
  if (weights.some((weight) => weight < 0) || (sum.eq(0) && totalMinor !== 0))
    throw new AppError(
      'money-invalid',
      `${totalMinor} cannot be split by the weights [${weights.join(', ')}]`,
    );
  if (totalMinor === 0) return weights.map(() => 0);
  const size = Math.abs(totalMinor);
  const quotas = quotasOf(size, weights, sum);
  const left = size - quotas.reduce((so, { whole }) => so + whole, 0);
  const order = quotas.map((_, at) => at).sort((a, b) => compareRemainders(quotas, a, b));
  const raised = new Set(order.slice(0, left));
  return quotas.map(({ whole }, at) => {
    const part = whole + (raised.has(at) ? 1 : 0);
    return totalMinor < 0 && part !== 0 ? -part : part;
  });
}

/**
 * A ratio as decimal text without trailing zeros, rounded half up.
 * Empty    null when the denominator is 0
 */
export function ratio(numerator: Big | number, denominator: Big | number, decimals: number): string | null {
  const divisor = new Big(denominator);
  return divisor.eq(0) ? null : new Big(numerator).div(divisor).round(decimals, Big.roundHalfUp).toFixed();
}

/** A part before what is left is given out: its whole units, and the rest as a number of the sum of weights. */
interface Quota {
  readonly whole: number;
  readonly remainder: Big | number;
}

/** Whole numbers are parted as such, which is many times faster, as long as they can be counted exactly. */
function quotasOf(size: number, weights: readonly number[], sum: Big): readonly Quota[] {
  const total = sum.toNumber();
  const isExact = (weight: number): boolean =>
    Number.isSafeInteger(weight) && Number.isSafeInteger(size * weight);
  if (Number.isSafeInteger(total) && weights.every(isExact))
    return weights.map((weight) => {
      const remainder = (size * weight) % total;
      return { whole: (size * weight - remainder) / total, remainder };
    });
  return weights.map((weight) => {
    const quota = new Big(size).times(weight);
    const whole = quota.div(sum).round(0, Big.roundDown);
    return { whole: Number(whole), remainder: quota.minus(whole.times(sum)) };
  });
}

function compareRemainders(quotas: readonly Quota[], a: number, b: number): number {
  const [left, right] = [quotas[a]?.remainder, quotas[b]?.remainder];
  if (left === undefined || right === undefined) return a - b;
  if (typeof left === 'number' && typeof right === 'number') return right - left || a - b;
  return new Big(right).cmp(left) || a - b;
}

/** The sign may stand before or after the currency's mark: -¥100 and ¥-100. Two signs are none, and fail as digits. */
function stripSign(text: string, currency: string): { readonly sign: 1 | -1; readonly digits: string } {
  const outer = stripMarks(text, currency);
  const enclosed = /^\((.+)\)$/.exec(outer)?.[1];
  const negated = enclosed ?? /^[-−▲△](.+)$/.exec(outer)?.[1];
  if (negated === undefined) return { sign: 1, digits: outer.replace(/^\+/, '') };
  return { sign: -1, digits: stripMarks(negated.trim(), currency) };
}

function stripMarks(text: string, currency: string): string {
  const marks = marksOf(currency);
  const front = marks.find((mark) => text.startsWith(mark));
  const rest = front === undefined ? text : text.slice(front.length).trim();
  const back = marks.find((mark) => rest.endsWith(mark));
  return back === undefined ? rest : rest.slice(0, -back.length).trim();
}

/** A mark of another currency is no mark: ¥ before an amount in USD is an error, not a dollar. */
function marksOf(currency: string): readonly string[] {
  const known = marksByCurrency.get(currency);
  if (known !== undefined) return known;
  // The byte of ¥ in Shift_JIS is the backslash of everywhere else.
  const japanese = currency === 'JPY' ? ['円', '\\'] : [];
  const marks = [currency, symbolOf(currency, 'symbol'), symbolOf(currency, 'narrowSymbol'), ...japanese];
  marksByCurrency.set(currency, marks);
  return marks;
}

function symbolOf(currency: string, currencyDisplay: 'symbol' | 'narrowSymbol'): string {
  const parts = currencyFormat(currency, currencyDisplay).formatToParts(0);
  return parts.find(({ type }) => type === 'currency')?.value ?? currency;
}

function currencyFormat(
  currency: string,
  currencyDisplay: 'code' | 'symbol' | 'narrowSymbol',
): Intl.NumberFormat {
  try {
    return new Intl.NumberFormat('en', { style: 'currency', currency, currencyDisplay });
  } catch (cause) {
    throw new AppError('money-invalid', `${JSON.stringify(currency)} is no ISO 4217 code`, { cause });
  }
}
