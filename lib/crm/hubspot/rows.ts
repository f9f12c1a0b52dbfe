import * as z from 'zod';
import type { CrmRecord } from '../../domain/entities.ts';
import { isPlainInstant } from '../../domain/plain-instant.ts';
import type { RejectedRecord } from '../crm.ts';
import { inlineLinks } from './links.ts';
import { CRM, modifiedProperty } from './object-names.ts';
import { type PlainRow, toPlainRow } from './plain-row.ts';

const Stamp = z
  .union([z.string(), z.number()])
  .transform((stamp) => new Date(stamp))
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

type Row = PlainRow | z.infer<typeof RowSchema>;

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
    const { data: row, error } = readRow(raw);
    if (row === undefined) {
      rejects.push(toReject(object, raw, z.prettifyError(error)));
      continue;
    }
    const { id, associations } = row;
    const modified = stampOf(row.properties[modifiedProperty(object)]);
    // An archived record may keep the stamp of its last change.
    const version = latest(latest(row.updatedAt, modified), row.archivedAt);
    if (version === undefined) rejects.push(toReject(object, raw, 'has no updatedAt'));
    else records.push(toRecord(object, row, version));
    for (const [to, { paging }] of Object.entries(associations ?? {})) {
      if (paging?.next) cutLinks[to] = [...(cutLinks[to] ?? []), id];
    }
  }
  return { records, rejects, cutLinks };
}

function readRow(
  raw: unknown,
): { readonly data: Row; readonly error?: undefined } | z.ZodSafeParseError<Row> {
  const data = toPlainRow(raw);
  return data === undefined ? RowSchema.safeParse(raw) : { data };
}

function toRecord(object: string, row: Row, version: string): CrmRecord {
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
  return typeof value === 'string' && isPlainInstant(value) ? value : Stamp.parse(value);
}

function latest(a: string | undefined, b: string | undefined): string | undefined {
  return a === undefined || (b !== undefined && b > a) ? b : a;
}

function isWellFormed(text: string): boolean {
  return text.isWellFormed();
}
