import type { ExportTable } from '../export-folder.ts';
import { readField } from './field-notation.ts';
import type { ObjectCatalog } from './object-catalog.ts';
import { type ObjectDefinition, standardObject } from './object-definition.ts';

/** Objects that carry a currency in an org with several. */
const IN_CURRENCY = [
  'Lead',
  'Account',
  'Contact',
  'Opportunity',
  'OpportunityHistory',
  'OpportunityContactRole',
  'Campaign',
  'CampaignMember',
  'Task',
  'Event',
  'User',
];
const SET_UP_ONLY = { readOnly: true } as const;

const CURRENCY_TYPE = standardObject(
  'CurrencyType',
  '01L',
  [
    'IsoCode picklist required',
    'ConversionRate double required',
    'DecimalPlaces int required',
    'IsActive boolean',
    'IsCorporate boolean',
  ],
  SET_UP_ONLY,
);

const DATED_RATE = standardObject(
  'DatedConversionRate',
  '04w',
  [
    'IsoCode picklist required',
    'StartDate date required',
    'NextStartDate date readonly',
    'ConversionRate double required',
  ],
  SET_UP_ONLY,
);

/** Gives an org what it has only where it uses it: several currencies, dated rates, record types. */
export function shapeOrg(catalog: ObjectCatalog, tables: ReadonlyMap<string, ExportTable>): void {
  const hasColumn = (column: string): boolean =>
    [...tables].some(([name, table]) => name !== 'DatedConversionRate' && table.columns.includes(column));
  if (tables.has('CurrencyType') || hasColumn('CurrencyIsoCode')) enableCurrencies(catalog);
  if (tables.has('DatedConversionRate')) enableDatedRates(catalog);
  for (const [name, table] of tables) {
    if (table.columns.includes('RecordTypeId')) enableRecordTypes(catalog, name);
  }
  for (const row of tables.get('RecordType')?.rows ?? []) {
    enableRecordTypes(catalog, row['SobjectType'] ?? '');
  }
}

/** Several currencies: `CurrencyIsoCode` on records, and their rates. Without them both are unknown names. */
export function enableCurrencies(catalog: ObjectCatalog): void {
  addOnce(catalog, CURRENCY_TYPE);
  for (const object of IN_CURRENCY) setOnce(catalog, object, 'CurrencyIsoCode picklist default');
  setOnce(catalog, 'User', 'DefaultCurrencyIsoCode picklist');
}

/** Advanced Currency Management: rates that hold from one day to another. */
export function enableDatedRates(catalog: ObjectCatalog): void {
  enableCurrencies(catalog);
  addOnce(catalog, DATED_RATE);
}

/** An object has `RecordTypeId` from its first record type on. */
export function enableRecordTypes(catalog: ObjectCatalog, object: string): void {
  setOnce(catalog, object, 'RecordTypeId reference(RecordType)');
}

function addOnce(catalog: ObjectCatalog, object: ObjectDefinition): void {
  if (catalog.findObject(object.name) === undefined) catalog.addObject(object);
}

function setOnce(catalog: ObjectCatalog, object: string, line: string): void {
  const field = readField(line);
  if (catalog.findField(object, field.name) === undefined) catalog.setField(object, field);
}
