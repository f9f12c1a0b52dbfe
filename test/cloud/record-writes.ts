import * as z from 'zod';

const CallsSchema = z.array(z.object({ method: z.string(), route: z.string(), count: z.number() }));

type Call = z.infer<typeof CallsSchema>[number];

/** Calls of a simulator so far that changed records. */
export async function recordWrites(simulatorUrl: string): Promise<number> {
  const answer = await fetch(`${simulatorUrl}/_simulator/calls`);
  return countRecordWrites(CallsSchema.parse(await answer.json()));
}

/** How many of `calls` changed records: reads, searches, tokens and the set-up of fields do not. */
export function countRecordWrites(calls: readonly Call[]): number {
  return calls.filter(isRecordWrite).reduce((sum, { count }) => sum + count, 0);
}

function isRecordWrite({ method, route }: Call): boolean {
  if (!/\/(objects|sobjects)\//.test(`${route}/`)) return false;
  return method === 'PATCH' || (method === 'POST' && /\/batch\/(update|upsert|create)$/.test(route));
}
