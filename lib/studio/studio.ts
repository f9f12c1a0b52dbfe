import { type Context, Hono } from 'hono';
import { AppError } from '../domain/app-error.ts';
import type { Lang } from '../i18n/catalogue.ts';
import type { Explanation } from '../kpis/explanation.ts';
import { errorPage, statusOf } from './error-page.ts';
import { explainPage } from './explain-page.ts';
import { HEADERS, isLoopback } from './response-headers.ts';
import type { StudioData, StudioQuery } from './studio-data.ts';
import { studioPage } from './studio-page.ts';
import { parseQuery } from './studio-query.ts';

export interface StudioOptions {
  readonly load: (query: StudioQuery) => Promise<StudioData>;
  /** `target` as in `revloop explain`: `METRIC:KEY:FROM..TO`, or a record. */
  readonly explain: (target: string, query: StudioQuery) => Promise<Explanation>;
  /** The language where the address names none. */
  readonly lang: Lang;
}

const EXPLAIN = '/explain/';

/** The studio: one page of figures and one page per explanation, both without any script. */
export function createStudio(options: StudioOptions): Hono {
  const studio = new Hono();
  studio.use(async (c, next) => {
    if (!isLoopback(c.req.url)) return c.text('RevLoop studio answers on this machine only.', 421);
    await next();
    for (const [name, value] of Object.entries(HEADERS)) c.header(name, value);
  });
  studio.get('/', async (c) => {
    const query = parseQuery(c.req.query(), options.lang);
    return c.html(studioPage(await options.load(query), query));
  });
  studio.get(`${EXPLAIN}*`, async (c) => {
    const query = parseQuery(c.req.query(), options.lang);
    const target = targetOf(c.req.path);
    return c.html(explainPage({ target, node: await options.explain(target, query), query }));
  });
  studio.notFound((c) => failed(c, new AppError('target-unknown', `no page ${c.req.path}`), options.lang));
  studio.onError((cause, c) => {
    if (cause instanceof AppError) return failed(c, cause, options.lang);
    throw cause;
  });
  return studio;
}

function failed(c: Context, error: AppError, defaultLang: Lang) {
  const given = c.req.query('lang');
  const lang = given === 'ja' || given === 'en' ? given : defaultLang;
  return c.html(errorPage(error, lang), statusOf(error));
}

function targetOf(path: string): string {
  const coded = path.slice(EXPLAIN.length);
  try {
    return decodeURIComponent(coded);
  } catch (cause) {
    throw new AppError('target-unknown', `"${coded}" is no address of an explanation`, { cause });
  }
}
