import { type ChildRow, pointersTo } from './cascades.ts';
import { binRecord } from './delete-records.ts';
import { isHistoryObject } from './field-history.ts';
import type { ObjectDefinition } from './object-definition.ts';
import type { Org } from './org.ts';
import { changeRow, systemStamp, userStamp } from './record-changes.ts';
import type { Refusal } from './salesforce-errors.ts';
import type { FieldValue, StoredRow } from './value-types.ts';

type MergeOutcome =
  | {
      readonly ok: true;
      readonly id: string;
      readonly mergedRecordIds: readonly string[];
      readonly updatedRelatedIds: readonly string[];
    }
  | { readonly ok: false; readonly refusal: Refusal };

/** Records that give way to one other. https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_calls_merge.htm */
const MAX_LOSERS = 2;
const MERGEABLE = ['Lead', 'Contact', 'Account'];
/** Children of which a parent has one at most per partner: the loser's goes where the winner has one. */
const PAIRED: Readonly<Record<string, string>> = {
  CampaignMember: 'CampaignId',
  OpportunityContactRole: 'OpportunityId',
};

const refuse = (code: string, message: string): MergeOutcome => ({
  ok: false,
  refusal: { code, message, fields: [] },
});

/** Merges up to two records into a third: children move over, the losers go to the bin and name the winner. */
export function mergeRecords(
  org: Org,
  object: ObjectDefinition,
  merge: {
    readonly winnerId: string;
    readonly loserIds: readonly string[];
    /** Values the winner takes on. */
    readonly values?: Readonly<Record<string, FieldValue>>;
  },
): MergeOutcome {
  const { winnerId, loserIds, values = {} } = merge;
  if (!MERGEABLE.includes(object.name))
    return refuse('INVALID_TYPE', `entity type cannot be merged: ${object.name}`);
  if (loserIds.length === 0) return refuse('REQUIRED_FIELD_MISSING', 'recordToMergeIds is required');
  if (loserIds.length > MAX_LOSERS)
    return refuse('EXCEEDED_ID_LIMIT', `cannot merge more than ${MAX_LOSERS} records into one`);
  const table = org.store.table(object.name);
  const winner = table.find(winnerId);
  const losers = loserIds.flatMap((id) => table.find(id) ?? []);
  if (winner === undefined || losers.length < loserIds.length)
    return refuse('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id');
  if ([winner, ...losers].some((row) => row.values['IsDeleted'] === true))
    return refuse('ENTITY_IS_DELETED', 'entity is deleted');
  if (losers.some(({ id }) => id === winner.id))
    return refuse('DUPLICATE_VALUE', `duplicate id specified: ${winner.id}`);
  if ([winner, ...losers].some((row) => row.values['IsConverted'] === true))
    return refuse('CANNOT_UPDATE_CONVERTED_LEAD', 'cannot reference converted lead');
  return org.store.transact(() => ({ result: merged(org, object.name, winner, losers, values), keep: true }));
}

function merged(
  org: Org,
  object: string,
  winner: StoredRow,
  losers: readonly StoredRow[],
  values: Readonly<Record<string, FieldValue>>,
): MergeOutcome {
  const updatedRelatedIds = losers.flatMap((loser) => moveChildren(org, object, loser.id, winner.id));
  for (const loser of losers) binRecord(org, object, loser, { MasterRecordId: winner.id });
  const now = org.store.table(object).get(winner.id) ?? winner;
  changeRow(org, object, now, { ...values, ...userStamp(org) }, { cause: 'merge' });
  return { ok: true, id: winner.id, mergedRecordIds: losers.map(({ id }) => id), updatedRelatedIds };
}

function moveChildren(org: Org, object: string, from: string, to: string): readonly string[] {
  return pointersTo(org, object, from)
    .filter((child) => !isHistoryObject(child.object))
    .map((child) => {
      if (hasPair(org, child, to)) binRecord(org, child.object, child.row);
      else changeRow(org, child.object, child.row, { [child.field]: to, ...systemStamp(org) });
      return child.row.id;
    });
}

function hasPair(org: Org, { object, field, row }: ChildRow, to: string): boolean {
  const partner = PAIRED[object];
  if (partner === undefined || field === partner) return false;
  return org.store
    .table(object)
    .holding(field, to)
    .some(({ values }) => values['IsDeleted'] !== true && values[partner] === row.values[partner]);
}
