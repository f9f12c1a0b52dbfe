import type { Lang } from './catalogue.ts';

/** Three digits tell amounts apart; more only where the whole part has more. */
const SHORT = {
  notation: 'compact',
  maximumSignificantDigits: 3,
  maximumFractionDigits: 0,
  roundingPriority: 'morePrecision',
  useGrouping: true,
} as const;

/**
 * An amount short enough for a table: `¥2.4M` in English, `240万円` in Japanese, other currencies by their sign.
 * `amount` is a decimal string in major units.
 */
export function moneyShort(amount: string, currency: string, lang: Lang): string {
  const value = Number(amount);
  if (lang === 'ja' && currency === 'JPY') return `${new Intl.NumberFormat('ja-JP', SHORT).format(value)}円`;
  const style = { style: 'currency', currency, currencyDisplay: 'narrowSymbol', ...SHORT } as const;
  return new Intl.NumberFormat(lang === 'ja' ? 'ja-JP' : 'en-US', style).format(value).replace('￥', '¥');
}

/** A range of amounts: `¥152K–¥694K`, `15.2万〜69.4万円`. */
export function moneyRange(
  { low, high }: { readonly low: string; readonly high: string },
  currency: string,
  lang: Lang,
): string {
  const from = moneyShort(low, currency, lang);
  const to = moneyShort(high, currency, lang);
  return lang === 'ja' ? `${from.replace(/円$/, '')}〜${to}` : `${from}–${to}`;
}
