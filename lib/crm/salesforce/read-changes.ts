import * as z from 'zod';
import type { ChangePage, Cursor, ObjectDescription } from '../crm.ts';
import { CrmFailure } from '../crm-failure.ts';
import { errorCodeOf } from './failures.ts';
import type { Row } from './payloads.ts';
import { queryRows } from './query.ts';
import { stampOf, toInstant, toRecord } from './rows.ts';
import type { SalesforceClient } from './salesforce-client.ts';
import { PAGE_ROWS, type Position, type ReadPlan, selectAfter, selectBetween, splitFields } from './soql.ts';

/** Locators live two days and few at a time; a page that lost its locator is read again from our own position. */
const LOCATOR_ATTEMPTS = 3;

const CursorSchema = z.union([
  z.object({ modstamp: z.null(), id: z.null() }).transform(() => null),
  z.object({ modstamp: z.iso.datetime(), id: z.string().regex(/^[A-Za-z0-9]*$/) }),
]);

/**
 * Pages of changed records in the order (stamp, id), deleted ones included. The cursor only moves forward, also while
 * the time of the lookback is read again. Throws 'corrupt' when the org's answer leaves that order.
 */
export async function* readChanges(
  client: SalesforceClient,
  description: ObjectDescription,
  from: { readonly cursor: Cursor | null; readonly lookbackMs: number },
): AsyncGenerator<ChangePage> {
  const plan = planRead(description);
  let reached = from.cursor === null ? null : CursorSchema.parse(from.cursor);
  let position = reached === null ? null : goBack(reached, from.lookbackMs);
  for (let done = false; !done; ) {
    const window = await readWindow(client, plan, position);
    done = window.size < PAGE_ROWS;
    if (!done && (window.last === null || window.last === position))
      throw new CrmFailure('corrupt', `${plan.object}: a full page without any ${plan.stamp}`);
    position = window.last;
    if (position !== null && (reached === null || isBefore(reached, position))) reached = position;
    const read = window.rows.map((row) => toRecord(row, description, plan.stamp));
    yield {
      records: read.flatMap((row) => ('record' in row ? [row.record] : [])),
      rejects: read.flatMap((row) => ('reject' in row ? [row.reject] : [])),
      cursor: reached === null ? { modstamp: null, id: null } : { ...reached },
      done,
    };
  }
}

function planRead(description: ObjectDescription): ReadPlan {
  const { object, fields } = description;
  const stamp = stampOf(description);
  if (stamp === undefined)
    throw new CrmFailure(
      'permission',
      `object ${object} shows no modification stamp to the integration user`,
    );
  const names = fields.map((field) => field.name);
  return { object, stamp, fieldLists: splitFields(names, stamp) };
}

interface Window {
  readonly rows: readonly Row[];
  /** Rows of the page before rows that moved meanwhile were dropped. */
  readonly size: number;
  /** Where the page ends; the position it was read from where it holds no stamped row. */
  readonly last: Position | null;
}

async function readWindow(
  client: SalesforceClient,
  plan: ReadPlan,
  position: Position | null,
): Promise<Window> {
  const [firstList = [], ...otherLists] = plan.fieldLists;
  const page = await queryAgain(client, selectAfter(plan, firstList, position));
  const last = lastPosition(page, plan, position);
  let rows: readonly Row[] = page;
  if (last !== null && page.length > 0) {
    for (const fields of otherLists) {
      const part = await queryAgain(client, selectBetween(plan, fields, { position, last }));
      rows = mergeById(rows, part, plan.stamp);
    }
  }
  return { rows, size: page.length, last };
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

function lastPosition(rows: readonly Row[], plan: ReadPlan, start: Position | null): Position | null {
  let last = start;
  for (const row of rows) {
    const modstamp = toInstant(row[plan.stamp]);
    const id = row['Id'];
    if (modstamp === undefined || typeof id !== 'string' || id === '') continue;
    const here = { modstamp, id };
    if (last !== null && !isBefore(last, here))
      throw new CrmFailure('corrupt', `${plan.object}: ${id} at ${modstamp} is out of order`);
    last = here;
  }
  return last;
}

function isBefore(a: Position, b: Position): boolean {
  return a.modstamp < b.modstamp || (a.modstamp === b.modstamp && a.id < b.id);
}

function goBack({ modstamp, id }: Position, lookbackMs: number): Position {
  if (lookbackMs <= 0) return { modstamp, id };
  return { modstamp: new Date(Date.parse(modstamp) - lookbackMs).toISOString(), id: '' };
}
