import { AppError } from '../domain/app-error.ts';

/** JSON with sorted keys: equal values give equal text, whatever order they were built in. */
export function stableJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
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
