import * as z from 'zod';
import type { CrmRecord } from '../../domain/entities.ts';
import type { ChangePage, FieldDescription, ObjectDescription, RejectedRecord } from '../crm.ts';
import type { HubspotApi } from './api.ts';
import { CRM } from './object-names.ts';

/** Owners per page. https://developers.hubspot.com/docs/guides/api/crm/owners */
const OWNER_PAGE = 500;

const Stamp = z
  .union([z.date(), z.string().transform((text) => new Date(text))])
  .refine((date) => !Number.isNaN(date.getTime()))
  .transform((date) => date.toISOString());
const OwnerSchema = z.object({
  id: z.union([z.string().min(1), z.number().transform(String)]),
  email: z.string().nullish(),
  firstName: z.string().nullish(),
  lastName: z.string().nullish(),
  type: z.string().nullish(),
  userId: z.number().nullish(),
  createdAt: Stamp.nullish(),
  updatedAt: Stamp,
  archived: z.boolean().nullish(),
});
const PageSchema = z.object({
  results: z.array(z.unknown()),
  paging: z.object({ next: z.object({ after: z.string() }).nullish() }).nullish(),
});

const FIELDS: readonly (readonly [string, FieldDescription['type']])[] = [
  ['email', 'text'],
  ['firstName', 'text'],
  ['lastName', 'text'],
  ['type', 'text'],
  ['userId', 'number'],
];

/** Owners have no property API: their keys are fixed. */
export const OWNERS: ObjectDescription = {
  object: 'owners',
  fields: FIELDS.map(([name, type]) => ({ name, label: name, type, isWritable: false })),
};

export interface ReadOwners {
  readonly records: readonly CrmRecord[];
  readonly rejects: readonly RejectedRecord[];
}

/** Owners cannot be filtered by change and are few: each run reads all of them, as one page. */
export async function* readOwnerChanges(api: HubspotApi): AsyncGenerator<ChangePage> {
  yield { ...(await readOwners(api)), cursor: { phase: 'whole' }, done: true };
}

/** Those who left come in a pass of their own, and deals still name them. */
export async function readOwners(api: HubspotApi): Promise<ReadOwners> {
  const rows = [...(await readPass(api, false)), ...(await readPass(api, true))];
  const records: CrmRecord[] = [];
  const rejects: RejectedRecord[] = [];
  for (const raw of rows) {
    const owner = OwnerSchema.safeParse(raw);
    if (owner.success) records.push(toRecord(owner.data));
    else rejects.push({ id: idOf(raw), code: 'record-invalid', reason: z.prettifyError(owner.error) });
  }
  return { records, rejects };
}

/** Ids of the owners who are still there. */
export async function listOwnerIds(api: HubspotApi): Promise<readonly string[]> {
  return (await readPass(api, false)).map(idOf);
}

async function readPass(api: HubspotApi, archived: boolean): Promise<readonly unknown[]> {
  const rows: unknown[] = [];
  let after: string | undefined;
  do {
    const from = after;
    const moving = PageSchema.refine(
      ({ paging }) => from === undefined || paging?.next?.after !== from,
      `list of owners does not move past ${from}`,
    );
    // https://developers.hubspot.com/docs/guides/api/crm/owners
    const { data } = await api.read(moving, () =>
      api.owners.getPageWithHttpInfo(undefined, from, OWNER_PAGE, archived),
    );
    rows.push(...data.results);
    after = data.paging?.next?.after;
  } while (after !== undefined);
  return rows;
}

function toRecord(owner: z.infer<typeof OwnerSchema>): CrmRecord {
  const { id, email, firstName, lastName, type, userId, createdAt, updatedAt, archived } = owner;
  return {
    crm: CRM,
    object: OWNERS.object,
    id,
    version: updatedAt,
    createdAt: createdAt ?? null,
    deleted: archived === true,
    fields: {
      email: email ?? null,
      firstName: firstName ?? null,
      lastName: lastName ?? null,
      type: type ?? null,
      userId: userId === null || userId === undefined ? null : String(userId),
    },
    links: [],
  };
}

function idOf(raw: unknown): string {
  const id = z.object({ id: z.union([z.string(), z.number()]) }).safeParse(raw).data?.id;
  return id === undefined ? '(no id)' : String(id);
}
