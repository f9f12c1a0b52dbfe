import { isPlainInstant } from '../../domain/plain-instant.ts';

/** A row as nearly all of them are: values text or blank, stamps in one form, links few enough to come whole. */
export interface PlainRow {
  readonly id: string;
  readonly properties: Readonly<Record<string, string | null>>;
  readonly createdAt: string | undefined;
  readonly updatedAt: string | undefined;
  readonly archivedAt?: undefined;
  readonly archived?: boolean | undefined;
  readonly associations?: PlainLinks | undefined;
}

type PlainLinks = Readonly<
  Record<
    string,
    {
      readonly results: readonly { readonly id: string; readonly type: string }[];
      readonly paging?: undefined;
    }
  >
>;

/**
 * What the schema of rows would make of it, at a tenth of the cost; undefined for any row that is not plain, which the
 * schema judges.
 */
export function toPlainRow(raw: unknown): PlainRow | undefined {
  if (!isObject(raw)) return undefined;
  const { id, properties, createdAt, updatedAt, archived, archivedAt, associations } = raw;
  if (!isFilled(id) || !isPlainValues(properties)) return undefined;
  if (!isPlainStamp(createdAt) || !isPlainStamp(updatedAt) || archivedAt !== undefined) return undefined;
  if (archived !== undefined && typeof archived !== 'boolean') return undefined;
  if (associations !== undefined && !isPlainLinks(associations)) return undefined;
  return { id, properties, createdAt, updatedAt, archived, associations };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  // The schema drops a key of that name.
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !Object.hasOwn(value, '__proto__')
  );
}

function isFilled(id: unknown): id is string {
  return typeof id === 'string' && id !== '';
}

function isPlainValues(values: unknown): values is PlainRow['properties'] {
  return isObject(values) && Object.values(values).every(isPlainValue);
}

function isPlainValue(value: unknown): boolean {
  return value === null || (typeof value === 'string' && value.isWellFormed());
}

function isPlainStamp(value: unknown): value is string | undefined {
  return value === undefined || (typeof value === 'string' && isPlainInstant(value));
}

function isPlainLinks(links: unknown): links is PlainLinks {
  return isObject(links) && Object.values(links).every(isPlainList);
}

/** A list that was cut names its next page. */
function isPlainList(list: unknown): boolean {
  if (!isObject(list) || list['paging'] !== undefined || !Array.isArray(list['results'])) return false;
  return list['results'].every(
    (link) => isObject(link) && isFilled(link['id']) && typeof link['type'] === 'string',
  );
}
