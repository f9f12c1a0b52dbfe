import type { Lang } from './catalogue.ts';

const UNITS = [
  { seconds: 86_400, en: 'd', ja: '日' },
  { seconds: 3600, en: 'h', ja: '時間' },
  { seconds: 60, en: 'min', ja: '分' },
  { seconds: 1, en: 's', ja: '秒' },
] as const;

/** An age in its largest whole unit: `3 h`, `3時間`; a dash where nothing has an age yet. */
export function lagText(seconds: number | null, lang: Lang): string {
  if (seconds === null) return '–';
  const unit = UNITS.find((one) => seconds >= one.seconds) ?? UNITS[UNITS.length - 1];
  const count = Math.floor(seconds / (unit?.seconds ?? 1));
  return lang === 'ja' ? `${count}${unit?.ja ?? '秒'}` : `${count} ${unit?.en ?? 's'}`;
}
