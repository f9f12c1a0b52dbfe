import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import type { CrmRecord, RecordRef, SourceAttributes } from '../domain/entities.ts';
import { jsonOf, stableJson, textOf } from './json.ts';
import { recordKey, recordPartitions, shardOf } from './keys.ts';
import type { Item, Table } from './table.ts';

/** A record as the store holds it: with the source attributes it had when it was first seen. */
export interface StoredRecord extends CrmRecord {
  /** Digest of what people and automations can change; our stamps are not in it. */
  readonly hash: string;
  readonly origin: SourceAttributes | null;
}

export interface IncomingRecord {
  readonly record: CrmRecord;
  /** Fields whose change alone is no change of the record (stamps, last viewed). */
  readonly volatile: ReadonlySet<string>;
  readonly origin: SourceAttributes | null;
}

export interface UpsertCount {
  /** New records and records whose content changed. */
  readonly upserted: number;
  readonly deleted: number;
  /** Same version, older version, or a newer stamp on the same content. */
  readonly unchanged: number;
}

/**
 * Bytes of a record's content; DynamoDB takes 400 KB an item, and key, stamps and origin need their share.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html
 */
const CONTENT_BYTES = 380_000;

const FieldsSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));
const LinksSchema = z.array(
  z.object({ to: z.object({ crm: z.string(), object: z.string(), id: z.string() }), isPrimary: z.boolean() }),
);
const Nullable = z.nullable(z.string());
const OriginSchema = z.object({
  utmSource: Nullable,
  utmMedium: Nullable,
  utmCampaign: Nullable,
  leadSource: Nullable,
  analyticsSource: Nullable,
  form: Nullable,
  landingPage: Nullable,
  campaign: Nullable,
  campaignType: Nullable,
});

/**
 * Stores one page of one object: newer versions replace older ones, the first sight of a source stays.
 * The caller holds the object's lease. Storing the same page again changes nothing.
 */
export async function upsertRecords(table: Table, page: readonly IncomingRecord[]): Promise<UpsertCount> {
  const newest = newestById(page);
  const stored = await table.batchGet(newest.map(({ record }) => recordKey(record)));
  const known = new Map(stored.map((item) => [item.sk, toStoredRecord(item)]));
  const count = { upserted: 0, deleted: 0, unchanged: page.length - newest.length };
  const puts: Item[] = [];
  for (const incoming of newest) {
    const before = known.get(incoming.record.id);
    const next = merge(incoming, before);
    if (next === undefined) {
      count.unchanged += 1;
      continue;
    }
    puts.push(toRecordItem(next));
    if (next.hash === before?.hash) count.unchanged += 1;
    else if (next.deleted) count.deleted += 1;
    else count.upserted += 1;
  }
  await table.batchWrite(puts.map((put) => ({ put })));
  return count;
}

/** Whether a record fits into one item; its fields and links make up nearly all of it. */
export function isStorable({ fields, links }: CrmRecord): boolean {
  return Buffer.byteLength(JSON.stringify(fields) + JSON.stringify(links)) <= CONTENT_BYTES;
}

/** Every stored record of an object, deleted ones included, in id order. */
export async function loadRecords(
  table: Table,
  crm: string,
  object: string,
): Promise<readonly StoredRecord[]> {
  const shards = await Promise.all(recordPartitions(crm, object).map((pk) => table.query(pk)));
  return shards
    .flat()
    .map(toStoredRecord)
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** The stored records among `refs`, in no particular order. */
export async function loadStored(table: Table, refs: readonly RecordRef[]): Promise<readonly StoredRecord[]> {
  return (await table.batchGet(refs.map(recordKey))).map(toStoredRecord);
}

/** Puts records as they are now known to be, e.g. after our own write. The caller holds the object's lease. */
export async function putRecords(table: Table, records: readonly StoredRecord[]): Promise<void> {
  await table.batchWrite(records.map((record) => ({ put: toRecordItem(record) })));
}

/** Digest of a record's content without its volatile and blank fields, so that a new blank field changes nothing. */
export function contentHash(record: CrmRecord, volatile: ReadonlySet<string>): string {
  const fields = Object.fromEntries(
    Object.entries(record.fields).filter(
      ([name, value]) => value !== null && value !== '' && !volatile.has(name),
    ),
  );
  const content = stableJson({ fields, links: record.links, deleted: record.deleted });
  return createHash('sha256').update(content).digest('base64url').slice(0, 22);
}

function merge(incoming: IncomingRecord, before: StoredRecord | undefined): StoredRecord | undefined {
  const { record, volatile, origin } = incoming;
  const hash = contentHash(record, volatile);
  if (before === undefined) return { ...record, hash, origin };
  if (record.version < before.version) return undefined;
  if (record.version === before.version && hash === before.hash) return undefined;
  return { ...record, hash, origin: frozen(before.origin, origin) };
}

/** First sight wins; what was blank then may still be filled. */
function frozen(first: SourceAttributes | null, now: SourceAttributes | null): SourceAttributes | null {
  if (first === null || now === null) return first ?? now;
  const isBlank = Object.values(first).every((value) => value === null);
  return isBlank ? now : first;
}

function newestById(page: readonly IncomingRecord[]): readonly IncomingRecord[] {
  const byId = new Map<string, IncomingRecord>();
  for (const incoming of page) {
    const other = byId.get(incoming.record.id);
    if (other === undefined || other.record.version <= incoming.record.version)
      byId.set(incoming.record.id, incoming);
  }
  return [...byId.values()];
}

function toRecordItem(record: StoredRecord): Item {
  const { crm, object, id, version, createdAt, deleted, fields, links, hash, origin } = record;
  return {
    ...recordKey(record),
    shard: shardOf(id),
    crm,
    object,
    version,
    createdAt,
    deleted,
    hash,
    fields: stableJson(fields),
    links: stableJson(links),
    origin: origin === null ? null : stableJson(origin),
  };
}

function toStoredRecord(item: Item): StoredRecord {
  const { createdAt, deleted, origin } = item;
  return {
    crm: textOf(item, 'crm'),
    object: textOf(item, 'object'),
    id: item.sk,
    version: textOf(item, 'version'),
    createdAt: typeof createdAt === 'string' ? createdAt : null,
    deleted: deleted === true,
    hash: textOf(item, 'hash'),
    fields: jsonOf(item, 'fields', FieldsSchema),
    links: jsonOf(item, 'links', LinksSchema),
    origin: typeof origin === 'string' ? jsonOf(item, 'origin', OriginSchema) : null,
  };
}
