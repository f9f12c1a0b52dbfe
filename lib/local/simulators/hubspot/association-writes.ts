import type { Context } from 'hono';
import type { Link } from './association-store.ts';
import { defaultType } from './association-types.ts';
import { batchResponse } from './batch-response.ts';
import type { BatchError } from './hubspot-errors.ts';
import type { ObjectTable } from './object-table.ts';
import type { Portal } from './portal.ts';
import { associate } from './record-links.ts';
import { INTEGRATION } from './record-writes.ts';

type Pair = {
  readonly from: ObjectTable;
  readonly fromId: string;
  readonly to: ObjectTable;
  readonly toId: string;
};

/** The unlabeled association of each pair, answered in both directions. */
export function associateDefault(c: Context, portal: Portal, pairs: readonly Pair[]): Response {
  const startedAtMs = portal.clock.nowMs();
  const results: unknown[] = [];
  const errors: BatchError[] = [];
  for (const { from, fromId, to, toId } of pairs) {
    const error = refusal(from, fromId, to, toId);
    if (error !== undefined) {
      errors.push(error);
      continue;
    }
    associate(portal, linkOf(from, fromId, to, toId), [], INTEGRATION);
    results.push(defaultLink(from, fromId, to, toId), defaultLink(to, toId, from, fromId));
  }
  return batchResponse(c, portal, { startedAtMs, okStatus: 200, results, errors });
}

/** Why the vendor would not associate the two; undefined where it would. */
export function refusal(
  from: ObjectTable,
  fromId: string,
  to: ObjectTable,
  toId: string,
): BatchError | undefined {
  if (from === to && fromId === toId) {
    const message = `Object ${fromId} cannot be associated to itself (${toId})`;
    return { status: 'error', category: 'VALIDATION_ERROR', message };
  }
  const unknown =
    from.records.get(fromId) === undefined ? fromId : to.records.get(toId) === undefined ? toId : undefined;
  if (unknown === undefined) return undefined;
  return {
    status: 'error',
    category: 'VALIDATION_ERROR',
    subCategory: 'crm.associations.INVALID_IDENTIFIER',
    message: `${unknown} is not a valid ID`,
    context: { id: [unknown] },
  };
}

/** Live, the ids are numbers. */
export function labelled(from: ObjectTable, fromId: string, to: ObjectTable, toId: string) {
  return {
    fromObjectTypeId: from.name.typeId,
    fromObjectId: Number(fromId),
    toObjectTypeId: to.name.typeId,
    toObjectId: Number(toId),
    labels: [],
  };
}

function defaultLink(from: ObjectTable, fromId: string, to: ObjectTable, toId: string) {
  const { typeId } = defaultType(from.name.plural, to.name.plural);
  return {
    from: { id: fromId },
    to: { id: toId },
    associationSpec: { associationCategory: 'HUBSPOT_DEFINED', associationTypeId: typeId },
  };
}

export function linkOf(from: ObjectTable, fromId: string, to: ObjectTable, toId: string): Link {
  return { from: from.name.plural, fromId, to: to.name.plural, toId };
}
