import { type ObjectTable, readValue } from './object-table.ts';
import type { Portal } from './portal.ts';
import { toInstant } from './property-values.ts';
import { liveAssociations } from './record-view.ts';
import type { SearchFilter } from './search-request.ts';
import { hasTokens } from './search-tokens.ts';
import type { StoredRecord } from './stored-record.ts';

export type Predicate = (record: StoredRecord) => boolean;

/** Reads a property as a number to compare by; NaN where it is not set. */
export type NumberReader = (record: StoredRecord) => number;

/** Compiled once per search, so that a hundred thousand records are tested in milliseconds. */
export function compileFilter(portal: Portal, table: ObjectTable, filter: SearchFilter): Predicate {
  const { propertyName, operator } = filter;
  if (propertyName.startsWith('associations.')) return compileAssociation(portal, table, filter);
  const read = (record: StoredRecord) => readValue(table, record, propertyName);
  if (operator === 'HAS_PROPERTY') return (record) => read(record) !== null;
  if (operator === 'NOT_HAS_PROPERTY') return (record) => read(record) === null;
  if (operator === 'CONTAINS_TOKEN' || operator === 'NOT_CONTAINS_TOKEN') {
    const isWanted = operator === 'CONTAINS_TOKEN';
    return (record) => {
      const value = read(record);
      return value !== null && hasTokens(value, filter.value ?? '') === isWanted;
    };
  }
  const numbers = numberReader(table, propertyName);
  return numbers === undefined
    ? compileText(table, filter, read)
    : compileNumber(filter, numbers, isInstant(table, propertyName));
}

/** For numbers and instants; undefined for a property that is compared as text. */
export function numberReader(table: ObjectTable, property: string): NumberReader | undefined {
  if (property === 'hs_object_id') return (record) => record.idNumber;
  if (property === table.name.modifiedProperty) return (record) => record.updatedAtMs;
  if (table.name.createdProperties.includes(property)) return (record) => record.createdAtMs;
  const type = table.catalog.get(property)?.type;
  if (type === 'number') return (record) => toNumber(record.values.get(property));
  if (type === 'datetime' || type === 'date') {
    return (record) => toInstant(record.values.get(property) ?? '') ?? Number.NaN;
  }
  return undefined;
}

function isInstant(table: ObjectTable, property: string): boolean {
  const type = table.catalog.get(property)?.type;
  return type === 'datetime' || type === 'date';
}

function toNumber(text: string | undefined): number {
  return text === undefined || text === '' ? Number.NaN : Number(text);
}

function compileNumber(filter: SearchFilter, read: NumberReader, isTime: boolean): Predicate {
  const parse = (text: string | null | undefined) =>
    isTime ? (toInstant(text ?? '') ?? Number.NaN) : toNumber(text ?? undefined);
  const value = parse(filter.value);
  const high = parse(filter.highValue);
  const values = new Set((filter.values ?? []).map(parse));
  switch (filter.operator) {
    case 'EQ':
      return (record) => read(record) === value;
    case 'NEQ':
      return (record) => !Number.isNaN(read(record)) && read(record) !== value;
    case 'LT':
      return (record) => read(record) < value;
    case 'LTE':
      return (record) => read(record) <= value;
    case 'GT':
      return (record) => read(record) > value;
    case 'GTE':
      return (record) => read(record) >= value;
    case 'BETWEEN':
      return (record) => read(record) >= value && read(record) <= high;
    case 'IN':
      return (record) => values.has(read(record));
    case 'NOT_IN':
      return (record) => !Number.isNaN(read(record)) && !values.has(read(record));
    default:
      return () => false;
  }
}

/**
 * Text ignores case, options do not. IN and NOT_IN on text compare with the index's lower-case form as the
 * request spells it, so that an upper-case value never matches, as live.
 */
function compileText(
  table: ObjectTable,
  filter: SearchFilter,
  readRaw: (record: StoredRecord) => string | null,
): Predicate {
  const isText = table.catalog.get(filter.propertyName)?.type !== 'enumeration';
  const fold = (text: string) => (isText ? text.toLowerCase() : text);
  const value = fold(filter.value ?? '');
  const high = fold(filter.highValue ?? '');
  const values = new Set(filter.values ?? []);
  const test = (accepts: (text: string) => boolean): Predicate => {
    return (record) => {
      const text = readRaw(record);
      return text !== null && accepts(fold(text));
    };
  };
  switch (filter.operator) {
    case 'EQ':
      return test((text) => text === value);
    case 'NEQ':
      return test((text) => text !== value);
    case 'LT':
      return test((text) => text < value);
    case 'LTE':
      return test((text) => text <= value);
    case 'GT':
      return test((text) => text > value);
    case 'GTE':
      return test((text) => text >= value);
    case 'BETWEEN':
      return test((text) => text >= value && text <= high);
    case 'IN':
      return test((text) => values.has(text));
    case 'NOT_IN':
      return test((text) => !values.has(text));
    default:
      return () => false;
  }
}

/** The pseudo-property `associations.contact`, with EQ or IN of ids. */
function compileAssociation(portal: Portal, table: ObjectTable, filter: SearchFilter): Predicate {
  const spelling = filter.propertyName.slice('associations.'.length).toLowerCase();
  const to = portal.tables.get(portal.names.get(spelling)?.plural ?? '');
  if (to === undefined) return () => false;
  const wanted = new Set([...(filter.values ?? []), ...(filter.value === undefined ? [] : [filter.value])]);
  return (record) => liveAssociations(portal, table, record.id, to).some(({ toId }) => wanted.has(toId));
}
