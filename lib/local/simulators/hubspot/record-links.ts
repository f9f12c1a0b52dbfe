import type { Link } from './association-store.ts';
import { defaultType, isPrimaryType, targetOf } from './association-types.ts';
import { invalidRequest } from './hubspot-errors.ts';
import type { Portal } from './portal.ts';
import type { ChangeSource } from './stored-record.ts';

export interface NewAssociation {
  readonly to: { readonly id: string };
  readonly types: readonly { readonly associationTypeId: number }[];
}

/** Stamps neither record: the vendor does not either. */
export function associate(
  portal: Portal,
  link: Link,
  typeIds: readonly number[],
  source: ChangeSource,
): void {
  portal.associations.add(link, typeIds);
  announce(portal, link, { typeIds, isRemoved: false, source });
}

/** Without type ids, all of them. Stamps neither record. */
export function dissociate(
  portal: Portal,
  link: Link,
  typeIds: readonly number[] | undefined,
  source: ChangeSource,
): void {
  if (typeIds === undefined) portal.associations.remove(link);
  else portal.associations.removeTypes(link, typeIds);
  announce(portal, link, { typeIds: typeIds ?? [], isRemoved: true, source });
}

export function toLinks({ to, types }: NewAssociation) {
  return types.map(({ associationTypeId }) => {
    const target = targetOf(associationTypeId);
    if (target === undefined) throw invalidRequest(`Unknown association type ${associationTypeId}`);
    return { to: target, toId: to.id, typeId: associationTypeId };
  });
}

function announce(
  portal: Portal,
  link: Link,
  change: {
    readonly typeIds: readonly number[];
    readonly isRemoved: boolean;
    readonly source: ChangeSource;
  },
): void {
  const [typeId = defaultType(link.from, link.to).typeId] = change.typeIds;
  portal.changes.record({
    kind: 'associationChange',
    object: link.from,
    id: link.fromId,
    toObject: link.to,
    toId: link.toId,
    typeId,
    isPrimary: isPrimaryType(typeId),
    isRemoved: change.isRemoved,
    atMs: portal.clock.nowMs(),
    source: change.source,
  });
}
