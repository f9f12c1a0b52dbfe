import * as z from 'zod/mini';
import type { Hint } from '../../domain/hint.ts';
import { type HintBatch, mergeHints } from '../hint-batch.ts';
import { CRM, HUBSPOT_OBJECTS } from './object-names.ts';

/** Objects by their word in `deal.propertyChange`, in `DEAL_TO_CONTACT`, and by type id. */
const OBJECTS: Readonly<Record<string, string>> = {
  contact: 'contacts',
  company: 'companies',
  deal: 'deals',
  line_item: 'line_items',
  ticket: 'tickets',
  product: 'products',
  lead: 'leads',
  call: 'calls',
  email: 'emails',
  meeting: 'meetings',
  note: 'notes',
  task: 'tasks',
  '0-1': 'contacts',
  '0-2': 'companies',
  '0-3': 'deals',
  '0-5': 'tickets',
  '0-7': 'products',
  '0-8': 'line_items',
  '0-27': 'tasks',
  '0-46': 'notes',
  '0-47': 'meetings',
  '0-48': 'calls',
  '0-49': 'emails',
  '0-136': 'leads',
};

const KINDS: Readonly<Record<string, Hint['kind']>> = {
  creation: 'changed',
  propertyChange: 'changed',
  restore: 'changed',
  associationChange: 'changed',
  deletion: 'deleted',
  merge: 'merged',
  privacyDeletion: 'erased',
};

const IdSchema = z.pipe(
  z.union([z.int().check(z.nonnegative()), z.string().check(z.regex(/^\d{1,20}$/))]),
  z.transform(String),
);
const EventSchema = z.object({
  subscriptionType: z.string(),
  portalId: IdSchema,
  occurredAt: z.int(),
  objectTypeId: z.optional(z.string()),
  objectId: z.optional(IdSchema),
  primaryObjectId: z.optional(IdSchema),
  newObjectId: z.optional(IdSchema),
  mergedObjectIds: z.optional(z.array(IdSchema)),
  associationType: z.optional(z.string()),
  fromObjectId: z.optional(IdSchema),
  fromObjectTypeId: z.optional(z.string()),
  toObjectId: z.optional(IdSchema),
  toObjectTypeId: z.optional(z.string()),
});
type WebhookEvent = z.infer<typeof EventSchema>;

/**
 * Hints of one delivery: an array of events, mixed and in no order. One that cannot be read does not hold up the
 * others. `portalId` drops the events of other accounts.
 * https://developers.hubspot.com/docs/api/webhooks
 */
export function toWebhookHints(events: readonly unknown[], portalId: string | undefined): HintBatch {
  const hints: Hint[] = [];
  const rejects: string[] = [];
  let dropped = 0;
  for (const raw of events) {
    const event = EventSchema.safeParse(raw);
    if (!event.success) {
      rejects.push(`event without a readable ${String(event.error.issues[0]?.path[0] ?? 'shape')}`);
      continue;
    }
    const isForeign = portalId !== undefined && event.data.portalId !== portalId;
    const found = isForeign ? [] : hintsOf(event.data);
    if (found === undefined) rejects.push('event without an id');
    else if (found.length === 0) dropped += 1;
    else hints.push(...found);
  }
  return { crm: CRM, hints: mergeHints(hints), dropped, rejects };
}

/** Empty where the event is about nothing that is synced; undefined where it names no record. */
function hintsOf(event: WebhookEvent): readonly Hint[] | undefined {
  const [word = '', action = ''] = event.subscriptionType.split('.');
  const kind = Object.hasOwn(KINDS, action) ? KINDS[action] : undefined;
  if (kind === undefined) return [];
  if (action === 'associationChange') return endsOf(event, word);
  const { objectTypeId, objectId, primaryObjectId, newObjectId, mergedObjectIds = [] } = event;
  const ids = [newObjectId, primaryObjectId, objectId, ...mergedObjectIds].filter((id) => id !== undefined);
  if (ids.length === 0) return undefined;
  return hint(objectOf(word === 'object' ? objectTypeId : word), ids, kind, event);
}

function endsOf(event: WebhookEvent, word: string): readonly Hint[] | undefined {
  const { associationType = '', fromObjectId, toObjectId, fromObjectTypeId, toObjectTypeId } = event;
  if (fromObjectId === undefined || toObjectId === undefined) return undefined;
  const [fromWord, toWord] = associationType.toLowerCase().split('_to_');
  const from = fromObjectTypeId ?? (word === 'object' ? fromWord : word);
  return [
    ...hint(objectOf(from), [fromObjectId], 'changed', event),
    ...hint(objectOf(toObjectTypeId ?? toWord), [toObjectId], 'changed', event),
  ];
}

function hint(
  object: string | undefined,
  ids: readonly string[],
  kind: Hint['kind'],
  { occurredAt }: WebhookEvent,
): readonly Hint[] {
  return object === undefined ? [] : [{ crm: CRM, object, ids, kind, atMs: occurredAt }];
}

function objectOf(name: string | undefined): string | undefined {
  if (name === undefined || !Object.hasOwn(OBJECTS, name)) return undefined;
  const object = OBJECTS[name];
  return object !== undefined && HUBSPOT_OBJECTS.includes(object) ? object : undefined;
}
