import type { ExportFolder, ExportRow } from '../export-folder.ts';
import { toInstant } from './property-values.ts';

/** As the vendor sends it: one unit of `from` is `conversionRate` units of `to`, from `effectiveAt` on. */
export interface ExchangeRate {
  readonly id: string;
  readonly fromCurrencyCode: string;
  readonly toCurrencyCode: string;
  readonly conversionRate: number;
  readonly effectiveAt: string;
  readonly visibleInUI: boolean;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** The file of an export that holds exchange rates; no CRM object. */
export const EXCHANGE_RATE_FILE = 'exchange-rates';

export function readExchangeRates(
  folder: ExportFolder,
  companyCurrency: string,
  nowMs: number,
): Map<string, ExchangeRate> {
  const rows = folder.hubspot.get(EXCHANGE_RATE_FILE)?.rows ?? [];
  const rates = rows.flatMap((row, index) => toRate(row, index, companyCurrency, nowMs) ?? []);
  return new Map(rates.map((rate) => [rate.id, rate]));
}

/** The rate in force of each pair. */
export function currentRates(rates: Iterable<ExchangeRate>, nowMs: number): readonly ExchangeRate[] {
  const current = new Map<string, ExchangeRate>();
  for (const rate of rates) {
    const pair = `${rate.fromCurrencyCode}>${rate.toCurrencyCode}`;
    const known = current.get(pair);
    const isInForce = Date.parse(rate.effectiveAt) <= nowMs;
    if (isInForce && (known === undefined || known.effectiveAt <= rate.effectiveAt)) current.set(pair, rate);
  }
  return [...current.values()];
}

function toRate(
  row: ExportRow,
  index: number,
  companyCurrency: string,
  nowMs: number,
): ExchangeRate | undefined {
  const conversionRate = Number(row['conversionRate'] ?? Number.NaN);
  const { fromCurrencyCode } = row;
  if (!fromCurrencyCode || Number.isNaN(conversionRate)) return undefined;
  const effectiveAt = new Date(toInstant(row['effectiveAt'] ?? '') ?? nowMs).toISOString();
  return {
    id: row['id'] ?? String(index + 1),
    fromCurrencyCode,
    toCurrencyCode: row['toCurrencyCode'] ?? companyCurrency,
    conversionRate,
    effectiveAt,
    visibleInUI: true,
    createdAt: effectiveAt,
    updatedAt: effectiveAt,
  };
}
