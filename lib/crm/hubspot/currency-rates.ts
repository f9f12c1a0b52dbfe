import * as z from 'zod';
import type { CrmRecord } from '../../domain/entities.ts';
import type { HubspotApi } from './api.ts';
import { describeFixed, type WholeReader, wholeRecord } from './whole-object.ts';

const Instant = z.string().transform((text, context) => {
  const date = new Date(text);
  if (!Number.isNaN(date.getTime())) return date.toISOString();
  context.addIssue('is no instant');
  return z.NEVER;
});
const RateSchema = z.object({
  id: z.union([z.string().min(1), z.number().transform(String)]),
  fromCurrencyCode: z.string(),
  toCurrencyCode: z.string(),
  conversionRate: z.number().positive(),
  effectiveAt: Instant,
  createdAt: Instant.nullish(),
  updatedAt: Instant,
});
const PageSchema = z.object({
  results: z.array(RateSchema),
  paging: z.object({ next: z.object({ after: z.string() }).nullish() }).nullish(),
});
const CompanySchema = z.object({ id: z.string() });

type Rate = z.infer<typeof RateSchema>;

const PAGE = 100;
const PATH = '/settings/v3/currencies';

/** What the account's currencies are worth, each from an instant until the next rate of the same pair, and its own currency. */
export const CURRENCY_RATES: WholeReader = {
  description: describeFixed('currency-rates', [
    ['from', 'text'],
    ['to', 'text'],
    ['rate', 'number'],
    ['companyCurrency', 'text'],
    ['effectiveAt', 'date-time'],
    ['effectiveUntil', 'date-time'],
  ]),
  probe: readCompanyCurrency,
  read: async (api) => {
    const companyCurrency = await readCompanyCurrency(api);
    const rates = await readRates(api);
    const own = wholeRecord('currency-rates', {
      id: companyCurrency,
      fields: { from: companyCurrency, to: companyCurrency, rate: '1', companyCurrency },
    });
    return { records: [own, ...rates.map((rate) => toRecord(rate, rates, companyCurrency))], rejects: [] };
  },
};

async function readCompanyCurrency(api: HubspotApi): Promise<string> {
  // https://developers.hubspot.com/docs/api-reference/settings-multicurrency-v3
  return (await api.get(CompanySchema, `${PATH}/company-currency`)).data.id;
}

async function readRates(api: HubspotApi): Promise<readonly Rate[]> {
  const rates: Rate[] = [];
  let after: string | undefined;
  do {
    const from = after;
    const moving = PageSchema.refine(
      ({ paging }) => from === undefined || paging?.next?.after !== from,
      `list of exchange rates does not move past ${from}`,
    );
    const at = from === undefined ? '' : `&after=${encodeURIComponent(from)}`;
    const { data } = await api.get(moving, `${PATH}/exchange-rates?limit=${PAGE}${at}`);
    rates.push(...data.results);
    after = data.paging?.next?.after;
  } while (after !== undefined);
  return rates;
}

function toRecord(rate: Rate, rates: readonly Rate[], companyCurrency: string): CrmRecord {
  const { id, fromCurrencyCode: from, toCurrencyCode: to, conversionRate, effectiveAt } = rate;
  const effectiveUntil = rates
    .filter((other) => other.fromCurrencyCode === from && other.toCurrencyCode === to)
    .map((other) => other.effectiveAt)
    .filter((at) => at > effectiveAt)
    .sort()[0];
  return wholeRecord('currency-rates', {
    id,
    version: rate.updatedAt,
    createdAt: rate.createdAt ?? undefined,
    fields: { from, to, rate: String(conversionRate), companyCurrency, effectiveAt, effectiveUntil },
  });
}
