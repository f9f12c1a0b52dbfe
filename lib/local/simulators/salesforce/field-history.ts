import type { FieldDefinition } from './field-definition.ts';
import { FIELD_HISTORIES } from './history-objects.ts';
import { nextId, type Org } from './org.ts';
import type { RecordChange } from './record-changes.ts';
import type { FieldValue, StoredRow } from './value-types.ts';

/** Fields per object whose history Salesforce keeps. https://help.salesforce.com/s/articleView?id=sf.tracking_field_history.htm */
export const MAX_TRACKED = 20;

interface Entry {
  readonly field: string;
  readonly type: string;
  readonly from: FieldValue;
  readonly to: FieldValue;
}

/** `Field` of the first row of a record that came out of a lead. */
const FROM_LEAD: Readonly<Record<string, string>> = {
  Account: 'accountCreatedFromLead',
  Contact: 'contactCreatedFromLead',
  Opportunity: 'opportunityCreatedFromLead',
};
const DATA_TYPES: Readonly<Record<string, string>> = {
  reference: 'EntityId',
  picklist: 'DynamicEnum',
  string: 'Text',
  boolean: 'Boolean',
  currency: 'Currency',
  percent: 'Percent',
  date: 'DateOnly',
  datetime: 'DateTime',
};

const HISTORY_NAMES = new Set([
  'OpportunityHistory',
  ...Object.values(FIELD_HISTORIES).map(({ object }) => object),
]);

export const isHistoryObject = (object: string): boolean => HISTORY_NAMES.has(object);

/** True for a history object whose parent has history tracking off: the org then has no such object. */
export function isUntracked(org: Org, object: string): boolean {
  const parent = Object.entries(FIELD_HISTORIES).find(([, history]) => history.object === object)?.[0];
  return parent !== undefined && !org.rules.tracked.has(parent);
}

/** Keeps a row for each tracked field that a change moved; what went before tracking was set is not kept. */
export function keepFieldHistory(org: Org, change: RecordChange): void {
  const history = FIELD_HISTORIES[change.object];
  const tracked = org.rules.tracked.get(change.object);
  if (history === undefined || tracked === undefined) return;
  for (const { field, type, from, to } of entriesOf(org, change, tracked)) {
    const id = nextId(org, history.object);
    org.store.put(history.object, {
      id,
      values: {
        Id: id,
        [history.parentId]: change.after.id,
        Field: field,
        DataType: type,
        OldValue: wordOf(from),
        NewValue: wordOf(to),
        CreatedById: org.userId,
        CreatedDate: change.after.values['SystemModstamp'] ?? null,
        IsDeleted: false,
      },
    });
  }
}

function entriesOf(org: Org, change: RecordChange, tracked: ReadonlySet<string>): readonly Entry[] {
  const { object, kind, before, after, cause } = change;
  if (kind === 'CREATE') {
    const name = cause === 'conversion' ? FROM_LEAD[object] : undefined;
    return [marker(name ?? 'created')];
  }
  if (kind !== 'UPDATE' || before === undefined) return [];
  const moved = [...tracked].flatMap((name) => {
    const field = org.catalog.findField(object, name);
    return field === undefined ? [] : movesOf(org, field, before, after);
  });
  if (cause === undefined) return moved;
  if (cause === 'merge') return [marker(`${object.toLowerCase()}Merged`), ...moved];
  return object === 'Lead' ? [marker('leadConverted'), ...moved] : moved;
}

const marker = (field: string): Entry => ({ field, type: 'Text', from: null, to: null });

/** A change of a lookup is told twice: by the names of both records, then by their ids. */
function movesOf(org: Org, field: FieldDefinition, before: StoredRow, after: StoredRow): readonly Entry[] {
  const [from, to] = [before, after].map((row) => row.values[field.name] ?? null);
  if (from === undefined || to === undefined || from === to) return [];
  const type = DATA_TYPES[field.type] ?? 'Text';
  const entry = { field: historyName(field), type, from, to };
  if (field.type !== 'reference') return [entry];
  const names = { from: nameOf(org, field, from), to: nameOf(org, field, to) };
  return [{ ...entry, type: 'Text', ...names }, entry];
}

/** Standard lookups are named by their relationship: `Owner`, `Account`; custom fields by their API name. */
const historyName = (field: FieldDefinition): string =>
  field.type === 'reference' && !field.custom ? (field.relationshipName ?? field.name) : field.name;

function nameOf(org: Org, field: FieldDefinition, id: FieldValue): FieldValue {
  if (typeof id !== 'string') return null;
  const row = field.referenceTo.flatMap((object) => org.store.table(object).find(id) ?? [])[0];
  return row?.values['Name'] ?? null;
}

/** Old and new values are of any type; over REST they come as text. */
const wordOf = (value: FieldValue): FieldValue => (value === null ? null : String(value));
