import type { RecordChange } from '../change-log.ts';
import type { ObjectName } from '../object-names.ts';
import type { WebhookSubscription } from './webhook-subscriptions.ts';

/** One element of a delivery, as the vendor sends it. */
export type WebhookEvent = Readonly<Record<string, unknown>> & {
  readonly subscriptionType: string;
  readonly attemptNumber: number;
};

interface Sender {
  readonly portalId: number;
  readonly appId: string;
  readonly names: ReadonlyMap<string, ObjectName>;
  readonly newEventId: () => number;
}

/** The events that a change is to a subscription: none where it listens to something else. */
export function toWebhookEvents(
  change: RecordChange,
  subscription: WebhookSubscription,
  sender: Sender,
): readonly WebhookEvent[] {
  if (!subscription.active) return [];
  return bothWays(change).flatMap((view) => {
    const name = sender.names.get(view.object);
    if (name === undefined || !listens(view, subscription, name)) return [];
    const isGeneric = subscription.eventType.startsWith('object.');
    return [
      {
        eventId: sender.newEventId(),
        subscriptionId: Number(subscription.id),
        portalId: sender.portalId,
        appId: Number(sender.appId),
        occurredAt: view.atMs,
        subscriptionType: subscription.eventType,
        attemptNumber: 0,
        ...(isGeneric ? { objectTypeId: name.typeId } : {}),
        ...detailsOf(view, sender.names),
        changeSource: view.source.type,
        ...(view.source.id === undefined ? {} : { sourceId: view.source.id }),
      },
    ];
  });
}

/** An association is told to the subscribers of either end, each from its own side. */
function bothWays(change: RecordChange): readonly RecordChange[] {
  if (change.kind !== 'associationChange') return [change];
  const { object, id, toObject, toId } = change;
  return [change, { ...change, object: toObject, id: toId, toObject: object, toId: id }];
}

function listens(change: RecordChange, subscription: WebhookSubscription, name: ObjectName): boolean {
  const [subject, kind] = subscription.eventType.split('.');
  if (kind !== change.kind) return false;
  if (subject === 'object' ? subscription.objectTypeId !== name.typeId : subject !== name.singular)
    return false;
  const { propertyName } = subscription;
  return change.kind !== 'propertyChange' || propertyName === undefined || propertyName === change.property;
}

/** Ids are numbers on this wire. */
function detailsOf(change: RecordChange, names: ReadonlyMap<string, ObjectName>) {
  switch (change.kind) {
    case 'creation':
      return { objectId: Number(change.id), changeFlag: 'NEW' };
    case 'deletion':
      return { objectId: Number(change.id), changeFlag: 'DELETED' };
    case 'restore':
      return { objectId: Number(change.id), changeFlag: 'RESTORED' };
    case 'privacyDeletion':
      return { objectId: Number(change.id) };
    case 'propertyChange':
      return {
        objectId: Number(change.id),
        propertyName: change.property,
        propertyValue: change.value,
        isSensitive: false,
      };
    case 'merge':
      return {
        objectId: Number(change.newId),
        primaryObjectId: Number(change.primaryId),
        mergedObjectIds: change.mergedIds.map(Number),
        newObjectId: Number(change.newId),
        numberOfPropertiesMoved: change.movedProperties,
      };
    case 'associationChange':
      return {
        associationType: `${spell(names, change.object)}_TO_${spell(names, change.toObject)}`,
        associationTypeId: change.typeId,
        fromObjectId: Number(change.id),
        toObjectId: Number(change.toId),
        associationRemoved: change.isRemoved,
        isPrimaryAssociation: change.isPrimary,
      };
  }
}

function spell(names: ReadonlyMap<string, ObjectName>, object: string): string {
  return (names.get(object)?.singular ?? object).toUpperCase();
}
