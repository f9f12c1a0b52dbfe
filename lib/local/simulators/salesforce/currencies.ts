import { nextId, type Org } from './org.ts';
import { enableCurrencies, enableDatedRates } from './org-shape.ts';
import { userStamp } from './record-changes.ts';
import type { FieldValue } from './value-types.ts';

type Values = Readonly<Record<string, FieldValue>>;

/** Units of `isoCode` for one unit of the corporate currency, whose own rate is 1. */
export interface CurrencyRate {
  readonly isoCode: string;
  readonly rate: number;
  readonly decimalPlaces?: number | undefined;
}

export interface DatedRate {
  readonly isoCode: string;
  /** First day it holds, until the next rate of the currency starts. */
  readonly startDate: string;
  readonly rate: number;
}

const DECIMAL_PLACES = 2;
/** End of a rate that no other follows. */
const NO_END = '9999-12-31';

/** The corporate currency; undefined in an org with a single one. */
export function corporateCurrency(org: Org): string | undefined {
  if (org.catalog.findObject('CurrencyType') === undefined) return undefined;
  const corporate = org.store
    .table('CurrencyType')
    .list()
    .find(({ values }) => values['IsCorporate'] === true);
  return typeof corporate?.values['IsoCode'] === 'string' ? corporate.values['IsoCode'] : undefined;
}

/** Lets an org have several currencies, the first of which is the corporate one. */
export function setCurrencies(org: Org, rates: readonly CurrencyRate[]): void {
  enableCurrencies(org.catalog);
  rates.forEach(({ isoCode, rate, decimalPlaces = DECIMAL_PLACES }, i) => {
    const values = { IsoCode: isoCode, ConversionRate: rate, DecimalPlaces: decimalPlaces };
    putSetUp(org, 'CurrencyType', 'IsoCode', isoCode, { ...values, IsActive: true, IsCorporate: i === 0 });
  });
  startCurrencies(org);
}

/** Sets the dated rates of an org with Advanced Currency Management. */
export function setDatedRates(org: Org, rates: readonly DatedRate[]): void {
  enableDatedRates(org.catalog);
  const ordered = rates.toSorted((a, b) => (a.startDate < b.startDate ? -1 : 1));
  for (const [i, { isoCode, startDate, rate }] of ordered.entries()) {
    const next = ordered.slice(i + 1).find((later) => later.isoCode === isoCode);
    const table = org.store.table('DatedConversionRate');
    const known = table.holding('IsoCode', isoCode).find((row) => row.values['StartDate'] === startDate);
    const id = known?.id ?? nextId(org, 'DatedConversionRate');
    const NextStartDate = next?.startDate ?? NO_END;
    const values = { IsoCode: isoCode, StartDate: startDate, NextStartDate, ConversionRate: rate };
    org.store.put('DatedConversionRate', { id, values: { Id: id, ...values, ...created(org) } });
  }
}

/** In an org with several currencies every record has one: where an export leaves it out, the corporate one. */
export function startCurrencies(org: Org): void {
  const corporate = corporateCurrency(org) ?? firstCurrency(org);
  if (corporate === undefined) return;
  for (const { name } of org.catalog.objects()) {
    if (org.catalog.findField(name, 'CurrencyIsoCode') === undefined) continue;
    for (const row of org.store.table(name).list()) {
      if ((row.values['CurrencyIsoCode'] ?? null) === null)
        org.store.update(name, row, { CurrencyIsoCode: corporate });
    }
  }
}

/** An export with currency codes and no `CurrencyType`: the currencies it uses, the most frequent as corporate. */
function firstCurrency(org: Org): string | undefined {
  if (org.catalog.findObject('CurrencyType') === undefined) return undefined;
  const counts = new Map<string, number>();
  for (const object of ['Opportunity', 'Account', 'Lead', 'Campaign']) {
    for (const { values } of org.store.table(object).list()) {
      const code = values['CurrencyIsoCode'];
      if (typeof code === 'string') counts.set(code, (counts.get(code) ?? 0) + 1);
    }
  }
  const codes = [...counts].sort((a, b) => b[1] - a[1]).map(([code]) => code);
  codes.forEach((code, i) => {
    const values = { IsoCode: code, ConversionRate: 1, DecimalPlaces: DECIMAL_PLACES, IsActive: true };
    putSetUp(org, 'CurrencyType', 'IsoCode', code, { ...values, IsCorporate: i === 0 });
  });
  return codes[0];
}

function putSetUp(org: Org, object: string, key: string, value: string, values: Values): void {
  const known = org.store.table(object).holding(key, value)[0];
  const id = known?.id ?? nextId(org, object);
  org.store.put(object, { id, values: { ...created(org), ...known?.values, Id: id, ...values } });
}

const created = (org: Org): Values => {
  const stamp = userStamp(org);
  return {
    IsDeleted: false,
    CreatedById: org.userId,
    CreatedDate: stamp['SystemModstamp'] ?? null,
    ...stamp,
  };
};
