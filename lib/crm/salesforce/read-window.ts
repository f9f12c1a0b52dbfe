import type { PageWarning } from '../crm.ts';
import { CrmFailure } from '../crm-failure.ts';
import { errorCodeOf } from './failures.ts';
import { toInstant } from './instant.ts';
import type { Row } from './payloads.ts';
import { isBefore, type JobPlace, type Position } from './position.ts';
import { CompleteAnswer, queryRows } from './query.ts';
import { type ReadRow, toRecords } from './rows.ts';
import type { SalesforceClient } from './salesforce-client.ts';
import { type ReadPlan, selectAfter, selectBetween } from './soql.ts';

/** Locators live two days and few at a time; rows whose locator was lost are queried again. */
const LOCATOR_ATTEMPTS = 3;

/** Rows that follow each other in the order (stamp, id). */
export interface Window {
  readonly rows: readonly ReadRow[];
  /** Where the window ends; where it began, if it holds no stamped row. */
  readonly last: Position | null;
  readonly isLast: boolean;
  /** Rows known to follow. */
  readonly left: number;
  /** Jobs that somebody ended before this window. */
  readonly warnings?: readonly PageWarning[];
  /** Where the rows after it can be had, if they come from a Bulk job. */
  readonly job: JobPlace | null;
}

/** A window whose rows are still the org's. */
type RawWindow = Omit<Window, 'rows'> & { readonly rows: readonly Row[] };

/** The range that is read: from a position to the stamp `until`, which is not included. */
export interface Range {
  readonly position: Position | null;
  readonly until: string | null;
}

/** All rows of a range, by one query per page: each goes on from our own position, never from a locator. */
export async function* readByRest(
  client: SalesforceClient,
  plan: ReadPlan,
  { position: start, until }: Range,
): AsyncGenerator<Window> {
  for (let position = start; ; ) {
    const window = await readWindow(client, plan, { position, until });
    if (!window.isLast && (window.last === null || window.last === position))
      throw new CrmFailure('corrupt', `${plan.object}: a full page without any ${plan.stamp}`);
    position = window.last;
    yield window;
    if (window.isLast) return;
  }
}

async function readWindow(client: SalesforceClient, plan: ReadPlan, range: Range): Promise<Window> {
  const [firstList = [], ...otherLists] = plan.fieldLists;
  // https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_queryall.htm
  const path = `/queryAll?q=${encodeURIComponent(selectAfter(plan, firstList, range))}`;
  const page = await client.read({ method: 'GET', path, narrows: true }, CompleteAnswer);
  const window = toRawWindow(page, plan, range.position);
  if (window.last === null || page.records.length === 0) return toWindow(window, plan);
  let { rows } = window;
  for (const fields of otherLists) {
    const soql = selectBetween(plan, fields, { position: range.position, last: window.last });
    rows = mergeById(rows, await queryAgain(client, soql), plan.stamp);
  }
  return toWindow({ ...window, rows }, plan);
}

/** The window that the first page of a query is. Throws 'corrupt' where it leaves the order. */
export function toRawWindow(
  page: { readonly records: readonly Row[]; readonly done: boolean; readonly totalSize: number },
  plan: ReadPlan,
  position: Position | null,
): RawWindow {
  const { records: rows, done: isLast, totalSize } = page;
  return { rows, last: lastPosition(rows, plan, position), isLast, left: totalSize - rows.length, job: null };
}

export function toWindow(window: RawWindow, plan: ReadPlan): Window {
  return { ...window, rows: toRecords(window.rows, plan.description, plan.stamp) };
}

/** Where a row stands; undefined for one without id or stamp. */
function positionOf(row: Row, stamp: string): Position | undefined {
  const modstamp = toInstant(row[stamp]);
  const id = row['Id'];
  return modstamp === undefined || typeof id !== 'string' || id === '' ? undefined : { modstamp, id };
}

/** Throws 'corrupt' where a row does not follow the one before it. */
function lastPosition(rows: readonly Row[], plan: ReadPlan, start: Position | null): Position | null {
  let last = start;
  for (const row of rows) {
    const here = positionOf(row, plan.stamp);
    if (here === undefined) continue;
    if (last !== null && !isBefore(last, here))
      throw new CrmFailure('corrupt', `${plan.object}: ${here.id} at ${here.modstamp} is out of order`);
    last = here;
  }
  return last;
}

async function queryAgain(client: SalesforceClient, soql: string): Promise<readonly Row[]> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await queryRows(client, 'queryAll', soql);
    } catch (cause) {
      if (errorCodeOf(cause) !== 'INVALID_QUERY_LOCATOR' || attempt === LOCATOR_ATTEMPTS) throw cause;
    }
  }
}

/** A record that changed between two parts is left out: its new stamp brings it again. */
function mergeById(rows: readonly Row[], part: readonly Row[], stamp: string): readonly Row[] {
  const byId = new Map(part.map((row) => [row['Id'], row]));
  return rows.flatMap((row) => {
    const other = byId.get(row['Id']);
    return other !== undefined && other[stamp] === row[stamp] ? [{ ...row, ...other }] : [];
  });
}
