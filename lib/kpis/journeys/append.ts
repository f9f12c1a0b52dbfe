/** Adds a value to a key's list, in place: a copy for each value costs the square of a long list. */
export function append<V>(lists: Map<string, V[]>, key: string, value: V): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
