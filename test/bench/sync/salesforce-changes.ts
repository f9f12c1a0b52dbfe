import { ingestCrm } from '../../../lib/pipeline/ingest-crm.ts';
import { type CountedCalls, callsOf, type SeededCrms } from '../../support/seeded-crms.ts';
import type { Findings, Goal } from './goal.ts';
import { aBench, type Bench, routesOf, withCrms, withoutSweeps } from './stage.ts';

const POLLED = ['Campaign', 'Account', 'Contact', 'Lead', 'Opportunity'];
const RECORDS = 60_000;
const DELTAS = [100, 5_000, 50_000] as const;
/** Rows per REST page. https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_query.htm */
const REST_PAGE = 2_000;
/** A Bulk job: its creation, three polls, one download; how many polls a job takes is the org's affair. */
const JOB_CALLS = 5;
/** More than any lookback. */
const BETWEEN_RUNS_MS = 3_600_000;

/**
 * All calls of a run without changes: one Composite for descriptions and counts, one for changes, as of its
 * subrequests five may be queries. With changes, the calls that fetch them; descriptions and counts are listed apart.
 */
export function measureSalesforceChanges(): Promise<Findings> {
  return withCrms({ salesforce: { Lead: RECORDS, Opportunity: 1_000 } }, async (crms) => {
    const bench = aBench('salesforce', crms);
    const { context, crm } = bench;
    await ingestCrm(context, withoutSweeps(crm), { objects: POLLED });
    await advance(crms);
    await ingestCrm(context, withoutSweeps(crm), { objects: POLLED });
    const goals: Goal[] = [];
    const notes: string[] = [];
    const poll = await readQuietly(bench, crms, POLLED);
    goals.push({
      what: 'poll of 5 unchanged objects, descriptions and counts included',
      measured: callsOf(poll),
      bound: 2,
      allowed: 1,
      unit: 'calls',
    });
    notes.push(`poll, all calls of the run: ${routesOf(poll)}`);
    for (const delta of DELTAS) {
      const found = await measureDelta(bench, crms, delta);
      goals.push(found.goal);
      notes.push(found.note);
    }
    return { goals, notes };
  });
}

async function measureDelta(bench: Bench, crms: SeededCrms, delta: number) {
  await advance(crms);
  await crms.control('salesforce', 'edits', { verb: 'touch', object: 'Lead', count: delta });
  bench.takeIds();
  const calls = await readQuietly(bench, crms, ['Lead']);
  const ids = new Set(bench.takeIds());
  if (ids.size !== delta) throw new Error(`${ids.size} of ${delta} changed leads came`);
  const bound = Math.min(Math.ceil(delta / REST_PAGE), JOB_CALLS);
  const what = `${delta.toLocaleString('en')} changed leads`;
  const goal: Goal = { what, measured: reading(calls), bound, allowed: 1.2, unit: 'calls' };
  return { goal, note: `${what}, all calls of the run: ${routesOf(calls)}` };
}

async function readQuietly(
  { context, crm }: Bench,
  crms: SeededCrms,
  objects: readonly string[],
): Promise<readonly CountedCalls[]> {
  await crms.resetCalls();
  const { runs } = await ingestCrm(context, withoutSweeps(crm), { objects });
  const failed = runs.filter(({ error }) => error !== undefined);
  if (failed.length > 0) throw new Error(`objects failed: ${JSON.stringify(failed)}`);
  return crms.calls('salesforce');
}

/** Without descriptions (`/describe`) and counts (`/query`; changes are asked for by `/queryAll`). */
function reading(calls: readonly CountedCalls[]): number {
  return callsOf(calls) - callsOf(calls, undefined, /\/describe$|\}\/query$/);
}

async function advance({ control }: SeededCrms): Promise<void> {
  await control('salesforce', 'clock', { advanceMs: BETWEEN_RUNS_MS });
}
