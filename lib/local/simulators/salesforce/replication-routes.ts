import { objectParam, requireObject } from './describe-routes.ts';
import { EXCEEDED_ID_LIMIT } from './faults/replication-faults.ts';
import type { Org } from './org.ts';
import { stampOf } from './record-table.ts';
import { badRequest } from './salesforce-errors.ts';
import { parseDateTime, type StoredRow, toWireDateTime } from './value-types.ts';
import type { VendorReply, VendorRequest, VendorRoute } from './vendor-router.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_calls_getupdated.htm */
const MAX_AGE_MS = 30 * DAY_MS;
const MAX_IDS = 600_000;
/** The recycle bin keeps what was deleted so long. */
const BIN_MS = 15 * DAY_MS;

const ROUTE = '/services/data/v{version}/sobjects/{object}';

/** Which records changed or went within a window of time. */
export const REPLICATION_ROUTES: readonly VendorRoute[] = [
  { method: 'GET', route: `${ROUTE}/updated`, objectOf: objectParam, handle: updated },
  { method: 'GET', route: `${ROUTE}/deleted`, objectOf: objectParam, handle: deleted },
];

interface Window {
  readonly startMs: number;
  readonly endMs: number;
}

function updated(org: Org, request: VendorRequest): VendorReply {
  const { object, window } = readCall(org, request);
  const rows = changedIn(org, object, window).filter((row) => row.values['IsDeleted'] !== true);
  return {
    status: 200,
    body: { ids: rows.map(({ id }) => id), latestDateCovered: latestCovered(org, object, window) },
  };
}

function deleted(org: Org, request: VendorRequest): VendorReply {
  const { object, window } = readCall(org, request);
  const earliestMs = org.clock.nowMs() - BIN_MS;
  const inBin = { ...window, startMs: Math.max(window.startMs, earliestMs) };
  const rows = changedIn(org, object, inBin).filter((row) => row.values['IsDeleted'] === true);
  return {
    status: 200,
    body: {
      deletedRecords: rows.map((row) => ({ deletedDate: stampOf(row), id: row.id })),
      earliestDateAvailable: wireMinute(earliestMs),
      latestDateCovered: latestCovered(org, object, window),
    },
  };
}

function readCall(org: Org, request: VendorRequest): { readonly object: string; readonly window: Window } {
  const { name } = requireObject(org, request);
  if (org.faults.take([EXCEEDED_ID_LIMIT], name) !== undefined) throw tooManyIds();
  const [startMs, endMs] = ['start', 'end'].map((part) => minuteOf(request.query.get(part), part));
  if (startMs === undefined || endMs === undefined || endMs - startMs < MINUTE_MS)
    throw wrongDate('endDate must be at least one minute greater than startDate');
  if (org.clock.nowMs() - startMs > MAX_AGE_MS) throw wrongDate('startDate cannot be more than 30 days ago');
  return { object: name, window: { startMs, endMs } };
}

/** The seconds of the window's ends are ignored. */
function minuteOf(text: string | null, part: string): number {
  // An unescaped `+` of an offset reaches the server as a space.
  const wire = parseDateTime((text ?? '').replace(' ', '+'));
  if (wire === undefined) throw badRequest('INVALID_FIELD', `${part} is no valid date-time: ${text ?? ''}`);
  return Math.floor(Date.parse(wire.replace('+0000', 'Z')) / MINUTE_MS) * MINUTE_MS;
}

function changedIn(org: Org, object: string, { startMs, endMs }: Window): readonly StoredRow[] {
  const end = toWireDateTime(endMs);
  const rows: StoredRow[] = [];
  for (const row of org.store.table(object).shownByStamp(toWireDateTime(startMs), end))
    if (stampOf(row) < end) rows.push(row);
  if (rows.length > MAX_IDS) throw tooManyIds();
  return rows;
}

/** Not later than a transaction that still runs: what it stamped may yet appear within the window. */
function latestCovered(org: Org, object: string, { endMs }: Window): string {
  const now = wireMinute(Math.min(endMs, org.clock.nowMs()));
  const unseen = org.store.table(object).oldestUnseenStamp() ?? now;
  return unseen < now ? unseen : now;
}

const wireMinute = (ms: number): string => toWireDateTime(Math.floor(ms / MINUTE_MS) * MINUTE_MS);

const wrongDate = (message: string) => badRequest('INVALID_REPLICATION_DATE', message);
const tooManyIds = () => badRequest('EXCEEDED_ID_LIMIT', `more than ${MAX_IDS} ids in the window`);
