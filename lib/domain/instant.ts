import { AppError } from './app-error.ts';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
/** Date-times as CRMs and exports write them; Salesforce writes its offset as +0000. */
const LOOSE_INSTANT =
  /^(?<day>\d{4}-\d{2}-\d{2})T(?<time>\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(?:Z|(?<hours>[+-]\d{2}):?(?<minutes>\d{2}))$/;

/** Whether text is a day `YYYY-MM-DD` that exists. */
export function isDay(text: string): boolean {
  const ms = DAY.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
}

/** Whether text is an existing day `YYYY-MM-DD` or instant `YYYY-MM-DDTHH:mm:ss.sssZ`. */
export function isDayOrInstant(text: string): boolean {
  if (!INSTANT.test(text)) return isDay(text);
  return isDay(text.slice(0, 10)) && !Number.isNaN(Date.parse(text));
}

/**
 * An ISO 8601 date-time with an offset as an instant in UTC milliseconds; finer digits are cut off.
 * Throws   AppError 'date-invalid', also on a time without an offset and on days that do not exist
 */
export function toInstant(text: string): string {
  const { day, time, hours, minutes } = LOOSE_INSTANT.exec(text.trim())?.groups ?? {};
  const zone = hours === undefined ? 'Z' : `${hours}:${minutes}`;
  const ms = day !== undefined && isDay(day) ? Date.parse(`${day}T${time}${zone}`) : Number.NaN;
  if (Number.isNaN(ms))
    throw new AppError('date-invalid', `${JSON.stringify(text)} is no ISO 8601 date-time with an offset`);
  return new Date(ms).toISOString();
}
