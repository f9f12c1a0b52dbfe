import * as z from 'zod';
import { defineEdit, type Edit, type EditAnswer } from './edit.ts';
import type { ObjectDefinition } from './object-definition.ts';
import { type Org, stampNow } from './org.ts';
import { changeRow } from './record-changes.ts';
import { badRequest, notFound, SalesforceError, statusOf, unsupportedObject } from './salesforce-errors.ts';
import { type FieldValue, parseDateTime, type StoredRow } from './value-types.ts';
import { createRecord, deleteRecord, updateRecord, type WriteOutcome } from './write-records.ts';

const ValueSchema = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const ValuesSchema = z.record(z.string(), ValueSchema);
const WhenSchema = {
  object: z.string(),
  /** Who made the edit; left out: the user of the API. */
  by: z.string().optional(),
  /** A long transaction: queries see the edit when so much time has passed. */
  visibleAfterMs: z.int().nonnegative().optional(),
  /** SystemModstamp instead of now: what an import with a wrong clock leaves. */
  stamp: z.iso.datetime({ offset: true }).optional(),
};
type When = { readonly object: string } & {
  readonly [name in 'by' | 'stamp']?: string | undefined;
} & { readonly visibleAfterMs?: number | undefined };

const OneSchema = z.strictObject({ ...WhenSchema, verb: z.string(), id: z.string() });
const CreateSchema = z.strictObject({ ...WhenSchema, verb: z.string(), values: ValuesSchema });
const UpdateSchema = OneSchema.extend({ values: ValuesSchema });
const TouchSchema = z.strictObject({
  ...WhenSchema,
  verb: z.string(),
  count: z.int().positive(),
  values: ValuesSchema.default({}),
});

/** Edits of single records and of many at once, as a person or an automation in the org makes them. */
export const RECORD_EDITS: readonly Edit[] = [
  defineEdit('create', CreateSchema, (org, edit) =>
    edited(org, edit, (object) => createRecord(org, object, edit.values)),
  ),
  defineEdit('update', UpdateSchema, (org, edit) =>
    edited(org, edit, (object) => updateRecord(org, object, edit.id, edit.values)),
  ),
  defineEdit('delete', OneSchema, (org, edit) =>
    edited(org, edit, (object) => deleteRecord(org, object, edit.id)),
  ),
  defineEdit('touch', TouchSchema, touch),
  defineEdit('recalculate', UpdateSchema, recalculate),
];

function edited(org: Org, edit: When, write: (object: ObjectDefinition) => WriteOutcome): EditAnswer {
  const object = findObject(org, edit.object);
  return inTransaction(org, edit, () => {
    const outcome = write(object);
    if (!outcome.ok) throw new SalesforceError(statusOfFirst(outcome), ...outcome.refusals);
    const row = org.store.table(object.name).find(outcome.id);
    if (row === undefined) throw notFound();
    const stamp = stampOfEdit(org, edit);
    org.store.update(object.name, row, { SystemModstamp: stamp, ...authorOf(edit, outcome.created) });
    return { ids: [row.id], stamp };
  });
}

const statusOfFirst = ({ refusals }: Extract<WriteOutcome, { ok: false }>): number => {
  const [first] = refusals;
  return first === undefined ? 400 : statusOf(first);
};

/** Stamps the first `count` live records alike: more equal stamps than a page has rows. */
function touch(org: Org, edit: z.infer<typeof TouchSchema>): EditAnswer {
  const object = findObject(org, edit.object);
  return inTransaction(org, edit, () => {
    const stamp = stampOfEdit(org, edit);
    const rows: StoredRow[] = [];
    for (const row of org.store.table(object.name).shownById()) {
      if (rows.length === edit.count) break;
      if (row.values['IsDeleted'] !== true) rows.push(row);
    }
    const change = { ...edit.values, LastModifiedDate: stamp, SystemModstamp: stamp, ...authorOf(edit) };
    org.store.transact(() => {
      for (const row of rows) changeRow(org, object.name, row, change);
      return { result: undefined, keep: true };
    });
    return { ids: rows.map(({ id }) => id), stamp };
  });
}

/** A formula or roll-up comes to another value: no stamp moves. */
function recalculate(org: Org, edit: z.infer<typeof UpdateSchema>): EditAnswer {
  const object = findObject(org, edit.object);
  const row = org.store.table(object.name).find(edit.id);
  if (row === undefined) throw notFound();
  for (const name of Object.keys(edit.values)) {
    if (org.catalog.findField(object.name, name) === undefined)
      throw badRequest('INVALID_FIELD', `No such column '${name}' on sobject of type ${object.name}`);
  }
  inTransaction(org, edit, () => org.store.update(object.name, row, edit.values));
  return { ids: [row.id] };
}

function findObject(org: Org, name: string): ObjectDefinition {
  const object = org.catalog.findObject(name);
  if (object === undefined) throw badRequest('INVALID_TYPE', unsupportedObject(name));
  return object;
}

const stampOfEdit = (org: Org, { stamp }: When): string =>
  (stamp === undefined ? undefined : parseDateTime(stamp)) ?? stampNow(org);

const authorOf = ({ by }: When, isCreator = false): Record<string, FieldValue> =>
  by === undefined ? {} : { LastModifiedById: by, ...(isCreator ? { CreatedById: by } : {}) };

const inTransaction = <T>(org: Org, { visibleAfterMs }: When, work: () => T): T =>
  visibleAfterMs === undefined ? work() : org.store.commitAfter(visibleAfterMs, work);
