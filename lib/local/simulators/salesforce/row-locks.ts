import type { Org } from './org.ts';
import { shortId } from './record-ids.ts';
import type { Refusal } from './salesforce-errors.ts';
import type { FieldValue } from './value-types.ts';

/** Lookups whose record a write to the child locks too. https://developer.salesforce.com/docs/atlas.en-us.draes.meta/draes/draes_tools_record_locking_cheat_sheet.htm */
const LOCKING = ['AccountId', 'CampaignId', 'ContactId', 'LeadId', 'OpportunityId', 'WhoId', 'WhatId'];

/** Spends an armed `row-lock` fault: another transaction holds the record or its parent. */
export function takeRowLock(org: Org, object: string, id: string): Refusal | undefined {
  if (org.faults.take(['row-lock'], object) === undefined) return undefined;
  return lockedRow(id);
}

/** A lock that somebody holds on the record or one of its parents; each refusal spends one call of it. */
export function takeParentLock(
  org: Org,
  object: string,
  id: string | undefined,
  values: Readonly<Record<string, FieldValue>>,
): Refusal | undefined {
  if (org.rules.locks.size === 0) return undefined;
  const ids = [id, ...LOCKING.map((name) => values[name])].filter((held) => typeof held === 'string');
  for (const held of ids) {
    const key = [held, shortId(held)].find((form) => org.rules.locks.has(form));
    const lock = key === undefined ? undefined : org.rules.locks.get(key);
    if (key === undefined || lock === undefined) continue;
    if (lock.callsLeft !== undefined) {
      lock.callsLeft -= 1;
      if (lock.callsLeft === 0) org.rules.locks.delete(key);
    }
    return lock.wrapped ? inTrigger(object, id, held) : lockedRow(held);
  }
  return undefined;
}

const lockedRow = (id: string): Refusal => ({
  code: 'UNABLE_TO_LOCK_ROW',
  message: `unable to obtain exclusive access to this record or 1 records: ${id}`,
  fields: [],
});

/** A trigger of the customer ran into the lock: what to do stands only in the text. */
function inTrigger(object: string, id: string | undefined, held: string): Refusal {
  const event = id === undefined ? 'BeforeInsert' : 'BeforeUpdate';
  const { code, message } = lockedRow(held);
  return {
    code: 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
    message: `${object}Trigger: execution of ${event}\n\ncaused by: System.DmlException: Update failed. First exception on row 0 with id ${held}; first error: ${code}, ${message}: []`,
    fields: [],
  };
}
