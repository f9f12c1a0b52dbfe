import type { Lang } from './catalogue.ts';
import { countText } from './number-text.ts';

const UNITS = [
  { from: 7200, seconds: 3600, en: 'h', ja: '時間' },
  { from: 120, seconds: 60, en: 'min', ja: '分' },
  { from: 0, seconds: 1, en: 's', ja: '秒' },
] as const;

/** How long something takes, rounded up so that nobody is promised too little: `45 s`, `12 min`, `2.5 h`. */
export function durationText(seconds: number, lang: Lang): string {
  const unit = UNITS.find(({ from }) => seconds >= from) ?? UNITS[2];
  const exact = seconds / unit.seconds;
  const count = unit.from === 7200 ? Math.ceil(exact * 10) / 10 : Math.max(1, Math.ceil(exact));
  return lang === 'ja' ? `${countText(count, lang)}${unit.ja}` : `${countText(count, lang)} ${unit.en}`;
}
