import * as z from 'zod';
import type { ChangePage, Cursor, ObjectDescription, RecordPatch } from '../crm.ts';
import { CrmFailure } from '../crm-failure.ts';
import { CompleteAnswer } from './query.ts';
import { stampOf, toRecords } from './rows.ts';
import type { SalesforceClient } from './salesforce-client.ts';
import { planRead } from './soql.ts';

const CursorSchema = z
  .object({ list: z.int().nonnegative(), id: z.string().regex(/^[A-Za-z0-9]*$/) })
  .nullable();

/**
 * Values of formula and roll-up fields of all live records, in the order of their ids, as patches of the version they
 * were read with. An object without such fields costs no call.
 */
export async function* sweepComputed(
  client: SalesforceClient,
  description: ObjectDescription,
  cursor: Cursor | null,
): AsyncGenerator<ChangePage> {
  const { object } = description;
  const fields = description.fields.filter(({ isComputed }) => isComputed === true).map(({ name }) => name);
  const { fieldLists, stamp } = planRead(description, fields);
  const lists = fields.length === 0 ? [] : fieldLists;
  let { list, id } = CursorSchema.parse(cursor) ?? { list: 0, id: '' };
  while (list < lists.length) {
    const names = lists[list] ?? [];
    const where = id === '' ? '' : ` WHERE Id > '${id}'`;
    const soql = `SELECT ${names.join()} FROM ${object}${where} ORDER BY Id ASC`;
    // Live records only: nothing is computed for deleted ones.
    const path = `/query?q=${encodeURIComponent(soql)}`;
    const { records: rows, done } = await client.read({ method: 'GET', path }, CompleteAnswer);
    const last = String(rows.at(-1)?.['Id'] ?? id);
    if (!done && last <= id) throw new CrmFailure('corrupt', `${object}: ids out of order while sweeping`);
    if (done) list += 1;
    id = done ? '' : last;
    const read = toRecords(rows, partOf(description, names), stamp);
    yield {
      records: [],
      rejects: read.flatMap((row) => ('reject' in row ? [row.reject] : [])),
      patches: read.flatMap((row) => ('record' in row ? [toPatch(row.record, description)] : [])),
      cursor: { list, id },
      done: list === lists.length,
    };
  }
  if (lists.length === 0) yield { records: [], rejects: [], cursor: { list, id }, done: true };
}

function partOf({ object, fields }: ObjectDescription, names: readonly string[]): ObjectDescription {
  return { object, fields: fields.filter(({ name }) => names.includes(name)) };
}

/** The id and the stamp were read to place the values; they are no part of the patch. */
function toPatch(
  record: {
    readonly id: string;
    readonly version: string;
    readonly fields: NonNullable<RecordPatch['fields']>;
  },
  description: ObjectDescription,
): RecordPatch {
  const keys = ['Id', stampOf(description)];
  const fields = Object.fromEntries(Object.entries(record.fields).filter(([name]) => !keys.includes(name)));
  return { id: record.id, version: record.version, fields };
}
