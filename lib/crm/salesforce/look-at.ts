import type { ObjectLook } from '../crm.ts';
import { COMPOSITE_QUERIES, readTogether } from './composite.ts';
import { describePath, toDescription } from './describe.ts';
import { DescribeAnswer, QueryAnswer } from './payloads.ts';
import { countPath } from './query.ts';
import type { SalesforceClient } from './salesforce-client.ts';

/**
 * Description and count of five objects to a call; one whose description or count is refused is left out, for its own
 * calls to say why. Composite takes all sObject resources, describe among them:
 * https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/dome_composite_record_manipulation.htm
 */
export async function lookAt(
  client: SalesforceClient,
  objects: readonly string[],
): Promise<ReadonlyMap<string, ObjectLook>> {
  const looks = new Map<string, ObjectLook>();
  for (let first = 0; first < objects.length; first += COMPOSITE_QUERIES) {
    const batch = objects.slice(first, first + COMPOSITE_QUERIES);
    const answers = await readTogether(client, [...batch.map(describePath), ...batch.map(countPath)]);
    batch.forEach((object, i) => {
      const described = DescribeAnswer.safeParse(answers[i]);
      const counted = QueryAnswer.safeParse(answers[batch.length + i]);
      if (!described.success || !counted.success) return;
      looks.set(object, {
        description: toDescription(object, described.data),
        count: counted.data.totalSize,
      });
    });
  }
  return looks;
}
