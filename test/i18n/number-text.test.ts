import { describe, expect, it } from 'vitest';
import { moneyRange, moneyShort } from '../../lib/i18n/money-short.ts';
import { countText, decimalText, percentText, rangeText, valueText } from '../../lib/i18n/number-text.ts';

describe('moneyShort', () => {
  it.each([
    ['2400000', 'JPY', '240万円', '¥2.4M'],
    ['22000', 'JPY', '2.2万円', '¥22K'],
    ['5200', 'JPY', '5,200円', '¥5.2K'],
    ['12350000', 'JPY', '1,235万円', '¥12.4M'],
    ['740000000', 'JPY', '7.4億円', '¥740M'],
    ['0', 'JPY', '0円', '¥0'],
    ['1234.5', 'BRL', 'R$1,235', 'R$1.23K'],
  ])('writes %s %s as %s and %s', (amount, currency, ja, en) => {
    expect(moneyShort(amount, currency, 'ja')).toBe(ja);
    expect(moneyShort(amount, currency, 'en')).toBe(en);
  });

  it('names the unit of a Japanese range once', () => {
    const range = { low: '152000', high: '694000' };

    expect(moneyRange(range, 'JPY', 'ja')).toBe('15.2万〜69.4万円');
    expect(moneyRange(range, 'JPY', 'en')).toBe('¥152K–¥694K');
  });
});

describe('numbers', () => {
  it('groups the digits of counts and keeps one decimal of fractions', () => {
    expect(countText(8000, 'ja')).toBe('8,000');
    expect(countText(12.55, 'en')).toBe('12.6');
  });

  it('writes ratios as per cent and decimals with one digit', () => {
    expect(percentText('0.72', 'en')).toBe('72.0%');
    expect(decimalText('6.31', 'ja')).toBe('6.3');
    expect(rangeText('1', '2', 'ja')).toBe('1〜2');
  });

  it.each([
    ['1234567', '1,234,567'],
    ['-1000.12345', '-1,000.12345'],
    ['2026-02-03', '2026-02-03'],
    ['within-target', 'within-target'],
  ])('shows the value %s of an explanation as %s', (value, shown) => {
    expect(valueText(value)).toBe(shown);
  });
});
