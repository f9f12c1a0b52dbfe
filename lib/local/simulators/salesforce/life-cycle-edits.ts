import * as z from 'zod';
import { convertLead } from './convert-lead.ts';
import { purgeRecord, undeleteRecord } from './delete-records.ts';
import { requireType } from './describe-routes.ts';
import { defineEdit, type Edit, type EditAnswer } from './edit.ts';
import { mergeRecords } from './merge-records.ts';
import type { ObjectDefinition } from './object-definition.ts';
import { type Org, stampNow } from './org.ts';
import { type Refusal, SalesforceError, statusOf } from './salesforce-errors.ts';

const verb = z.string();
const OneSchema = z.strictObject({ verb, object: z.string(), id: z.string() });
const MergeSchema = z.strictObject({
  verb,
  object: z.string(),
  winnerId: z.string(),
  loserIds: z.array(z.string()),
  values: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).default({}),
});
const ConvertSchema = z.strictObject({
  verb,
  leadId: z.string(),
  convertedStatus: z.string().default('Closed - Converted'),
  accountId: z.string().optional(),
  contactId: z.string().optional(),
  opportunityId: z.string().optional(),
  opportunityName: z.string().optional(),
  doNotCreateOpportunity: z.boolean().optional(),
  overwriteLeadSource: z.boolean().optional(),
  ownerId: z.string().optional(),
});

/** What a person does to the life of records: merge, convert, restore, empty the bin, archive. */
export const LIFE_CYCLE_EDITS: readonly Edit[] = [
  defineEdit('merge', MergeSchema, (org, { object, ...merge }) => {
    const outcome = mergeRecords(org, requireType(org, object), merge);
    if (!outcome.ok) throw refusedEdit(outcome.refusal);
    return stamped(org, [outcome.id, ...outcome.mergedRecordIds, ...outcome.updatedRelatedIds]);
  }),
  defineEdit('convert', ConvertSchema, (org, { verb: _, ...conversion }) => {
    const outcome = convertLead(org, conversion);
    if (!outcome.ok) throw refusedEdit(outcome.refusal);
    const { leadId, accountId, contactId, opportunityId } = outcome;
    return stamped(org, [leadId, accountId, contactId, ...(opportunityId === null ? [] : [opportunityId])]);
  }),
  defineEdit('undelete', OneSchema, (org, edit) => inBin(org, edit, undeleteRecord)),
  defineEdit('purge', OneSchema, (org, edit) => inBin(org, edit, purgeRecord)),
  defineEdit('archive', OneSchema, archive),
];

const refusedEdit = (refusal: Refusal): SalesforceError => new SalesforceError(statusOf(refusal), refusal);

const stamped = (org: Org, ids: readonly string[]): EditAnswer => ({ ids, stamp: stampNow(org) });

function inBin(
  org: Org,
  edit: z.infer<typeof OneSchema>,
  act: (org: Org, object: ObjectDefinition, id: string) => Refusal | undefined,
): EditAnswer {
  const refusal = act(org, requireType(org, edit.object), edit.id);
  if (refusal !== undefined) throw refusedEdit(refusal);
  return stamped(org, [edit.id]);
}

/** A year-old activity leaves plain queries without a new stamp: only `queryAll` finds it. */
function archive(org: Org, { object, id }: z.infer<typeof OneSchema>): EditAnswer {
  const row = org.store.table(requireType(org, object).name).find(id);
  if (row === undefined)
    throw refusedEdit({ code: 'INVALID_CROSS_REFERENCE_KEY', message: 'invalid cross reference id' });
  org.store.update(object, row, { IsArchived: true });
  return { ids: [row.id] };
}
