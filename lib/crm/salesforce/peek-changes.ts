import type { ChangePage, Cursor, ObjectDescription } from '../crm.ts';
import { COMPOSITE_QUERIES, readTogether } from './composite.ts';
import { fromCursor, goBack } from './position.ts';
import { CompleteAnswer } from './query.ts';
import { toPage } from './read-pages.ts';
import { toRawWindow, toWindow } from './read-window.ts';
import type { SalesforceClient } from './salesforce-client.ts';
import { planRead, selectAfter } from './soql.ts';

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
  for (let first = 0; first < peeks.length; first += COMPOSITE_QUERIES) {
    const batch = peeks.slice(first, first + COMPOSITE_QUERIES);
    const answers = await readTogether(
      client,
      batch.map(({ soql }) => `/queryAll?q=${encodeURIComponent(soql)}`),
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
