import type { ListedId } from '../../lib/crm/crm.ts';

/** What a list of ids gives, all its pages together. */
export async function allIds(pages: AsyncIterable<readonly ListedId[]>): Promise<readonly ListedId[]> {
  const found: ListedId[] = [];
  for await (const page of pages) found.push(...page);
  return found;
}
