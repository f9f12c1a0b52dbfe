import * as z from 'zod';
import { type Org, stampNow } from './org.ts';
import type { VendorReply } from './vendor-router.ts';

const PageSchema = z.object({ records: z.array(z.looseObject({ Id: z.string() })) });

/** Someone changes the last record of a page that was just read: it moves behind the pages to come. */
export function editLastOf(org: Org, object: string, reply: VendorReply): void {
  const page = PageSchema.safeParse(reply.body);
  const id = page.data?.records.at(-1)?.Id;
  const row = id === undefined ? undefined : org.store.table(object).find(id);
  if (row === undefined) return;
  const stamp = stampNow(org);
  org.store.update(object, row, { LastModifiedDate: stamp, SystemModstamp: stamp });
}
