import { Hono } from 'hono';
import * as z from 'zod';
import { batchResponse, MAX_BATCH, refuseLargeBatch } from './batch-response.ts';
import { currentRates, type ExchangeRate } from './currencies.ts';
import { type BatchError, invalidCursor, notFound } from './hubspot-errors.ts';
import type { Portal } from './portal.ts';
import { nowIso } from './property-writes.ts';
import { readBody } from './request-body.ts';

const CreateSchema = z.object({
  fromCurrencyCode: z.string().regex(/^[A-Z]{3}$/),
  conversionRate: z.coerce.number().positive(),
  effectiveAt: z.iso.datetime({ offset: true }).optional(),
});
const ChangeSchema = CreateSchema.omit({ fromCurrencyCode: true });
const UpdateSchema = ChangeSchema.extend({ id: z.coerce.string() });
const DEFAULT_PAGE = 100;
const ID_BYTES = 4;

/** `/settings/v3/currencies`: the company's currency and its exchange rates. */
export function currencyRoutes(portal: Portal): Hono {
  const app = new Hono();
  const { exchangeRates } = portal;
  app.get('/company-currency', (c) => {
    return c.json({ id: portal.account.currency, createdAt: '1970-01-01T00:00:00.000Z' });
  });
  app.get('/codes', (c) => {
    const codes = new Set([portal.account.currency, ...Intl.supportedValuesOf('currency')]);
    return c.json({ results: [...codes].map(toCodeInfo) });
  });
  app.get('/central-fx-rates/information', (c) => c.json({ centralExchangeRatesEnabled: false }));
  app.get('/exchange-rates', (c) => {
    const limit = Number(c.req.query('limit') ?? DEFAULT_PAGE) || DEFAULT_PAGE;
    const all = [...exchangeRates.values()];
    const after = c.req.query('after');
    const start = after === undefined ? 0 : all.findIndex(({ id }) => id === after) + 1;
    if (after !== undefined && start === 0) throw invalidCursor(after);
    const results = all.slice(start, start + limit);
    const last = results.at(-1)?.id;
    const hasMore = start + limit < all.length;
    return c.json({ results, ...(hasMore ? { paging: { next: { after: last } } } : {}) });
  });
  app.get('/exchange-rates/current', (c) => {
    return c.json({ results: currentRates(exchangeRates.values(), portal.clock.nowMs()) });
  });
  app.post('/exchange-rates', async (c) => c.json(addRate(portal, await readBody(c, CreateSchema))));
  addBatchRoutes(portal, app);
  app.get('/exchange-rates/:exchangeRateId', (c) => c.json(findRate(portal, c.req.param('exchangeRateId'))));
  app.patch('/exchange-rates/:exchangeRateId', async (c) => {
    const current = findRate(portal, c.req.param('exchangeRateId'));
    return c.json(changeRate(portal, current, await readBody(c, ChangeSchema)));
  });
  return app;
}

function addBatchRoutes(portal: Portal, app: Hono): void {
  app.post('/exchange-rates/batch/create', async (c) => {
    const startedAtMs = portal.clock.nowMs();
    const { inputs } = await readBody(c, z.object({ inputs: z.array(CreateSchema) }));
    refuseLargeBatch(inputs, MAX_BATCH);
    const results = inputs.map((input) => addRate(portal, input));
    return batchResponse(c, portal, { startedAtMs, okStatus: 201, results, errors: [] });
  });
  app.post('/exchange-rates/batch/read', async (c) => {
    const startedAtMs = portal.clock.nowMs();
    const { inputs } = await readBody(c, z.object({ inputs: z.array(z.object({ id: z.coerce.string() })) }));
    refuseLargeBatch(inputs, MAX_BATCH);
    const results = inputs.flatMap(({ id }) => portal.exchangeRates.get(id) ?? []);
    const errors = missingRates(portal, inputs);
    return batchResponse(c, portal, { startedAtMs, okStatus: 200, results, errors });
  });
  app.post('/exchange-rates/batch/update', async (c) => {
    const startedAtMs = portal.clock.nowMs();
    const { inputs } = await readBody(c, z.object({ inputs: z.array(UpdateSchema) }));
    refuseLargeBatch(inputs, MAX_BATCH);
    const results = inputs.flatMap(({ id, ...change }) => {
      const current = portal.exchangeRates.get(id);
      return current === undefined ? [] : [changeRate(portal, current, change)];
    });
    const errors = missingRates(portal, inputs);
    return batchResponse(c, portal, { startedAtMs, okStatus: 200, results, errors });
  });
}

function addRate(portal: Portal, input: z.infer<typeof CreateSchema>): ExchangeRate {
  const now = nowIso(portal);
  const rate = {
    id: String(Number.parseInt(portal.random.id(ID_BYTES), 16)),
    toCurrencyCode: portal.account.currency,
    visibleInUI: true,
    createdAt: now,
    updatedAt: now,
    ...input,
    effectiveAt: input.effectiveAt ?? now,
  };
  portal.exchangeRates.set(rate.id, rate);
  return rate;
}

function changeRate(
  portal: Portal,
  current: ExchangeRate,
  change: z.infer<typeof ChangeSchema>,
): ExchangeRate {
  const { conversionRate, effectiveAt = current.effectiveAt } = change;
  const changed = { ...current, conversionRate, effectiveAt, updatedAt: nowIso(portal) };
  portal.exchangeRates.set(current.id, changed);
  return changed;
}

function findRate(portal: Portal, id: string): ExchangeRate {
  const found = portal.exchangeRates.get(id);
  if (found === undefined) throw notFound();
  return found;
}

function missingRates(portal: Portal, inputs: readonly { readonly id: string }[]): readonly BatchError[] {
  const ids = inputs.map(({ id }) => id).filter((id) => !portal.exchangeRates.has(id));
  if (ids.length === 0) return [];
  const message = 'Could not get some exchange rates, they may be deleted or not exist.';
  return [{ status: 'error', category: 'OBJECT_NOT_FOUND', message, context: { ids } }];
}

function toCodeInfo(currencyCode: string) {
  const names = new Intl.DisplayNames('en', { type: 'currency' });
  return { currencyCode, currencyName: names.of(currencyCode) ?? currencyCode };
}
