import type { Org } from './org.ts';
import type { FieldValue, StoredRow } from './value-types.ts';

export type LeadTarget = 'Account' | 'Contact' | 'Opportunity';

/** Where the fields of a lead go. https://help.salesforce.com/s/articleView?id=sf.lead_conversion_mapping.htm */
const MAPPED: Readonly<Record<LeadTarget, Readonly<Record<string, string>>>> = {
  Account: {
    Company: 'Name',
    Phone: 'Phone',
    Fax: 'Fax',
    Website: 'Website',
    Industry: 'Industry',
    AnnualRevenue: 'AnnualRevenue',
    NumberOfEmployees: 'NumberOfEmployees',
    LeadSource: 'AccountSource',
    ...addressParts('Billing'),
  },
  Contact: {
    FirstName: 'FirstName',
    LastName: 'LastName',
    Salutation: 'Salutation',
    Title: 'Title',
    Email: 'Email',
    Phone: 'Phone',
    MobilePhone: 'MobilePhone',
    Fax: 'Fax',
    LeadSource: 'LeadSource',
    Description: 'Description',
    HasOptedOutOfEmail: 'HasOptedOutOfEmail',
    ...addressParts('Mailing'),
  },
  Opportunity: { LeadSource: 'LeadSource' },
};
const MONTHS_A_QUARTER = 3;
const MONTHS_A_YEAR = 12;

function addressParts(prefix: string): Record<string, string> {
  const parts = ['Street', 'City', 'State', 'PostalCode', 'Country'];
  return Object.fromEntries(parts.map((part) => [part, prefix + part]));
}

/** What a lead gives to one of its targets; a custom field goes to the one of the same name there. */
export function convertedValues(org: Org, object: LeadTarget, lead: StoredRow): Record<string, FieldValue> {
  const custom = org.catalog
    .fieldsOf('Lead')
    .filter((field) => field.custom && !field.calculated && !field.unique)
    .filter((field) => org.catalog.findField(object, field.name)?.type === field.type)
    .map((field) => [field.name, field.name] as const);
  const currency = 'CurrencyIsoCode' in lead.values ? [['CurrencyIsoCode', 'CurrencyIsoCode'] as const] : [];
  const pairs = [...Object.entries(MAPPED[object]), ...custom, ...currency];
  return Object.fromEntries(
    pairs.flatMap(([from, to]) => {
      const value = lead.values[from] ?? null;
      return value === null ? [] : [[to, value]];
    }),
  );
}

/** The last day of the fiscal quarter that runs. */
export function defaultCloseDate(org: Org): string {
  const organization = org.store.table('Organization').list()[0];
  const start = Number(organization?.values['FiscalYearStartMonth'] ?? 1) - 1;
  const today = new Date(org.clock.nowMs());
  const fiscalMonth = (today.getUTCMonth() - start + MONTHS_A_YEAR) % MONTHS_A_YEAR;
  const monthsLeft = MONTHS_A_QUARTER - (fiscalMonth % MONTHS_A_QUARTER);
  const end = new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() + monthsLeft, 0));
  return end.toISOString().slice(0, 10);
}
