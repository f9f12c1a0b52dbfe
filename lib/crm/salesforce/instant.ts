/** `2026-05-01T07:25:37.000+0000` by REST, an offset without a colon that ISO parsers refuse; `…000Z` by Bulk. */
const DATE_TIME = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?)(?:Z|([+-]\d\d):?(\d\d))$/;
/** The form of nearly all of them, in UTC with milliseconds, of a day that every month has. */
const PLAIN =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}(?:Z|\+0000)$/;
const ISO_CHARS = 24;

/** An ISO instant in milliseconds; undefined for anything else. */
export function toInstant(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  if (PLAIN.test(value)) return value.length === ISO_CHARS ? value : `${value.slice(0, ISO_CHARS - 1)}Z`;
  const parts = DATE_TIME.exec(value);
  if (parts?.[1] === undefined) return undefined;
  const offset = parts[2] === undefined ? 'Z' : `${parts[2]}:${parts[3]}`;
  const ms = Date.parse(parts[1] + offset);
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
}
