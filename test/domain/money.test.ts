import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addMoney, allocate, minorDigits, parseMinor, ratio, toMajor } from '../../lib/domain/money.ts';

describe('parseMinor', () => {
  it.each([
    ['1234567', 'JPY', 1_234_567],
    ['1,234,567', 'JPY', 1_234_567],
    ['１，２３４，５６７', 'JPY', 1_234_567],
    ['¥1,000', 'JPY', 1000],
    ['￥1,000', 'JPY', 1000],
    ['\\1,000', 'JPY', 1000],
    ['1,000円', 'JPY', 1000],
    ['JPY 1000', 'JPY', 1000],
    [' 1000 ', 'JPY', 1000],
    ['-1,000', 'JPY', -1000],
    ['¥-1,000', 'JPY', -1000],
    ['-¥1,000', 'JPY', -1000],
    ['▲1,000', 'JPY', -1000],
    ['△1,000円', 'JPY', -1000],
    ['(1,000)', 'JPY', -1000],
    ['（１，０００）', 'JPY', -1000],
    ['+5', 'JPY', 5],
    ['0', 'JPY', 0],
    ['-0', 'JPY', 0],
    ['0.5', 'JPY', 1],
    ['0.49', 'JPY', 0],
    ['-0.5', 'JPY', -1],
    ['1234.5', 'USD', 123_450],
    ['$1,234.505', 'USD', 123_451],
    ['R$ 50,000.00', 'BRL', 5_000_000],
    ['1.0E7', 'JPY', 10_000_000],
    ['0.001', 'KWD', 1],
  ])('reads %j in %s as %d', (text, currency, minor) => {
    const amount = parseMinor(text, currency);

    expect(amount).toBe(minor);
  });

  it.each([
    ['', 'JPY'],
    ['-', 'JPY'],
    ['abc', 'JPY'],
    ['1万円', 'JPY'],
    ['1.234,56', 'EUR'],
    ['12,34', 'JPY'],
    ['1 234', 'JPY'],
    ['(-1000)', 'JPY'],
    ['--1', 'JPY'],
    ['¥1,000', 'USD'],
    ['Infinity', 'JPY'],
    ['9007199254740993', 'JPY'],
    ['90071992547409.93', 'USD'],
    ['1', 'yens'],
  ])('refuses %j in %s', (text, currency) => {
    const read = (): number => parseMinor(text, currency);

    expect(read).toThrow(expect.objectContaining({ code: 'money-invalid' }));
  });

  it('reads back what toMajor writes', () => {
    const amounts = fc.record({
      minor: fc.integer({ min: -1e12, max: 1e12 }),
      currency: fc.constantFrom('JPY', 'USD', 'KWD', 'BRL'),
    });

    fc.assert(
      fc.property(amounts, ({ minor, currency }) => parseMinor(toMajor(minor, currency), currency) === minor),
    );
  });
});

describe('toMajor', () => {
  it.each([
    [300_000, 'JPY', '300000'],
    [123_450, 'USD', '1234.50'],
    [-5, 'USD', '-0.05'],
    [0, 'USD', '0.00'],
    [1, 'KWD', '0.001'],
  ])('writes %d in %s as %s', (minor, currency, text) => {
    expect(toMajor(minor, currency)).toBe(text);
  });
});

it.each([
  ['JPY', 0],
  ['USD', 2],
  ['KWD', 3],
])('%s has %d decimal places', (currency, digits) => {
  expect(minorDigits(currency)).toBe(digits);
});

describe('addMoney', () => {
  it('adds amounts of one currency', () => {
    const sum = addMoney({ amountMinor: 1, currency: 'JPY' }, { amountMinor: 2, currency: 'JPY' });

    expect(sum).toEqual({ amountMinor: 3, currency: 'JPY' });
  });

  it('never adds different currencies', () => {
    const add = () => addMoney({ amountMinor: 1, currency: 'JPY' }, { amountMinor: 2, currency: 'USD' });

    expect(add).toThrow(expect.objectContaining({ code: 'mixed-currency' }));
  });

  it('never loses digits of a sum', () => {
    const most = { amountMinor: Number.MAX_SAFE_INTEGER, currency: 'JPY' };

    expect(() => addMoney(most, most)).toThrow(expect.objectContaining({ code: 'money-invalid' }));
  });
});

describe('allocate', () => {
  it.each([
    // Largest remainder, ties to the earlier part.
    [10, [1, 1, 1], [4, 3, 3]],
    [-10, [1, 1, 1], [-4, -3, -3]],
    [1, [1, 1, 1], [1, 0, 0]],
    [-1, [1, 1], [-1, 0]],
    [0, [1, 2], [0, 0]],
    [0, [], []],
    [0, [0, 0], [0, 0]],
    [7, [0, 1], [0, 7]],
    [100, [0.5, 0.25, 0.25], [50, 25, 25]],
    // kpi-methods golden 03, months of the spans by their days.
    [1_800_000, [31, 31, 30, 17], [511_927, 511_926, 495_413, 280_734]],
    [1_000_000, [16, 31, 28, 31, 3], [146_789, 284_404, 256_881, 284_403, 27_523]],
    // kpi-methods golden 04, ¥1,000,000 under W with three middle touches.
    [1_000_000, [9, 1, 9, 1, 1, 9], [300_000, 33_334, 300_000, 33_333, 33_333, 300_000]],
  ])('splits %d by %j into %j', (total, weights, parts) => {
    expect(allocate(total, weights)).toEqual(parts);
  });

  it.each([
    [1, []],
    [1, [0, 0]],
    [1, [2, -1]],
  ])('refuses to split %d by %j', (total, weights) => {
    expect(() => allocate(total, weights)).toThrow(expect.objectContaining({ code: 'money-invalid' }));
  });

  it('always sums to the total, each part within one unit of its share', () => {
    const weights = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 40 });
    const cases = fc.record({
      total: fc.integer({ min: -1e13, max: 1e13 }),
      weights: weights.filter((list) => list.some((weight) => weight > 0)),
    });

    fc.assert(
      fc.property(cases, ({ total, weights: list }) => {
        const parts = allocate(total, list);
        const sum = list.reduce((so, weight) => so + weight, 0);
        expect(parts.reduce((so, part) => so + part, 0)).toBe(total);
        parts.forEach((part, at) => {
          expect(Math.abs(part - (total * (list[at] ?? 0)) / sum)).toBeLessThan(1.01);
        });
      }),
    );
  });
});

describe('ratio', () => {
  it.each([
    [1, 3, 4, '0.3333'],
    [2, 3, 4, '0.6667'],
    [1, 2, 4, '0.5'],
    [1, 8, 2, '0.13'],
    [0, 5, 4, '0'],
    [-1, 8, 2, '-0.13'],
    [6, 3, 4, '2'],
  ])('%d ÷ %d to %d places is %s', (numerator, denominator, decimals, text) => {
    expect(ratio(numerator, denominator, decimals)).toBe(text);
  });

  it('is null where the denominator is 0', () => {
    expect(ratio(5, 0, 4)).toBeNull();
  });
});
