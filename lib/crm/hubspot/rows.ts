import * as z from 'zod';
import type { CrmRecord } from '../../domain/entities.ts';
import type { RejectedRecord } from '../crm.ts';
import { inlineLinks } from './links.ts';
import { CRM, modifiedProperty } from './object-names.ts';

/** Dates where the SDK parsed the row, text where it passed the body through. */
const Stamp = z
  .union([z.date(), z.string().transform((text) => new Date(text))])
  .nullish()
  .transform((date) => (date && !Number.isNaN(date.getTime()) ? date.toISOString() : undefined));
const Id = z.union([z.string().min(1), z.number().transform(String)]);
/** Half a surrogate pair is no text: a store would change it on the way. A number that is not finite is none either. */
const Value = z
  .union([z.string().refine(isWellFormed), z.number().transform(String), z.boolean().transform(String)])
  .nullable();
const InlineSchema = z.object({
  results: z.array(z.object({ id: Id, type: z.string() })),
  paging: z.object({ next: z.object({ after: z.string() }).nullish() }).nullish(),
});
const RowSchema = z.object({
  id: Id,
  properties: z.record(z.string(), Value),
  createdAt: Stamp,
  updatedAt: Stamp,
  archived: z.boolean().nullish(),
  archivedAt: Stamp,
  associations: z.record(z.string(), InlineSchema).nullish(),
});

/** What a page of raw rows holds, in its order. */
export interface ReadRows {
  readonly records: readonly CrmRecord[];
  readonly rejects: readonly RejectedRecord[];
  /** Ids whose inline associations were cut, by the object they lead to. */
  readonly cutLinks: Readonly<Record<string, readonly string[]>>;
}

/** Rows to records. A row without an id or a stamp is a reject; the others go on. */
export function readRows(object: string, rows: readonly unknown[]): ReadRows {
  const records: CrmRecord[] = [];
  const rejects: RejectedRecord[] = [];
  const cutLinks: Record<string, string[]> = {};
  for (const raw of rows) {
    const row = RowSchema.safeParse(raw);
    if (!row.success) {
      rejects.push(toReject(object, raw, z.prettifyError(row.error)));
      continue;
    }
    const { id, associations } = row.data;
    const modified = stampOf(row.data.properties[modifiedProperty(object)]);
    // An archived record may keep the stamp of its last change.
    const version = latest(latest(row.data.updatedAt, modified), row.data.archivedAt);
    if (version === undefined) rejects.push(toReject(object, raw, 'has no updatedAt'));
    else records.push(toRecord(object, row.data, version));
    for (const [to, { paging }] of Object.entries(associations ?? {})) {
      if (paging?.next) cutLinks[to] = [...(cutLinks[to] ?? []), id];
    }
  }
  return { records, rejects, cutLinks };
}

function toRecord(object: string, row: z.infer<typeof RowSchema>, version: string): CrmRecord {
  return {
    crm: CRM,
    object,
    id: row.id,
    version,
    createdAt: row.createdAt ?? null,
    deleted: row.archived === true,
    fields: row.properties,
    links: inlineLinks(object, row.associations ?? {}),
  };
}

/** Names the record and the rule, never a value. */
function toReject(object: string, raw: unknown, reason: string): RejectedRecord {
  const id = z.object({ id: Id }).safeParse(raw).data?.id ?? '(no id)';
  return { id, code: 'record-invalid', reason: `${object} ${id}: ${reason}` };
}

function stampOf(value: string | null | undefined): string | undefined {
  return Stamp.parse(value);
}

function latest(a: string | undefined, b: string | undefined): string | undefined {
  return a === undefined || (b !== undefined && b > a) ? b : a;
}

function isWellFormed(text: string): boolean {
  return text.isWellFormed();
}
