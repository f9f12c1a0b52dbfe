/** Rows per query: the largest page the API gives. https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_query.htm */
export const PAGE_ROWS = 2000;

/**
 * Length of an encoded field list. Address and headers together may have 16,384 bytes; the rest is for the token,
 * the conditions and the other headers. https://developer.salesforce.com/docs/atlas.en-us.salesforce_app_limits_cheatsheet.meta/salesforce_app_limits_cheatsheet/salesforce_app_limits_platform_api.htm
 */
const FIELD_LIST_CHARS = 12_000;

/** A place in the order (stamp, id). An empty id stands before every record of that stamp. */
export interface Position {
  /** ISO instant in milliseconds. */
  readonly modstamp: string;
  readonly id: string;
}

/** What is read of one object: field lists that each fit into one address, every one with the id and the stamp. */
export interface ReadPlan {
  readonly object: string;
  readonly stamp: string;
  readonly fieldLists: readonly (readonly string[])[];
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

/** The next rows after `position` in the order (stamp, id). Stamps repeat, so the id decides between equals. */
export function selectAfter(plan: ReadPlan, fields: readonly string[], position: Position | null): string {
  const where = position === null ? '' : ` WHERE ${isAfter(plan.stamp, position)}`;
  return `SELECT ${fields.join()} FROM ${plan.object}${where} ${order(plan.stamp)} LIMIT ${PAGE_ROWS}`;
}

/** The rows after `position` up to and with `last`. */
export function selectBetween(
  plan: ReadPlan,
  fields: readonly string[],
  { position, last }: { readonly position: Position | null; readonly last: Position },
): string {
  const { stamp, object } = plan;
  const upTo = `(${stamp} < ${last.modstamp} OR (${stamp} = ${last.modstamp} AND Id <= '${last.id}'))`;
  const where = position === null ? upTo : `(${isAfter(stamp, position)}) AND ${upTo}`;
  return `SELECT ${fields.join()} FROM ${object} WHERE ${where} ${order(stamp)}`;
}

function isAfter(stamp: string, { modstamp, id }: Position): string {
  if (id === '') return `${stamp} >= ${modstamp}`;
  return `(${stamp} = ${modstamp} AND Id > '${id}') OR ${stamp} > ${modstamp}`;
}

function order(stamp: string): string {
  return `ORDER BY ${stamp} ASC, Id ASC`;
}
