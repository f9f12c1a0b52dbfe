import { describe, expect, it } from 'vitest';
import { amountWithoutTax } from '../../lib/channels/spend-amount.ts';

describe('amountWithoutTax', () => {
  it.each([
    ['no tax column means tax is excluded', '11000', '', '', 11_000],
    ['a tax amount is taken out', '11,000', '1,000', '', 10_000],
    ['a tax amount outweighs the rate', '11000', '900', '10%', 10_100],
    ['a tax of 0 leaves the amount', '11000', '0', '', 11_000],
    ['a rate as a ratio', '11000', '', '0.1', 10_000],
    ['a rate as a number of percent', '11000', '', '10', 10_000],
    ['a rate with its sign', '10800', '', '8%', 10_000],
    ['a full-width rate', '11000', '', '１０％', 10_000],
    ['a rate of 0', '11000', '', '0', 11_000],
    ['a rate below one percent', '1005', '', '0.5%', 1000],
    ['half a yen rounds up', '1650', '', '0.1', 1500],
    ['a third of a yen rounds down', '1000', '', '0.1', 909],
    ['a credit note', '-11000', '', '0.1', -10_000],
    ['a credit note with its tax', '▲11,000', '▲1,000', '', -10_000],
    ['税込 with a rate', '11000', '税込', '0.1', 10_000],
    ['税込み with a rate', '11000', '税込み', '10%', 10_000],
    ['税抜 whatever the rate', '11000', '税抜', '0.1', 11_000],
    ['非課税', '11000', '非課税', '', 11_000],
    ['the English words', '11000', 'Included', '10%', 10_000],
    ['nothing spent', '0', '0', '', 0],
  ])('%s', (_, amount, tax, taxRate, amountMinor) => {
    expect(amountWithoutTax({ amount, tax, taxRate }, 'JPY')).toEqual({ amountMinor });
  });

  it('keeps the cents of a currency that has them', () => {
    expect(amountWithoutTax({ amount: '10.99', tax: '', taxRate: '10' }, 'USD')).toEqual({
      amountMinor: 999,
    });
  });

  it.each([
    ['', '', '', 'amount', /blank/],
    ['about 5', '', '', 'amount', /about 5/],
    ['1.2E+06', '', '', 'amount', /rounded by a spreadsheet/],
    ['11000', 'some', '', 'tax', /some/],
    ['11000', '12000', '', 'tax', /cannot be contained/],
    ['11000', '-1000', '', 'tax', /cannot be contained/],
    ['0', '100', '', 'tax', /cannot be contained/],
    ['11000', '税込', '', 'tax_rate', /blank/],
    ['11000', '', 'ten', 'tax_rate', /no rate/],
    ['11000', '', '-10%', 'tax_rate', /no rate/],
    ['11000', '', '110', 'tax_rate', /not below 100/],
  ])('refuses amount %j with tax %j at %j by its %s', (amount, tax, taxRate, column, reason) => {
    const problem = amountWithoutTax({ amount, tax, taxRate }, 'JPY');

    expect(problem).toEqual({ column, reason: expect.stringMatching(reason) });
  });
});
