import { afterEach, describe, expect, it } from 'vitest';
import { aLead } from './a-lead.ts';
import { type SimulatedOrg, startSimulatedOrg } from './simulated-org.ts';

const RECORDS = 13_000;
/** By REST, by REST up to as many calls as a job costs, by a job. */
const DELTAS = [100, 8_000, 10_000, 12_000, 12_001, RECORDS];
/** Rows per REST page. https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_query.htm */
const REST_PAGE = 2_000;
/** A Bulk job: its creation, three polls, one download. */
const JOB_CALLS = 5;
/** The simulator asks for an end by age alone. */
const NEVER_BY_POLLS = 1_000;
const POLL = 'GET /services/data/v{version}/jobs/query/{job}';

let org: SimulatedOrg;
afterEach(() => org.close());

/** An org whose time passes only while the adapter waits. */
async function anOrg(jobMs: number) {
  org = await startSimulatedOrg({ Lead: Array.from({ length: RECORDS }, (_, i) => aLead(i)) });
  await org.set({ bulkJobPolls: NEVER_BY_POLLS, bulkJobMs: jobMs });
  const clock = {
    nowMs: () => org.clock.nowMs(),
    sleep: async (ms: number) => org.clock.advance(ms),
  };
  return org.connect({ clock });
}

/** Stamps of the org are whole seconds. */
function toSecond(ms: number): string {
  return new Date(Math.floor(ms / 1000) * 1000).toISOString();
}

describe('changes of which a Bulk job takes a while', () => {
  it.each([4_000, 20_000])(
    'cost at most three polls, and 1.2 times the calls of the cheaper way, with jobs of %i ms',
    async (jobMs) => {
      const crm = await anOrg(jobMs);
      const description = await crm.describe('Lead');
      const costs: { readonly delta: number; readonly ratio: number; readonly polls: number }[] = [];

      for (const delta of DELTAS) {
        org.clock.advance(60_000);
        const from = { modstamp: toSecond(org.clock.nowMs()), id: '' };
        await org.edit({ verb: 'touch', object: 'Lead', count: delta });
        const before = { calls: crm.calls(), polls: org.calls()[POLL] ?? 0 };
        let read = 0;
        for await (const page of crm.readChanges(description, from, { lookbackMs: 0 }))
          read += page.records.length;
        const calls = crm.calls() - before.calls;
        const best = Math.min(Math.ceil(delta / REST_PAGE), JOB_CALLS);
        costs.push({
          delta: read,
          ratio: calls / best,
          polls: (org.calls()[POLL] ?? 0) - before.polls,
        });
      }

      expect(costs.map(({ delta }) => delta)).toEqual(DELTAS);
      expect(Math.max(...costs.map(({ ratio }) => ratio))).toBeLessThanOrEqual(1.2);
      expect(Math.max(...costs.map(({ polls }) => polls))).toBeLessThanOrEqual(3);
      expect(costs.at(-1)?.polls).toBeGreaterThan(0);
    },
    60_000,
  );
});
