import type { CrmRecord, FieldValue } from '../domain/entities.ts';

/**
 * Bytes of a record's content; DynamoDB takes 400 KB an item, and key, stamps, origin and the history that sweeps add
 * need their share.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html
 */
const CONTENT_BYTES = 320_000;
/** Bytes that a character takes in JSON at most: `\u0000`. */
const CHAR_BYTES = 6;
/** Bytes of a field beside its name and text: quotes, colon, comma, or a number or boolean. */
const FIELD_BYTES = 32;
/** Characters kept of a text that is cut: more than any id, name, address, list of choices or URL has. */
const KEPT_CHARS = 4_000;

export interface Fitted {
  readonly record: CrmRecord;
  /** Fields whose text was cut, by name. */
  readonly cut: readonly string[];
}

/**
 * The record as it fits into one item: its longest texts are cut, one after the other, until it does. Fields of `whole`
 * and texts up to 4,000 characters stay as they are. The same record is always cut the same way. Undefined where that
 * is not enough.
 */
export function fitRecord(record: CrmRecord, whole: ReadonlySet<string>): Fitted | undefined {
  if (fitsSurely(record)) return { record, cut: [] };
  let bytes = bytesOf(record.fields) + bytesOf(record.links);
  if (bytes <= CONTENT_BYTES) return { record, cut: [] };
  const fields: Record<string, FieldValue> = { ...record.fields };
  const cut: string[] = [];
  for (const { name, text, size } of longTexts(record, whole)) {
    const kept = text.slice(0, KEPT_CHARS).toWellFormed();
    fields[name] = kept;
    cut.push(name);
    bytes -= size - bytesOf(kept);
    if (bytes <= CONTENT_BYTES) return { record: { ...record, fields }, cut };
  }
  return undefined;
}

/** What a record can take at most, at a fraction of the cost of writing it out. */
function fitsSurely({ fields, links }: CrmRecord): boolean {
  let bytes = links.length === 0 ? 0 : JSON.stringify(links).length * CHAR_BYTES;
  for (const name of Object.keys(fields)) {
    const value = fields[name];
    const chars = name.length + (typeof value === 'string' ? value.length : 0);
    bytes += chars * CHAR_BYTES + FIELD_BYTES;
  }
  return bytes <= CONTENT_BYTES;
}

/** Texts that may be cut, the longest first. */
function longTexts({ fields }: CrmRecord, whole: ReadonlySet<string>) {
  return Object.entries(fields)
    .flatMap(([name, text]) =>
      typeof text !== 'string' || text.length <= KEPT_CHARS || whole.has(name)
        ? []
        : [{ name, text, size: bytesOf(text) }],
    )
    .sort((a, b) => b.size - a.size || (a.name < b.name ? -1 : 1));
}

function bytesOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}
