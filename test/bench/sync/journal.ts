import { readJournal } from '../../../lib/crm/hubspot/journal.ts';
import { systemRandom } from '../../../lib/runtime/random.ts';
import { callsOf, type SeededCrms } from '../../support/seeded-crms.ts';
import type { Findings, Goal } from './goal.ts';
import { createHurriedClock, routesOf, withCrms } from './stage.ts';

const DELTAS = [100, 10_000, 50_000] as const;
const CREDENTIALS = { clientId: 'sim-app', clientSecret: 'sim-secret' };
const PORTAL = '62515';
const MOST_CALLS = 5;

/** Counted calls of one look into HubSpot's webhooks journal, which names what changed since the last one. */
export function measureJournal(): Promise<Findings> {
  return withCrms({ hubspot: { contacts: Math.max(...DELTAS) } }, async (crms) => {
    const goals: Goal[] = [];
    const notes: string[] = [];
    await subscribe(crms);
    let offset: string | null = null;
    for (const delta of DELTAS) {
      await crms.control('hubspot', 'edits', {
        edits: [
          { kind: 'touch', object: 'contacts', count: delta, properties: { jobtitle: `CTO ${delta}` } },
        ],
      });
      await crms.resetCalls();
      const found = await readOn(crms.hubspot, offset);
      offset = found.offset;
      if (found.ids.size !== delta)
        throw new Error(`the journal names ${found.ids.size} of ${delta} records`);
      const calls = await crms.calls('hubspot');
      goals.push({
        ...{
          what: `hints of ${delta.toLocaleString('en')} changes`,
          measured: callsOf(calls, undefined, /^(?!.*file)/),
        },
        ...{ bound: MOST_CALLS, allowed: 1, unit: 'calls' },
      });
      notes.push(`${delta.toLocaleString('en')} changes: ${routesOf(calls)}`);
    }
    return { goals, notes };
  });
}

async function readOn(url: string, from: string | null) {
  const clock = createHurriedClock();
  const options = { url, credentials: CREDENTIALS, portalId: PORTAL, clock, random: systemRandom };
  const ids = new Set<string>();
  for (let offset = from; ; ) {
    const read = await readJournal(options, offset);
    for (const hint of read.hints) for (const id of hint.ids) ids.add(id);
    offset = read.offset;
    if (read.isDone) return { ids, offset };
  }
}

async function subscribe({ hubspot }: SeededCrms): Promise<void> {
  const answer = await fetch(`${hubspot}/webhooks-journal/subscriptions/2026-03`, {
    method: 'POST',
    headers: { authorization: 'Bearer sim-bench', 'content-type': 'application/json' },
    body: JSON.stringify({ subscriptionType: 'OBJECT', objectTypeId: '0-1', actions: ['CREATE', 'UPDATE'] }),
  });
  if (!answer.ok) throw new Error(`subscription: ${answer.status} ${await answer.text()}`);
}
