/** An amount for people: `¥300,000`, `R$ 1,234.50`. `amount` is a decimal string in major units. */
export function moneyText(amount: string, currency: string, lang: 'ja' | 'en'): string {
  const format = new Intl.NumberFormat(lang === 'ja' ? 'ja-JP' : 'en-US', {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    maximumFractionDigits: Math.abs(Number(amount)) >= 1000 ? 0 : 2,
    minimumFractionDigits: 0,
  });
  return format.format(Number(amount)).replace('￥', '¥');
}
