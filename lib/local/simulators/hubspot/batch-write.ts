import {
  type BatchError,
  batchValidationMessage,
  conflictMessage,
  contactConflict,
  invalidBatchProperties,
  missingObjects,
} from './hubspot-errors.ts';
import type { ObjectTable } from './object-table.ts';
import type { Portal } from './portal.ts';
import type { NewAssociation } from './record-links.ts';
import { toCreatedRecord, toWrittenRecord, type WireRecord } from './record-view.ts';
import { createRecord, updateRecord } from './record-writes.ts';
import type { StoredRecord } from './stored-record.ts';
import { checkWrite, type SentProperties, type WriteCheck } from './write-check.ts';

/** One input of a batch: a new record unless `current` or `missingId` is given. */
export interface WritePlan {
  readonly properties: SentProperties;
  readonly associations: readonly NewAssociation[];
  readonly traceId: string | undefined;
  readonly current?: StoredRecord;
  /** The id an update named and the portal does not have. */
  readonly missingId?: string;
  readonly isUpsert: boolean;
}

type Failure = Exclude<WriteCheck, { kind: 'ok' }>;

/**
 * Writes what can be written. A refused input becomes an entry of a 207 if it carries an objectWriteTraceId;
 * one without fails the whole batch before anything is written. Missing ids never do.
 */
export function runBatch(
  portal: Portal,
  table: ObjectTable,
  plans: readonly WritePlan[],
): { readonly results: readonly WireRecord[]; readonly errors: readonly BatchError[] } {
  const present = plans.filter(({ missingId }) => missingId === undefined);
  const missing = plans.flatMap(({ missingId }) => missingId ?? []);
  refuseUntraced(present.map((plan) => ({ plan, check: check(portal, table, plan) })));
  refuseTwins(table, present);
  const results: WireRecord[] = [];
  const errors: BatchError[] = [];
  for (const plan of present) {
    // Checked again: an input before this one may have taken its email.
    const checked = check(portal, table, plan);
    if (checked.kind === 'ok') results.push(write(portal, table, plan, checked));
    else errors.push(toBatchError(checked, plan.traceId));
  }
  if (missing.length > 0) errors.push(missingObjects(table.name.singular, missing));
  return { results, errors };
}

function check(portal: Portal, table: ObjectTable, plan: WritePlan): WriteCheck {
  return checkWrite(portal, table, plan.properties, plan.current);
}

function refuseUntraced(checked: readonly { readonly plan: WritePlan; readonly check: WriteCheck }[]): void {
  const failures = checked.filter(({ check }) => check.kind !== 'ok');
  if (failures.every(({ plan }) => plan.traceId !== undefined)) return;
  const problems = failures.flatMap(({ check }) => (check.kind === 'invalid' ? check.problems : []));
  throw problems.length > 0 ? invalidBatchProperties(problems) : contactConflict();
}

/** Two inputs with the same email: a conflict within the batch. */
function refuseTwins(table: ObjectTable, plans: readonly WritePlan[]): void {
  if (table.name.plural !== 'contacts') return;
  const emails = new Set<string>();
  for (const { properties, traceId } of plans) {
    const email = String(properties['email'] ?? '').toLowerCase();
    if (email === '') continue;
    if (emails.has(email) && traceId === undefined) throw contactConflict();
    emails.add(email);
  }
}

function write(
  portal: Portal,
  table: ObjectTable,
  plan: WritePlan,
  { values, sent }: Extract<WriteCheck, { kind: 'ok' }>,
): WireRecord {
  const { current, traceId, isUpsert } = plan;
  const trace = traceId === undefined ? {} : { objectWriteTraceId: traceId };
  const upsert = isUpsert ? { new: current === undefined } : {};
  if (current === undefined) {
    const created = createRecord(portal, table, values, plan.associations);
    return { ...toCreatedRecord(portal, table, created), ...trace, ...upsert };
  }
  updateRecord(portal, table, current, values);
  return { ...toWrittenRecord(portal, table, current, sent), ...trace, ...upsert };
}

function toBatchError(failure: Failure, traceId: string | undefined): BatchError {
  const trace = traceId === undefined ? {} : { objectWriteTraceId: [traceId] };
  if (failure.kind === 'conflict') {
    const message = conflictMessage(failure.existingId);
    const context = { ...trace, existingId: [failure.existingId] };
    return { status: 'error', category: 'CONFLICT', message, context };
  }
  const message = batchValidationMessage(failure.problems);
  return { status: 'error', category: 'VALIDATION_ERROR', message, context: trace };
}
