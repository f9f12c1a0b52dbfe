import type { ChangePage, Cursor, ObjectDescription } from '../crm.ts';
import { fromCursor, goBack, latest, notAfter } from './position.ts';
import { readRange, toPage } from './read-pages.ts';
import type { SalesforceClient } from './salesforce-client.ts';
import { planRead } from './soql.ts';

/**
 * Pages of changed records in the order (stamp, id), deleted ones included. The cursor only moves forward, also while
 * the time of the lookback is read again, and not past the org's own time. Throws 'corrupt' when the org's answer
 * leaves that order.
 */
export async function* readChanges(
  client: SalesforceClient,
  description: ObjectDescription,
  from: { readonly cursor: Cursor | null; readonly lookbackMs: number },
): AsyncGenerator<ChangePage> {
  const plan = planRead(description);
  const nowMs = client.orgNowMs();
  const { position, job } = fromCursor(from.cursor);
  // A job that was begun is read on; should it be lost, its range is read from here.
  const start = position === null ? null : goBack(position, from.lookbackMs);
  let reached = position;
  const range = { position: start, until: null };
  for await (const window of readRange(client, plan, { range, job, left: 0 })) {
    yield toPage(window, { reached, nowMs });
    reached = latest(reached, notAfter(window.last, nowMs));
  }
}
