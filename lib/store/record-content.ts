import { hash } from 'node:crypto';
import type { CrmRecord, FieldValue } from '../domain/entities.ts';
import { stableJson } from './json.ts';

/** Values that a sweep put there; a later full read of the record does not bring them and must not take them. */
export const HISTORY_PREFIX = 'history:';

/** Characters of a digest that are kept: 132 bits. */
const DIGEST_LENGTH = 22;

type Fields = Readonly<Record<string, FieldValue>>;

/** Digest of a record's content without its volatile and blank fields, so that a new blank field changes nothing. */
export function contentHash(
  { fields, links, deleted }: Pick<CrmRecord, 'fields' | 'links' | 'deleted'>,
  volatile: ReadonlySet<string>,
): string {
  const { lasting } = writtenOut(fields, volatile);
  return digestOf(`{"deleted":${deleted},"fields":{${lasting}},"links":${linksJson(links)}}`);
}

/** JSON of fields in the order of their names, without blank ones: what is not there reads as null. */
export function fieldsJson(fields: Fields): string {
  return `{${(last.fields === fields ? last : writtenOut(fields, last.volatile)).all}}`;
}

export function linksJson(links: CrmRecord['links']): string {
  return links.length === 0 ? '[]' : stableJson(links);
}

export function digestOf(text: string): string {
  return hash('sha256', text, 'base64url').slice(0, DIGEST_LENGTH);
}

interface Written {
  readonly fields: Fields;
  readonly volatile: ReadonlySet<string>;
  /** Members of the JSON of all fields that are not null. */
  readonly all: string;
  /** Those of them that a digest takes. */
  readonly lasting: string;
}

/** A record is written out for its digest and at once again for its item: once is enough. */
let last: Written = { fields: {}, volatile: new Set(), all: '', lasting: '' };

function writtenOut(fields: Fields, volatile: ReadonlySet<string>): Written {
  if (last.fields === fields && last.volatile === volatile) return last;
  let all = '';
  let lasting = '';
  for (const { name, key, isVolatile } of layoutOf(fields, volatile)) {
    const value = fields[name];
    if (value === undefined || value === null) continue;
    const member = key + valueJson(value);
    all += all === '' ? member : `,${member}`;
    if (value !== '' && !isVolatile) lasting += lasting === '' ? member : `,${member}`;
  }
  last = { fields, volatile, all, lasting };
  return last;
}

/** Printable ASCII without quote and backslash: stands in JSON as it is. */
const PLAIN_TEXT = /^[ !#-[\]-~]*$/;

function valueJson(value: string | number | boolean): string {
  return typeof value === 'string' && PLAIN_TEXT.test(value) ? `"${value}"` : JSON.stringify(value);
}

interface Layout {
  readonly names: readonly string[];
  readonly volatile: ReadonlySet<string>;
  /** In the order of names. */
  readonly sorted: readonly { readonly name: string; readonly key: string; readonly isVolatile: boolean }[];
}

let lastLayout: Layout = { names: [], volatile: new Set(), sorted: [] };

/** Records of one object name the same fields in the same order, one after the other: what was sorted last fits again. */
function layoutOf(fields: Fields, volatile: ReadonlySet<string>): Layout['sorted'] {
  const names = Object.keys(fields);
  const before = lastLayout;
  const isSame = names.length === before.names.length && names.every((name, i) => name === before.names[i]);
  if (isSame && volatile === before.volatile) return before.sorted;
  const sorted = names
    .toSorted()
    .map((name) => ({ name, key: `${JSON.stringify(name)}:`, isVolatile: volatile.has(name) }));
  lastLayout = { names, volatile, sorted };
  return sorted;
}
