import type { ActivityRecord, CrmRecord, RecordRef } from '../../domain/entities.ts';
import { objectOfId } from './objects.ts';
import { toId18 } from './record-id.ts';
import { booleanOf, momentOf, textOf } from './record-values.ts';

/** https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_task.htm (TaskSubtype) */
const TYPES: Readonly<Record<string, ActivityRecord['type']>> = {
  Call: 'call',
  Email: 'email',
  ListEmail: 'email',
};
const DIRECTIONS: Readonly<Record<string, ActivityRecord['direction']>> = {
  Inbound: 'inbound',
  Outbound: 'outbound',
};

/** A task: calls and mails are tasks too. */
export function toTask(record: CrmRecord): ActivityRecord {
  const callType = textOf(record, 'CallType');
  const usual = callType === null ? 'task' : 'call';
  return {
    ...toActivity(record),
    type: TYPES[textOf(record, 'TaskSubtype') ?? ''] ?? usual,
    at: momentOf(record, 'CompletedDateTime') ?? momentOf(record, 'ActivityDate') ?? record.createdAt,
    isDone: booleanOf(record, 'IsClosed'),
    direction: DIRECTIONS[callType ?? ''] ?? null,
  };
}

/** An event takes place by itself, at its time. */
export function toEvent(record: CrmRecord): ActivityRecord {
  const startsAt = momentOf(record, 'ActivityDateTime') ?? momentOf(record, 'StartDateTime');
  return {
    ...toActivity(record),
    type: 'meeting',
    at: startsAt ?? momentOf(record, 'ActivityDate') ?? record.createdAt,
    isDone: true,
    direction: null,
  };
}

function toActivity(record: CrmRecord) {
  const refs = ['WhoId', 'WhatId', 'AccountId'].flatMap((field) => refsOf(record, field));
  const of = (...objects: readonly string[]) => refs.filter(({ object }) => objects.includes(object));
  return {
    kind: 'activity',
    ref: { crm: record.crm, object: record.object, id: record.id },
    people: of('Lead', 'Contact'),
    companies: of('Account').filter(({ id }, i, all) => all.findIndex((other) => other.id === id) === i),
    deals: of('Opportunity'),
    ownerId: textOf(record, 'OwnerId'),
  } as const;
}

/** Who and what may be of any object; the id says of which. */
function refsOf(record: CrmRecord, field: string): readonly RecordRef[] {
  const id = textOf(record, field);
  const object = id === null ? undefined : objectOfId(id);
  return id === null || object === undefined ? [] : [{ crm: record.crm, object, id: toId18(id) }];
}
