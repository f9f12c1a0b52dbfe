import * as z from 'zod/mini';
import { type HintBatch, mergeHints } from '../hint-batch.ts';
import { SALESFORCE_OBJECTS } from './objects.ts';

const CRM = 'salesforce';
const GAP = /^GAP_/;

/**
 * Of the header only what a hint needs. `commitNumber` exceeds what JSON numbers hold and arrives rounded, so nothing
 * may be ordered by it.
 */
const HeaderSchema = z.object({
  entityName: z.string(),
  changeType: z.string().check(z.regex(/^(?:CREATE|UPDATE|DELETE|UNDELETE|GAP_[A-Z]+)$/)),
  recordIds: z.array(z.string().check(z.regex(/^(?:[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?|[A-Za-z0-9]{3}\*)$/))),
  commitTimestamp: z.int(),
});
/** Event relays put the change below `payload`, AppFlow right into `detail`. */
const DetailSchema = z.union([
  z.pipe(
    z.object({ payload: z.object({ ChangeEventHeader: HeaderSchema }) }),
    z.transform(({ payload }) => payload.ChangeEventHeader),
  ),
  z.pipe(
    z.object({ ChangeEventHeader: HeaderSchema }),
    z.transform(({ ChangeEventHeader }) => ChangeEventHeader),
  ),
]);

/**
 * Hints of one change event. A gap event says that changes were not told one by one: everything of the object since
 * then is to be read.
 * https://developer.salesforce.com/docs/atlas.en-us.change_data_capture.meta/change_data_capture/cdc_other_events_gap.htm
 */
export function toChangeHints(detail: unknown): HintBatch {
  const nothing = { crm: CRM, hints: [], dropped: 0, rejects: [] };
  const parsed = DetailSchema.safeParse(detail);
  if (!parsed.success) return { ...nothing, rejects: ['event without a readable ChangeEventHeader'] };
  const { entityName: object, changeType, recordIds, commitTimestamp: atMs } = parsed.data;
  if (!SALESFORCE_OBJECTS.includes(object)) return { ...nothing, dropped: 1 };
  const isGap = GAP.test(changeType) || recordIds.some((id) => id.endsWith('*'));
  if (isGap) return { ...nothing, hints: [{ crm: CRM, object, ids: [], kind: 'gap', atMs }] };
  if (recordIds.length === 0) return { ...nothing, rejects: ['event without an id'] };
  const kind = changeType === 'DELETE' ? 'deleted' : 'changed';
  return { ...nothing, hints: mergeHints([{ crm: CRM, object, ids: recordIds, kind, atMs }]) };
}
