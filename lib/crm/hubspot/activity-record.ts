import type { ActivityRecord, CrmRecord, RecordRef } from '../../domain/entities.ts';
import { firstDate, refOf, textOf } from './record-values.ts';

/** How one kind of activity tells whether it took place and who began it. */
interface ActivityKind {
  readonly type: ActivityRecord['type'];
  readonly isDone: (record: CrmRecord) => boolean;
  readonly direction: (record: CrmRecord) => ActivityRecord['direction'];
}

/** Values of the vendor's own enumerations. https://developers.hubspot.com/docs/guides/api/crm/engagements/engagement-details */
const KINDS: Readonly<Record<string, ActivityKind>> = {
  calls: {
    type: 'call',
    // A call that a person logs has no status: it is over.
    isDone: (record) => isOneOf(record, 'hs_call_status', ['COMPLETED'], true),
    direction: (record) => directionOf(textOf(record, 'hs_call_direction'), ['INBOUND'], ['OUTBOUND']),
  },
  meetings: {
    type: 'meeting',
    isDone: (record) => isOneOf(record, 'hs_meeting_outcome', ['COMPLETED'], true),
    direction: () => null,
  },
  emails: {
    type: 'email',
    isDone: (record) => isOneOf(record, 'hs_email_status', ['SENT'], true),
    direction: (record) =>
      directionOf(textOf(record, 'hs_email_direction'), ['INCOMING_EMAIL'], ['EMAIL', 'FORWARDED_EMAIL']),
  },
  tasks: {
    type: 'task',
    isDone: (record) => isOneOf(record, 'hs_task_status', ['COMPLETED'], false),
    direction: () => null,
  },
  notes: { type: 'note', isDone: () => true, direction: () => null },
};

/** Null for an object that is no activity. Throws AppError 'record-invalid' for a date that is none. */
export function toActivity(record: CrmRecord): ActivityRecord | null {
  const kind = KINDS[record.object];
  if (kind === undefined) return null;
  return {
    kind: 'activity',
    ref: refOf(record),
    type: kind.type,
    at: firstDate(record, 'hs_timestamp', 'hs_createdate') ?? record.createdAt,
    isDone: !record.deleted && kind.isDone(record),
    direction: kind.direction(record),
    people: linkedTo(record, 'contacts'),
    companies: linkedTo(record, 'companies'),
    deals: linkedTo(record, 'deals'),
    ownerId: textOf(record, 'hubspot_owner_id'),
  };
}

function isOneOf(record: CrmRecord, name: string, values: readonly string[], whenBlank: boolean): boolean {
  const value = textOf(record, name);
  return value === null ? whenBlank : values.includes(value.toUpperCase());
}

function directionOf(
  value: string | null,
  inbound: readonly string[],
  outbound: readonly string[],
): ActivityRecord['direction'] {
  const word = value?.toUpperCase() ?? '';
  if (inbound.includes(word)) return 'inbound';
  return outbound.includes(word) ? 'outbound' : null;
}

function linkedTo(record: CrmRecord, object: string): readonly RecordRef[] {
  return record.links.filter(({ to }) => to.object === object).map(({ to }) => to);
}
