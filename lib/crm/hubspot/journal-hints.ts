import * as z from 'zod';
import type { Hint } from '../../domain/hint.ts';
import { CRM, CRM_OBJECTS } from './object-names.ts';

/** https://developers.hubspot.com/docs/guides/api/crm/understanding-the-crm (object type ids) */
const OBJECT_OF_TYPE: Readonly<Record<string, string>> = {
  '0-1': 'contacts',
  '0-2': 'companies',
  '0-3': 'deals',
  '0-27': 'tasks',
  '0-46': 'notes',
  '0-47': 'meetings',
  '0-48': 'calls',
  '0-49': 'emails',
};
const KIND_OF_ACTION: Readonly<Record<string, Hint['kind']>> = {
  DELETE: 'deleted',
  MERGE: 'merged',
  GDPR_DELETE: 'erased',
  GDPR_PRIVACY_DELETION: 'erased',
};

const Id = z.union([z.string().min(1), z.int().transform(String)]);
/** The layout of a file is told by the guide alone: what it lacks is left out, what it has more is not read. */
const EventSchema = z.object({
  objectTypeId: z.string(),
  objectId: Id,
  action: z.string(),
  occurredAt: z.union([z.string(), z.number()]).transform((at) => new Date(at).getTime()),
  primaryObjectId: Id.optional().catch(undefined),
  mergedObjectIds: z.array(Id).optional().catch(undefined),
});
const FileSchema = z.object({ journalEvents: z.array(z.unknown()) });

/** What a journal file says: one hint per object and kind. Events of objects that are not synced are none of ours. */
export function hintsOfFile(file: unknown): readonly Hint[] {
  const hints = new Map<string, Hint>();
  for (const raw of FileSchema.parse(file).journalEvents) {
    const event = EventSchema.safeParse(raw).data;
    const object = event === undefined ? undefined : OBJECT_OF_TYPE[event.objectTypeId];
    if (event === undefined || object === undefined) continue;
    const kind = KIND_OF_ACTION[event.action] ?? 'changed';
    const key = `${object}/${kind}`;
    const before = hints.get(key);
    const named = [event.objectId, event.primaryObjectId, ...(event.mergedObjectIds ?? [])];
    const ids = [...(before?.ids ?? []), ...named.filter((id) => id !== undefined)];
    const atMs = Math.max(before?.atMs ?? 0, event.occurredAt || 0);
    hints.set(key, { crm: CRM, object, kind, ids: [...new Set(ids)], atMs });
  }
  return [...hints.values()];
}

/** Events were lost: all objects of the journal are to be read from `atMs` on. */
export function gapHints(atMs: number): readonly Hint[] {
  return CRM_OBJECTS.map((object) => ({ crm: CRM, object, ids: [], kind: 'gap', atMs }));
}
