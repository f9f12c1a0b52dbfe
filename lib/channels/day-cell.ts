import { isDay } from '../domain/instant.ts';

/** 2026-04-01, 2026/4/1, 2026.4.1, 2026年4月1日 or 20260401, with a midnight after it as spreadsheets write one. */
const DAY_FORMS: readonly RegExp[] = [
  /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[ T]0?0:00(?::00)?)?$/,
  /^(\d{4})(年)(\d{1,2})月(\d{1,2})日$/,
  /^(\d{4})()(\d{2})(\d{2})$/,
];
const MONTH_FORM = /^(\d{4})(?:[-/.](\d{1,2})|年(\d{1,2})月)$/;

/** The day `YYYY-MM-DD` that a cell names; null where it names none that exists. Full-width digits are digits. */
export function dayOfCell(text: string): string | null {
  const plain = text.normalize('NFKC').trim();
  for (const form of DAY_FORMS) {
    const [, year, , month, day] = form.exec(plain) ?? [];
    if (month === undefined || day === undefined) continue;
    const found = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
    if (isDay(found)) return found;
  }
  return null;
}

/** The month `YYYY-MM` that a cell names (2026-04, 2026/4, 2026年4月), or that its day is in; else null. */
export function monthOfCell(text: string): string | null {
  const [, year, slashed, kanji] = MONTH_FORM.exec(text.normalize('NFKC').trim()) ?? [];
  const month = slashed ?? kanji;
  if (month === undefined) return dayOfCell(text)?.slice(0, 'YYYY-MM'.length) ?? null;
  const found = `${year}-${month.padStart(2, '0')}`;
  return isDay(`${found}-01`) ? found : null;
}
