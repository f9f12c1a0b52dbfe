import { AppError } from '../../domain/app-error.ts';
import type { CrmRecord, RateRecord } from '../../domain/entities.ts';
import { booleanOf, decimalOf, momentOf, textOf } from './record-values.ts';

/** What the org writes for "until further notice". */
const NO_END = /^9999-/;

/** The static rate of a currency. https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_currencytype.htm */
export function toCurrency(record: CrmRecord): RateRecord {
  return { ...toRate(record), isCorporate: booleanOf(record, 'IsCorporate'), from: null, until: null };
}

/** A rate of some days; `NextStartDate` is the first of them that it does not hold. https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_datedconversionrate.htm */
export function toDatedRate(record: CrmRecord): RateRecord {
  const until = momentOf(record, 'NextStartDate');
  return {
    ...toRate(record),
    isCorporate: false,
    from: momentOf(record, 'StartDate'),
    until: until === null || NO_END.test(until) ? null : until,
  };
}

/** Throws AppError 'record-invalid' without a currency and a rate above 0. */
function toRate(record: CrmRecord) {
  const currency = textOf(record, 'IsoCode');
  const rate = decimalOf(record, 'ConversionRate');
  if (currency === null || rate === null || Number(rate) <= 0)
    throw new AppError('record-invalid', `${record.object} ${record.id}: ${currency} has the rate ${rate}`);
  const ref = { crm: record.crm, object: record.object, id: record.id };
  return { kind: 'rate', ref, currency, perCorporateUnit: rate } as const;
}
