import { Big } from 'big.js';
import type { CrmRecord, RateRecord } from '../../domain/entities.ts';
import { dateOf, decimalOf, refOf, textOf } from './record-values.ts';

/**
 * HubSpot multiplies by its rate, from one currency to the other; ours says how many units one unit of the company's
 * currency is worth. Null for a pair without the company's currency. Throws AppError 'record-invalid' for a rate that is no
 * number above zero.
 */
export function toRate(record: CrmRecord): RateRecord | null {
  const [from, to, company] = ['from', 'to', 'companyCurrency'].map((name) => textOf(record, name));
  const rate = decimalOf(record, 'rate');
  if (!from || !to || rate === null || new Big(rate).lte(0)) return null;
  if (from !== company && to !== company) return null;
  const perCompanyUnit = from === company ? new Big(rate) : new Big(1).div(rate);
  return {
    kind: 'rate',
    ref: refOf(record),
    currency: from === company ? to : from,
    perCorporateUnit: perCompanyUnit.toFixed(),
    isCorporate: from === to,
    from: dateOf(record, 'effectiveAt'),
    until: dateOf(record, 'effectiveUntil'),
  };
}
