import { isUntracked } from './field-history.ts';
import type { ObjectDefinition } from './object-definition.ts';
import type { Org } from './org.ts';

/** An object as the API user meets it: a hidden one, or a history that is not kept, is as if it were not there. */
export function servedObject(org: Org, name: string, tooling = false): ObjectDefinition | undefined {
  const object = org.catalog.findObject(name);
  if (object === undefined || (object.tooling && !tooling)) return undefined;
  return org.rules.hiddenObjects.has(object.name) || isUntracked(org, object.name) ? undefined : object;
}
