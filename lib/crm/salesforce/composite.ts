import * as z from 'zod';
import type { SalesforceClient } from './salesforce-client.ts';

/** Queries in one composite call; of other reads, 25. https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_composite_post.htm */
export const COMPOSITE_QUERIES = 5;

const CompositeAnswer = z.object({
  compositeResponse: z.array(
    z.object({ body: z.unknown(), httpStatusCode: z.int(), referenceId: z.string() }),
  ),
});

/** The answers to GETs of several paths from the version root, in one call; undefined for one that was refused. */
export async function readTogether(
  client: SalesforceClient,
  paths: readonly string[],
): Promise<readonly unknown[]> {
  const compositeRequest = paths.map((path, i) => ({
    method: 'GET',
    url: `${client.root}${path}`,
    referenceId: `read${i}`,
  }));
  const body = { allOrNone: false, compositeRequest };
  // It reads only, and may be repeated.
  const { compositeResponse } = await client.read(
    { method: 'POST', path: '/composite', body },
    CompositeAnswer,
  );
  return paths.map((_, i) => {
    const answer = compositeResponse.find(({ referenceId }) => referenceId === `read${i}`);
    return answer?.httpStatusCode === 200 ? answer.body : undefined;
  });
}
