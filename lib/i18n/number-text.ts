import type { Lang } from './catalogue.ts';

const LOCALES: Readonly<Record<Lang, string>> = { ja: 'ja-JP', en: 'en-US' };

const ONE_DECIMAL = { minimumFractionDigits: 1, maximumFractionDigits: 1 } as const;

/** A count with digit groups, fractions to one decimal: `8,000`, `12.5`. */
export function countText(count: number, lang: Lang): string {
  return new Intl.NumberFormat(LOCALES[lang], { maximumFractionDigits: 1 }).format(count);
}

/** A ratio 0–1 as per cent: `0.1534` is `15.3%`. */
export function percentText(ratio: string | number, lang: Lang): string {
  return new Intl.NumberFormat(LOCALES[lang], { style: 'percent', ...ONE_DECIMAL }).format(Number(ratio));
}

/** A ratio, or a number of months, to one decimal: `6.3`. */
export function decimalText(value: string | number, lang: Lang): string {
  return new Intl.NumberFormat(LOCALES[lang], ONE_DECIMAL).format(Number(value));
}

/** Two ends of a range of texts, as the language writes it. */
export function rangeText(low: string, high: string, lang: Lang): string {
  return lang === 'ja' ? `${low}〜${high}` : `${low}–${high}`;
}

/** A value of an explanation: a number gets its digits grouped and keeps its decimals, any other text stays. */
export function valueText(value: string): string {
  return /^-?\d+(\.\d+)?$/.test(value) ? value.replace(/\B(?<!\.\d*)(?=(\d{3})+(?!\d))/g, ',') : value;
}
