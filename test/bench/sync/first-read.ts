import { ingestCrm } from '../../../lib/pipeline/ingest-crm.ts';
import { callsOf } from '../../support/seeded-crms.ts';
import type { Findings, Goal } from './goal.ts';
import { aBench, routesOf, withCrms } from './stage.ts';

const COUNTS = { contacts: 100_000, companies: 20_000, deals: 20_000 };
/** Records per list page. https://developers.hubspot.com/docs/guides/api/crm/using-object-apis */
const LIST_PAGE = 100;
/** What a first read may cost beside its pages: description, counts, the ends of its parts. */
const FIXED_CALLS = 10;

/** Calls of a first read of HubSpot, all that the simulator counted for an object; sweeps and histories are listed apart. */
export function measureFirstRead(): Promise<Findings> {
  return withCrms({ hubspot: COUNTS }, async (crms) => {
    const { context, crm } = aBench('hubspot', crms);
    const goals: Goal[] = [];
    const notes: string[] = [];
    for (const [object, count] of Object.entries(COUNTS)) {
      await crms.resetCalls();
      const { runs, sweeps } = await ingestCrm(context, crm, { objects: [object] });
      const read = runs.reduce((sum, run) => sum + run.upserted, 0);
      if (read !== count)
        throw new Error(`${object}: ${read} of ${count} records were stored: ${JSON.stringify(runs)}`);
      const calls = await crms.calls('hubspot');
      const swept = sweeps.reduce((sum, sweep) => sum + sweep.calls, 0);
      const histories = callsOf(calls, object, /\/batch\/read$/);
      const pages = Math.ceil(count / LIST_PAGE);
      goals.push({
        what: `first read of ${count.toLocaleString('en')} ${object}, against 1.01 × pages + ${FIXED_CALLS}`,
        measured: callsOf(calls, object) - swept - histories,
        bound: Math.floor(1.01 * pages) + FIXED_CALLS,
        allowed: 1,
        unit: 'calls',
      });
      notes.push(`${object}, all calls: ${routesOf(calls, object)}`);
      if (histories > 0) notes.push(`${object}, apart: histories with ${histories} calls`);
      for (const { kind, calls: own, read: found } of sweeps)
        notes.push(`${object}, apart: sweep of ${kind} with ${own} calls for ${found} records`);
    }
    return { goals, notes };
  });
}
