import * as z from 'zod';
import type { Link } from './association-store.ts';
import { EditError } from './edit-error.ts';
import type { Portal } from './portal.ts';
import { tableOf } from './portal.ts';
import { associate, dissociate } from './record-links.ts';
import { mergeRecords } from './record-merge.ts';
import { archiveRecord, createRecord, purgeRecord, restoreRecord, updateRecord } from './record-writes.ts';
import { changeSchema, PropertyEditSchema } from './schema-edits.ts';
import type { ChangeSource, StoredRecord } from './stored-record.ts';

const IdSchema = z.union([z.string(), z.number().transform(String)]);
const ValuesSchema = z.record(z.string(), z.string().nullable());
const OneSchema = z.strictObject({ object: z.string(), id: IdSchema });
const LinkSchema = z.strictObject({
  object: z.string(),
  id: IdSchema,
  toObject: z.string(),
  toId: IdSchema,
  typeIds: z.array(z.int()).optional(),
});

/** What a person does in the vendor's own pages, and what nobody announces. */
const EditSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('create'), object: z.string(), properties: ValuesSchema }),
  OneSchema.extend({
    kind: z.literal('update'),
    properties: ValuesSchema,
    /** False for a value that the vendor computes: no stamp, no event is due to a poll. */
    isStamped: z.boolean().optional(),
  }),
  OneSchema.extend({ kind: z.literal('archive') }),
  OneSchema.extend({ kind: z.literal('restore') }),
  OneSchema.extend({ kind: z.literal('purge') }),
  z.strictObject({
    kind: z.literal('merge'),
    object: z.string(),
    primaryId: IdSchema,
    otherId: IdSchema,
  }),
  LinkSchema.extend({ kind: z.literal('associate') }),
  LinkSchema.extend({ kind: z.literal('dissociate') }),
  /** The vendor's own batch jobs: many records, one stamp. Without ids, the first `count` live ones. */
  z.strictObject({
    kind: z.literal('touch'),
    object: z.string(),
    ids: z.array(IdSchema).optional(),
    count: z.int().positive().optional(),
    at: z.iso.datetime({ offset: true }).optional(),
    properties: ValuesSchema.optional(),
  }),
  ...PropertyEditSchema.options,
]);
export const EditsSchema = z.strictObject({ edits: z.array(EditSchema) });
export type PortalEdit = z.input<typeof EditSchema>;

/** A user of the portal, as `sourceId` names one. */
const PERSON: ChangeSource = { type: 'CRM_UI', id: 'userId:1' };

/**
 * Changes the portal without a vendor path, so that a test can play its users. Answers the ids of the records it
 * changed; throws the vendor's error for an object or a record that does not exist, and for a bad edit a ZodError.
 */
export function applyEdit(portal: Portal, given: PortalEdit): readonly string[] {
  const edit = EditSchema.parse(given);
  switch (edit.kind) {
    case 'create': {
      const table = tableOf(portal, edit.object);
      return [createRecord(portal, table, toValues(edit.properties), [], PERSON).id];
    }
    case 'update': {
      const { isStamped = true } = edit;
      const source = isStamped ? PERSON : { type: 'CALCULATED' };
      const record = target(portal, edit.object, edit.id);
      const write = { source, isStamped };
      updateRecord(portal, tableOf(portal, edit.object), record, toValues(edit.properties), write);
      return [record.id];
    }
    case 'archive':
    case 'restore':
    case 'purge': {
      const record = target(portal, edit.object, edit.id);
      const change = { archive: archiveRecord, restore: restoreRecord, purge: purgeRecord }[edit.kind];
      change(portal, tableOf(portal, edit.object), record, PERSON);
      return [record.id];
    }
    case 'merge': {
      const pair = {
        primary: target(portal, edit.object, edit.primaryId),
        other: target(portal, edit.object, edit.otherId),
      };
      return [mergeRecords(portal, tableOf(portal, edit.object), pair, PERSON).id];
    }
    case 'associate':
      associate(portal, linkOf(portal, edit), edit.typeIds ?? [], PERSON);
      return [edit.id, edit.toId];
    case 'dissociate':
      dissociate(portal, linkOf(portal, edit), edit.typeIds, PERSON);
      return [edit.id, edit.toId];
    case 'touch':
      return touch(portal, edit);
    default:
      changeSchema(portal, edit);
      return [];
  }
}

function touch(portal: Portal, edit: Extract<z.infer<typeof EditSchema>, { kind: 'touch' }>) {
  const table = tableOf(portal, edit.object);
  const atMs = edit.at === undefined ? portal.clock.nowMs() : Date.parse(edit.at);
  const records =
    edit.ids?.map((id) => target(portal, edit.object, id)) ??
    table.records.ordered.filter(({ archivedAtMs }) => archivedAtMs === undefined).slice(0, edit.count);
  const values = toValues(edit.properties ?? {});
  const source = { type: 'BATCH_UPDATE' };
  for (const record of records) updateRecord(portal, table, record, values, { source, atMs });
  return records.map(({ id }) => id);
}

function target(portal: Portal, object: string, id: string): StoredRecord {
  const record = tableOf(portal, object).records.get(id);
  if (record === undefined) throw new EditError(`${object} has no record ${id}`);
  return record;
}

function linkOf(portal: Portal, edit: z.infer<typeof LinkSchema>): Link {
  const from = tableOf(portal, edit.object).name.plural;
  const to = tableOf(portal, edit.toObject).name.plural;
  const fromId = target(portal, from, edit.id).id;
  return { from, fromId, to, toId: target(portal, to, edit.toId).id };
}

function toValues(properties: Readonly<Record<string, string | null>>): ReadonlyMap<string, string | null> {
  return new Map(Object.entries(properties));
}
