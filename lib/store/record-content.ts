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
  const kept = flatJson(fields, (name, value) => value !== '' && !volatile.has(name));
  const linked = links.length === 0 ? '[]' : stableJson(links);
  return digestOf(`{"deleted":${deleted},"fields":${kept},"links":${linked}}`);
}

/** JSON of fields in the order of their names, without blank ones: what is not there reads as null. */
export function fieldsJson(fields: Fields): string {
  return flatJson(fields, () => true);
}

export function digestOf(text: string): string {
  return hash('sha256', text, 'base64url').slice(0, DIGEST_LENGTH);
}

function flatJson(fields: Fields, isKept: (name: string, value: FieldValue) => boolean): string {
  let text = '';
  for (const name of sortedNames(fields)) {
    const value = fields[name];
    if (value === undefined || value === null || !isKept(name, value)) continue;
    text += `${text === '' ? '' : ','}${keyOf(name)}${JSON.stringify(value)}`;
  }
  return `{${text}}`;
}

let lastNames: readonly string[] = [];
let lastSorted: readonly string[] = [];

/** Records of one object name the same fields in the same order, one after the other: what was sorted last fits again. */
function sortedNames(fields: Fields): readonly string[] {
  const names = Object.keys(fields);
  if (names.length === lastNames.length && names.every((name, i) => name === lastNames[i])) return lastSorted;
  lastNames = names;
  lastSorted = names.toSorted();
  return lastSorted;
}

/** JSON of names, which are a few hundred and come with each record. */
const KEYS = new Map<string, string>();

function keyOf(name: string): string {
  const known = KEYS.get(name);
  if (known !== undefined) return known;
  const key = `${JSON.stringify(name)}:`;
  KEYS.set(name, key);
  return key;
}
