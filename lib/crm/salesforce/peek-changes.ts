import * as z from 'zod';
import type { ChangePage, Cursor, ObjectDescription } from '../crm.ts';
import { fromCursor, goBack } from './position.ts';
import { CompleteAnswer } from './query.ts';
import { toPage } from './read-pages.ts';
import { toRawWindow, toWindow } from './read-window.ts';
import type { SalesforceClient } from './salesforce-client.ts';
import { planRead, selectAfter } from './soql.ts';

/** Queries in one composite call. https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_composite.htm */
const QUERIES = 5;

const CompositeAnswer = z.object({
  compositeResponse: z.array(
    z.object({ body: z.unknown(), httpStatusCode: z.int(), referenceId: z.string() }),
  ),
});

/** The first page of each object's changes, five objects to a call; one that fails is left out, for `readChanges`. */
export async function peekChanges(
  client: SalesforceClient,
  requests: readonly { readonly description: ObjectDescription; readonly cursor: Cursor }[],
  { lookbackMs }: { readonly lookbackMs: number },
): Promise<ReadonlyMap<string, ChangePage>> {
  const nowMs = client.orgNowMs();
  const peeks = requests.flatMap(({ description, cursor }) => {
    const plan = planRead(description);
    const { position, job } = fromCursor(cursor);
    const [fields = [], ...others] = plan.fieldLists;
    if (position === null || job !== null || others.length > 0) return [];
    const start = goBack(position, lookbackMs);
    return [
      { plan, reached: position, start, soql: selectAfter(plan, fields, { position: start, until: null }) },
    ];
  });
  const pages = new Map<string, ChangePage>();
  for (let first = 0; first < peeks.length; first += QUERIES) {
    const batch = peeks.slice(first, first + QUERIES);
    const answers = await queryTogether(
      client,
      batch.map(({ soql }) => soql),
    );
    batch.forEach(({ plan, reached, start }, i) => {
      const page = CompleteAnswer.safeParse(answers[i]);
      if (!page.success) return;
      const window = toWindow(toRawWindow(page.data, plan, start), plan);
      if (window.isLast || window.last !== start) pages.set(plan.object, toPage(window, { reached, nowMs }));
    });
  }
  return pages;
}

/** The answer to each query; undefined for one that was refused. */
async function queryTogether(
  client: SalesforceClient,
  queries: readonly string[],
): Promise<readonly unknown[]> {
  const compositeRequest = queries.map((soql, i) => ({
    method: 'GET',
    url: `${client.root}/queryAll?q=${encodeURIComponent(soql)}`,
    referenceId: `query${i}`,
  }));
  const body = { allOrNone: false, compositeRequest };
  // It reads only, and may be repeated.
  const { compositeResponse } = await client.read(
    { method: 'POST', path: '/composite', body },
    CompositeAnswer,
  );
  return queries.map((_, i) => {
    const answer = compositeResponse.find(({ referenceId }) => referenceId === `query${i}`);
    return answer?.httpStatusCode === 200 ? answer.body : undefined;
  });
}
