import * as z from 'zod';
import { AppError } from '../domain/app-error.ts';
import { MODELS } from '../domain/ledger.ts';
import { LANGS, type Lang } from '../i18n/catalogue.ts';
import type { StudioQuery } from './studio-data.ts';

/** An empty form field is one that was left out. */
const leftOut = z.literal('').transform(() => undefined);
const Day = z.union([leftOut, z.iso.date('must be a day such as 2026-10-31')]).optional();

const QuerySchema = z
  .object({
    lang: z.enum(LANGS).optional(),
    from: Day,
    to: Day,
    model: z.union([leftOut, z.enum(MODELS)]).optional(),
  })
  .refine(
    ({ from, to }) => from === undefined || to === undefined || from <= to,
    'the period ends before it begins',
  );

/** Reads the address. Throws `usage` for a day or a model that is none. */
export function parseQuery(given: Readonly<Record<string, string>>, defaultLang: Lang): StudioQuery {
  const parsed = QuerySchema.safeParse(given);
  if (!parsed.success) throw new AppError('usage', parsed.error.issues.map(lineOf).join('\n'));
  const { lang = defaultLang, from, to, model } = parsed.data;
  return {
    lang,
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(model === undefined ? {} : { model }),
  };
}

/** One line, after the name of what is wrong where it has one: what people read is made of whole lines. */
function lineOf({ path, message }: z.core.$ZodIssue): string {
  return [...path, message].join(': ');
}

/** The address of the page under a query. */
export function pageHref(query: StudioQuery): string {
  const { lang, from, to, model } = query;
  const given = new URLSearchParams();
  for (const [name, value] of Object.entries({ lang, from, to, model }))
    if (value !== undefined) given.set(name, value);
  return `/?${given}`;
}

/** The address that explains a target, such as `cac:seo:2025-11-01..2026-10-31`. */
export function explainHref(target: string, query: StudioQuery): string {
  return `/explain/${encodeURIComponent(target)}${pageHref(query).slice(1)}`;
}
