import * as z from 'zod/mini';
import { AppError } from '../domain/app-error.ts';
import type { CrmRecord, SourceAttributes } from '../domain/entities.ts';
import { jsonOf, textOf } from './json.ts';
import { recordKey } from './keys.ts';
import { fieldsJson, linksJson } from './record-content.ts';
import type { Item, TableKey } from './table.ts';

/** A record as the store holds it: with the source attributes it had when it was first seen. */
export interface StoredRecord extends CrmRecord {
  /** Digest of what people and automations can change; our stamps are not in it. */
  readonly hash: string;
  readonly origin: SourceAttributes | null;
  /** ISO instant: when the CRM no longer gave it, where it did not say so by a deleted copy. */
  readonly goneAt?: string;
  /** Id of the record that took its place. */
  readonly mergedInto?: string;
}

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
 * Attributes that say nothing (no links, no origin, not gone) are left out, and what the key says is not repeated: a
 * write costs by the kilobyte. `key` is the record's, where it is known.
 */
export function toRecordItem(record: StoredRecord, key: TableKey = recordKey(record)): Item {
  const { version, createdAt, deleted, fields, links, hash, origin, goneAt, mergedInto } = record;
  return {
    ...key,
    version,
    ...(createdAt === null ? {} : { createdAt }),
    deleted,
    hash,
    fields: fieldsJson(fields),
    ...(links.length === 0 ? {} : { links: linksJson(links) }),
    ...(origin === null ? {} : { origin: originJson(origin) }),
    ...(goneAt === undefined ? {} : { goneAt }),
    ...(mergedInto === undefined ? {} : { mergedInto }),
  };
}

/** Throws `item-invalid` where this version did not write the item. */
export function toStoredRecord(item: Item): StoredRecord {
  const { createdAt, links, goneAt, mergedInto } = item;
  const [, crm, object] = item.pk.split('#');
  if (crm === undefined || object === undefined)
    throw new AppError('item-invalid', `${item.pk} names no object`);
  return {
    crm,
    object,
    id: item.sk,
    version: textOf(item, 'version'),
    createdAt: typeof createdAt === 'string' ? createdAt : null,
    deleted: item['deleted'] === true,
    hash: textOf(item, 'hash'),
    fields: jsonOf(item, 'fields', FieldsSchema),
    links: links === undefined ? [] : jsonOf(item, 'links', LinksSchema),
    origin: originOf(item),
    ...(typeof goneAt === 'string' ? { goneAt } : {}),
    ...(typeof mergedInto === 'string' ? { mergedInto } : {}),
  };
}

/** The source attributes of the first sight, as stored. */
export function originOf(item: Item): SourceAttributes | null {
  return typeof item['origin'] === 'string' ? jsonOf(item, 'origin', OriginSchema) : null;
}

const ORIGIN_NAMES = z.keyof(OriginSchema).options.toSorted();

/** Source attributes as text, in the order of their names. */
export function originJson(origin: SourceAttributes): string {
  const members = ORIGIN_NAMES.map((name) => `"${name}":${JSON.stringify(origin[name])}`);
  return `{${members.join()}}`;
}
