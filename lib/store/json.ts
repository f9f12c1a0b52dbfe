import { AppError } from '../domain/app-error.ts';

/** JSON with sorted keys: equal values give equal text, whatever order they were built in. */
export function stableJson(value: unknown): string {
  return JSON.stringify(sorted(value));
}

/** A replacer would do the same at four times the cost: it is called for every value there is. */
function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(sorted);
  const entries = Object.entries(value);
  for (const entry of entries) entry[1] = sorted(entry[1]);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Text of an item's attribute. Throws `item-invalid` where this version did not write it. */
export function textOf(item: Readonly<Record<string, unknown>>, attribute: string): string {
  const value = item[attribute];
  if (typeof value !== 'string') throw new AppError('item-invalid', `item lacks text in ${attribute}`);
  return value;
}

/** Parses an attribute that holds JSON with `schema`. Throws `item-invalid`. */
export function jsonOf<T>(
  item: Readonly<Record<string, unknown>>,
  attribute: string,
  schema: { readonly parse: (value: unknown) => T },
): T {
  try {
    return schema.parse(JSON.parse(textOf(item, attribute)));
  } catch (cause) {
    throw new AppError('item-invalid', `item holds an unreadable ${attribute}`, { cause });
  }
}
