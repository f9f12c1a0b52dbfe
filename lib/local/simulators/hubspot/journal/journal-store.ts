import type { RecordChange } from '../change-log.ts';
import type { Portal } from '../portal.ts';

/** What an app wants the journal to hold. */
export interface JournalSubscription {
  readonly id: number;
  readonly appId: number;
  readonly subscriptionType: string;
  readonly objectTypeId: string;
  readonly actions: readonly string[];
  readonly portalId?: number | undefined;
  readonly properties?: readonly string[] | undefined;
  readonly objectIds?: readonly number[] | undefined;
  readonly associatedObjectTypeIds?: readonly string[] | undefined;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export type JournalEvent = Readonly<Record<string, unknown>>;

/** One file of the journal. */
export interface JournalEntry {
  readonly offset: string;
  readonly publishedAtMs: number;
  readonly events: readonly JournalEvent[];
}

export interface Journal {
  readonly subscriptions: Map<number, JournalSubscription>;
  /** Oldest first; what happened since the last call is closed into files by this. */
  readonly entries: () => readonly JournalEntry[];
  readonly add: (event: JournalEvent) => void;
  readonly newId: () => number;
}

/** https://developers.hubspot.com/docs/api-reference/latest/webhooks-journal/journal-entries/guide */
const KEPT_MS = 3 * 86_400_000;
/** Ours: the vendor does not say how many events a file holds. */
const EVENTS_PER_ENTRY = 1000;
const OFFSET_BYTES = 16;

const ACTIONS: Readonly<Record<RecordChange['kind'], string>> = {
  creation: 'CREATE',
  propertyChange: 'UPDATE',
  deletion: 'DELETE',
  merge: 'MERGE',
  restore: 'RESTORE',
  privacyDeletion: 'GDPR_PRIVACY_DELETION',
  associationChange: 'ASSOCIATION_ADDED',
};

/** Keeps every change that an app subscribed to, for three days. */
export function createJournal(portal: Portal): Journal {
  const subscriptions = new Map<number, JournalSubscription>();
  let entries: JournalEntry[] = [];
  let open: JournalEvent[] = [];
  let nextId = 1;
  portal.changes.listen((change) => {
    const event = toEvent(portal, change);
    const isWanted = [...subscriptions.values()].some((one) => wants(one, event, change));
    if (isWanted) open.push(event);
  });
  return {
    subscriptions,
    add: (event) => {
      open.push(event);
    },
    newId: () => {
      nextId += 1;
      return nextId;
    },
    entries: () => {
      const nowMs = portal.clock.nowMs();
      for (; open.length > 0; open = open.slice(EVENTS_PER_ENTRY)) {
        const events = open.slice(0, EVENTS_PER_ENTRY);
        entries.push({ offset: newOffset(portal), publishedAtMs: nowMs, events });
      }
      entries = entries.filter(({ publishedAtMs }) => publishedAtMs > nowMs - KEPT_MS);
      return entries;
    },
  };
}

export function newOffset(portal: Portal): string {
  const hex = portal.random.id(OFFSET_BYTES);
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
}

/** The layout of a file is not in HubSpot's OpenAPI: unverified beside its guide. */
function toEvent(portal: Portal, change: RecordChange) {
  const typeOf = (object: string) => portal.names.get(object)?.typeId ?? object;
  const isRemoved = change.kind === 'associationChange' && change.isRemoved;
  const base = {
    portalId: portal.account.portalId,
    occurredAt: new Date(change.atMs).toISOString(),
    action: isRemoved ? 'ASSOCIATION_REMOVED' : ACTIONS[change.kind],
    objectTypeId: typeOf(change.object),
    objectId: Number(change.kind === 'merge' ? change.newId : change.id),
    changeSource: change.source.type,
    ...(change.source.id === undefined ? {} : { sourceId: change.source.id }),
  };
  switch (change.kind) {
    case 'propertyChange':
      return { type: 'OBJECT', ...base, propertyChanges: { [change.property]: change.value } };
    case 'merge':
      return {
        type: 'OBJECT',
        ...base,
        primaryObjectId: Number(change.primaryId),
        mergedObjectIds: change.mergedIds.map(Number),
      };
    case 'associationChange':
      return {
        type: 'ASSOCIATION',
        ...base,
        toObjectTypeId: typeOf(change.toObject),
        toObjectId: Number(change.toId),
        associationTypeId: change.typeId,
      };
    default:
      return { type: 'OBJECT', ...base };
  }
}

function wants(
  subscription: JournalSubscription,
  event: ReturnType<typeof toEvent>,
  change: RecordChange,
): boolean {
  if (subscription.objectTypeId !== event.objectTypeId) return false;
  if (change.kind !== 'privacyDeletion' && !subscription.actions.includes(event.action)) return false;
  const { objectIds = [], properties = [] } = subscription;
  if (objectIds.length > 0 && !objectIds.includes(event.objectId)) return false;
  return change.kind !== 'propertyChange' || properties.length === 0 || properties.includes(change.property);
}
