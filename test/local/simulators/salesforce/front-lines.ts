import * as z from 'zod';
import { queryPath } from './simulated-org.ts';

export const LEADS = [
  'Id,LastName,Company',
  ...[1, 2, 3].map((i) => `00QAAAAAAAAAAAA00${i},L${i},Acme`),
].join('\n');

export const QUERY = queryPath('SELECT Id, LastName FROM Lead ORDER BY SystemModstamp, Id');

export const Page = z.looseObject({
  totalSize: z.number(),
  nextRecordsUrl: z.string().optional(),
  records: z.array(z.looseObject({ Id: z.string() })),
});
