import * as z from 'zod';
import type { CrmRecord } from '../../domain/entities.ts';
import type { RejectedRecord } from '../crm.ts';
import type { HubspotApi } from './api.ts';
import { describeFixed, type WholeRead, type WholeReader, wholeRecord } from './whole-object.ts';

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

/** Owners have no property API: their keys are fixed. */
export const OWNERS: WholeReader = {
  description: describeFixed('owners', [
    ['email', 'text'],
    ['firstName', 'text'],
    ['lastName', 'text'],
    ['type', 'text'],
    ['userId', 'number'],
  ]),
  read: readOwners,
  listIds: async (api) => (await readPass(api, false)).map(idOf),
};

/** Those who left come in a pass of their own, and deals still name them. */
async function readOwners(api: HubspotApi): Promise<WholeRead> {
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

function toRecord({ id, createdAt, updatedAt, archived, ...owner }: z.infer<typeof OwnerSchema>): CrmRecord {
  const { email, firstName, lastName, type, userId } = owner;
  return wholeRecord('owners', {
    id,
    version: updatedAt,
    createdAt: createdAt ?? undefined,
    deleted: archived === true,
    fields: { email, firstName, lastName, type, userId: userId === null ? undefined : userId?.toString() },
  });
}

function idOf(raw: unknown): string {
  const id = z.object({ id: z.union([z.string(), z.number()]) }).safeParse(raw).data?.id;
  return id === undefined ? '(no id)' : String(id);
}
