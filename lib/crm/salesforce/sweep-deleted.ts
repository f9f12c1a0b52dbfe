import * as z from 'zod';
import type { ChangePage, Cursor } from '../crm.ts';
import { errorCodeOf } from './failures.ts';
import { toInstant } from './instant.ts';
import { toStamp } from './position.ts';
import { toId18 } from './record-id.ts';
import type { SalesforceClient } from './salesforce-client.ts';

/** How far back the org tells of deletes, with a day to spare of its 30. https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_getdeleted.htm */
const REACH_MS = 29 * 86_400_000;
/** The shortest window the org takes. */
const LEAST_WINDOW_MS = 60_000;
/** Halvings of a window with more than 600,000 deletes. */
const MAX_HALVINGS = 4;

const Instant = z.string().transform((text, context) => {
  const instant = toInstant(text);
  if (instant !== undefined) return instant;
  context.addIssue('not a date-time');
  return z.NEVER;
});
const DeletedAnswer = z.object({
  deletedRecords: z.array(z.object({ id: z.string().min(1), deletedDate: Instant })),
  earliestDateAvailable: Instant,
  latestDateCovered: Instant,
});
type Deleted = z.infer<typeof DeletedAnswer>;

const CursorSchema = z.object({ covered: z.iso.datetime() }).nullable();

/**
 * Ids deleted since the last sweep, also those that left the recycle bin. Goes on where the org says that its answer
 * is complete (`latestDateCovered`), since transactions that run commit with earlier times. Where the org cannot
 * answer for the whole time, the page says that ids must be compared (`needsIdCheck`).
 */
export async function* sweepDeleted(
  client: SalesforceClient,
  object: string,
  cursor: Cursor | null,
): AsyncGenerator<ChangePage> {
  const covered = CursorSchema.parse(cursor)?.covered;
  const nowMs = client.orgNowMs();
  const wantedMs = covered === undefined ? nowMs - REACH_MS : Date.parse(covered);
  const reachMs = Math.max(wantedMs, nowMs - REACH_MS);
  if (nowMs - reachMs < LEAST_WINDOW_MS) return yield pageOf({ covered: toStamp(wantedMs), isDone: true });
  let isWhole = reachMs === wantedMs;
  let widthMs = nowMs - reachMs;
  let halvings = 0;
  for (let fromMs = reachMs; ; ) {
    const untilMs = Math.min(nowMs, fromMs + widthMs);
    const answer = await getDeleted(client, object, { fromMs, untilMs });
    if (answer === 'too-many' && halvings < MAX_HALVINGS) {
      halvings += 1;
      widthMs = Math.ceil(widthMs / 2);
      continue;
    }
    if (typeof answer === 'string') {
      // Nothing can be had for this time; the next sweep begins behind it.
      return yield { ...pageOf({ covered: toStamp(nowMs), isDone: true }), needsIdCheck: true };
    }
    if (covered !== undefined && Date.parse(answer.earliestDateAvailable) > wantedMs) isWhole = false;
    const isDone = nowMs - untilMs < LEAST_WINDOW_MS;
    const page = pageOf({ covered: answer.latestDateCovered, isDone, answer });
    yield isDone && !isWhole ? { ...page, needsIdCheck: true } : page;
    if (isDone) return;
    fromMs = untilMs;
  }
}

function pageOf({
  covered,
  isDone,
  answer,
}: {
  readonly covered: string;
  readonly isDone: boolean;
  readonly answer?: Deleted;
}): ChangePage {
  const gone = (answer?.deletedRecords ?? []).map(({ id, deletedDate }) => ({
    id: toId18(id),
    at: deletedDate,
  }));
  return { records: [], rejects: [], gone, cursor: { covered }, done: isDone };
}

async function getDeleted(
  client: SalesforceClient,
  object: string,
  { fromMs, untilMs }: { readonly fromMs: number; readonly untilMs: number },
): Promise<Deleted | 'too-many' | 'too-old'> {
  const times = new URLSearchParams({ start: toTime(fromMs), end: toTime(untilMs) });
  const path = `/sobjects/${encodeURIComponent(object)}/deleted/?${times.toString()}`;
  try {
    return await client.read({ method: 'GET', path }, DeletedAnswer);
  } catch (cause) {
    const code = errorCodeOf(cause);
    if (code === 'EXCEEDED_ID_LIMIT') return 'too-many';
    if (code === 'INVALID_REPLICATION_DATE') return 'too-old';
    throw cause;
  }
}

function toTime(ms: number): string {
  return toStamp(ms).replace(/\.\d+Z$/, '+00:00');
}
