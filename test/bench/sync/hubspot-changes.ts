import { ingestCrm } from '../../../lib/pipeline/ingest-crm.ts';
import { callsOf, type SeededCrms } from '../../support/seeded-crms.ts';
import type { Findings, Goal } from './goal.ts';
import { aBench, type Bench, routesOf, withCrms, withoutSweeps } from './stage.ts';

const RECORDS = 26_000;
/** Around the 10,000 results that a search gives at most, and far above. */
const DELTAS = [9_999, 10_000, 10_001, 25_000] as const;
/** Type of the link to a contact. https://developers.hubspot.com/docs/guides/api/crm/associations/associations-v4 (association type id values) */
const ACTIVITIES = { calls: 194, meetings: 200, tasks: 204, notes: 202, emails: 198 } as const;
/** Of the simulator. */
const TOKEN = 'sim-local';
const ACTIVITY_DELTAS = [10_001, 25_000] as const;
/** Links per call. https://developers.hubspot.com/docs/guides/api/crm/associations/associations-v4 */
const LINK_BATCH = 2_000;
const FIRST_ID = 1_000_001;
/** Records per search page. https://developers.hubspot.com/docs/guides/api/crm/search */
const SEARCH_PAGE = 200;
/** More than any lookback, so that a run has the changes of its own edit only. */
const BETWEEN_RUNS_MS = 3_600_000;
/** Groups of records that are given a stamp each. */
const STAMPS = 500;

/** Calls of an increment, links included; the ids it brings are compared with those that were changed. */
export async function measureHubspotChanges(): Promise<Findings> {
  const found: Findings[] = [];
  for (const object of ['contacts', 'deals'])
    found.push(await measureObject(object, { deltas: DELTAS, stamping: [false, true] }));
  for (const [object, typeId] of Object.entries(ACTIVITIES))
    found.push(await measureObject(object, { deltas: ACTIVITY_DELTAS, stamping: [false], typeId }));
  return { goals: found.flatMap(({ goals }) => goals), notes: found.flatMap(({ notes }) => notes) };
}

interface Measuring {
  readonly deltas: readonly number[];
  /** Whether the changes have one stamp. */
  readonly stamping: readonly boolean[];
  /** Each record is linked to a contact by this type. */
  readonly typeId?: number;
}

function measureObject(object: string, { deltas, stamping, typeId }: Measuring): Promise<Findings> {
  const plan = { hubspot: { [object]: RECORDS, ...(typeId === undefined ? {} : { contacts: RECORDS }) } };
  return withCrms(plan, async (crms) => {
    if (typeId !== undefined) await linkToContacts(crms, object, typeId);
    const bench = aBench('hubspot', crms);
    const goals: Goal[] = [];
    const notes: string[] = [];
    await ingestCrm(bench.context, withoutSweeps(bench.crm), { objects: [object] });
    // What became visible late during the first read is looked for by the next run.
    await advance(crms);
    await ingestCrm(bench.context, withoutSweeps(bench.crm), { objects: [object] });
    for (const delta of deltas) {
      for (const isOneStamp of stamping) {
        const found = await measureDelta(bench, crms, { object, delta, isOneStamp });
        goals.push(found.goal);
        if (isOneStamp === stamping.at(-1)) notes.push(found.note);
      }
    }
    return { goals, notes };
  });
}

async function linkToContacts({ hubspot }: SeededCrms, object: string, typeId: number): Promise<void> {
  const types = [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: typeId }];
  for (let at = 0; at < RECORDS; at += LINK_BATCH) {
    const ids = Array.from({ length: LINK_BATCH }, (_, i) => String(FIRST_ID + at + i));
    const answer = await fetch(`${hubspot}/crm/v4/associations/${object}/contacts/batch/create`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${TOKEN}` },
      body: JSON.stringify({ inputs: ids.map((id) => ({ from: { id }, to: { id }, types })) }),
    });
    if (answer.status !== 201) throw new Error(`links of ${object}: ${answer.status} ${await answer.text()}`);
  }
}

async function measureDelta(
  { context, crm, takeIds }: Bench,
  crms: SeededCrms,
  of: { readonly object: string; readonly delta: number; readonly isOneStamp: boolean },
): Promise<{ readonly goal: Goal; readonly note: string }> {
  const { object, delta, isOneStamp } = of;
  const nowMs = await advance(crms);
  const ids = Array.from({ length: delta }, (_, at) => String(FIRST_ID + at));
  await change(crms, object, { ids, stamps: isOneStamp ? 1 : STAMPS, nowMs });
  await crms.resetCalls();
  takeIds();
  const { runs } = await ingestCrm(context, withoutSweeps(crm), { objects: [object] });
  const what = `${delta.toLocaleString('en')} changed ${object}, ${isOneStamp ? 'one stamp' : `${STAMPS} stamps`}`;
  const found = takeIds();
  const wanted = new Set(ids);
  const isExact = found.length === delta && found.every((id) => wanted.delete(id)) && wanted.size === 0;
  if (!isExact)
    throw new Error(`${what}: ${found.length} records came, ${wanted.size} did not: ${JSON.stringify(runs)}`);
  const calls = await crms.calls('hubspot');
  const bound = Math.ceil(delta / SEARCH_PAGE);
  return {
    goal: { what, measured: callsOf(calls), bound, allowed: 1.5, unit: 'calls' },
    note: `${what}: ${routesOf(calls)}`,
  };
}

/** Changes records at times of the hour before `nowMs`, as many as there are stamps. */
async function change(
  crms: SeededCrms,
  object: string,
  of: { readonly ids: readonly string[]; readonly stamps: number; readonly nowMs: number },
): Promise<void> {
  const { ids, stamps, nowMs } = of;
  const size = Math.ceil(ids.length / stamps);
  const edits = Array.from({ length: Math.ceil(ids.length / size) }, (_, at) => ({
    kind: 'touch',
    object,
    ids: ids.slice(at * size, (at + 1) * size),
    at: new Date(nowMs - 60_000 + at).toISOString(),
  }));
  await crms.control('hubspot', 'edits', { edits });
}

/** Moves the portal's clock on; its time afterwards. */
async function advance({ control, hubspot }: SeededCrms): Promise<number> {
  await control('hubspot', 'clock', { advanceMs: BETWEEN_RUNS_MS });
  const answer = await fetch(`${hubspot}/_simulator/calls`);
  return Date.parse(answer.headers.get('date') ?? '');
}
