import type { ObjectDescription } from '../crm.ts';
import { CrmFailure } from '../crm-failure.ts';
import type { Position } from './position.ts';
import { stampOf } from './rows.ts';

/** Rows per page: the most the API gives. https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_query.htm */
export const PAGE_ROWS = 2000;

/**
 * Length of an encoded field list. Address and headers together may have 16,384 bytes; the rest is for the token,
 * the conditions and the other headers. https://developer.salesforce.com/docs/atlas.en-us.salesforce_app_limits_cheatsheet.meta/salesforce_app_limits_cheatsheet/salesforce_app_limits_platform_api.htm
 */
const FIELD_LIST_CHARS = 12_000;

/** What is read of one object: field lists that each fit into one address, every one with the id and the stamp. */
export interface ReadPlan {
  readonly description: ObjectDescription;
  readonly object: string;
  readonly stamp: string;
  readonly fieldLists: readonly (readonly string[])[];
}

/** Stamps `from` (included) up to `until` (not included); null is open. */
export interface Span {
  readonly from: string | null;
  readonly until: string | null;
}

/** Throws 'permission' for an object that shows no stamp to order its changes by. */
export function planRead(
  description: ObjectDescription,
  fields: readonly string[] = description.fields.map(({ name }) => name),
): ReadPlan {
  const { object } = description;
  const stamp = stampOf(description);
  if (stamp === undefined)
    throw new CrmFailure(
      'permission',
      `object ${object} shows no modification stamp to the integration user`,
    );
  return { description, object, stamp, fieldLists: splitFields(fields, stamp) };
}

/** Splits `fields` so that each list fits into the address of one call. */
export function splitFields(fields: readonly string[], stamp: string): readonly (readonly string[])[] {
  const keys = ['Id', stamp];
  const lists: string[][] = [];
  let list = [...keys];
  for (const field of fields.filter((name) => !keys.includes(name))) {
    if (encodeURIComponent([...list, field].join()).length > FIELD_LIST_CHARS) {
      lists.push(list);
      list = [...keys];
    }
    list.push(field);
  }
  return [...lists, list];
}

/**
 * The rows after `position` in the order (stamp, id), before the stamp `until`. Stamps repeat, so the id decides
 * between equals. Without a limit, so that `totalSize` tells how many there are.
 */
export function selectAfter(
  plan: Pick<ReadPlan, 'object' | 'stamp'>,
  fields: readonly string[],
  { position, until }: { readonly position: Position | null; readonly until: string | null },
): string {
  return `${selectUnordered(plan, fields, { position, until })} ${order(plan.stamp)}`;
}

/** As `selectAfter`, in any order: a Bulk job may then read parts of the object side by side (PK chunking). */
export function selectUnordered(
  { object, stamp }: Pick<ReadPlan, 'object' | 'stamp'>,
  fields: readonly string[],
  { position, until }: { readonly position: Position | null; readonly until: string | null },
): string {
  const after = position === null ? undefined : isAfter(stamp, position);
  const before = until === null ? undefined : `${stamp} < ${until}`;
  const where = after === undefined || before === undefined ? (after ?? before) : `(${after}) AND ${before}`;
  return `SELECT ${fields.join()} FROM ${object}${where === undefined ? '' : ` WHERE ${where}`}`;
}

/** The rows after `position` up to and with `last`. */
export function selectBetween(
  { stamp, object }: ReadPlan,
  fields: readonly string[],
  { position, last }: { readonly position: Position | null; readonly last: Position },
): string {
  const upTo = `(${stamp} < ${last.modstamp} OR (${stamp} = ${last.modstamp} AND Id <= '${last.id}'))`;
  const where = position === null ? upTo : `(${isAfter(stamp, position)}) AND ${upTo}`;
  return `SELECT ${fields.join()} FROM ${object} WHERE ${where} ${order(stamp)}`;
}

/** How many records, also deleted ones, a span holds. */
export function selectCount({ object, stamp }: Pick<ReadPlan, 'object' | 'stamp'>, span: Span): string {
  const bounds = [
    ...(span.from === null ? [] : [`${stamp} >= ${span.from}`]),
    ...(span.until === null ? [] : [`${stamp} < ${span.until}`]),
  ];
  const where = bounds.length === 0 ? '' : ` WHERE ${bounds.join(' AND ')}`;
  return `SELECT COUNT() FROM ${object}${where}`;
}

function isAfter(stamp: string, { modstamp, id }: Position): string {
  if (id === '') return `${stamp} >= ${modstamp}`;
  return `(${stamp} = ${modstamp} AND Id > '${id}') OR ${stamp} > ${modstamp}`;
}

function order(stamp: string): string {
  return `ORDER BY ${stamp} ASC, Id ASC`;
}
