import { type Calendar, toInstantMs, toIso } from './calendar.ts';
import type { Row } from './csv.ts';
import type { Person } from './journey.ts';

const MS_PER_HOUR = 3_600_000;
const LAST_MINUTE = 1439;
/** Marketing hands a lead to sales within this many hours. */
const HANDOVER_HOURS = 5;

/** The last instant at which any record was touched: the end of yesterday. */
export function lastInstantMs({ lastEvent }: Calendar): number {
  return toInstantMs(lastEvent, LAST_MINUTE);
}

/** When the person's Salesforce record was created: after HubSpot's, where HubSpot has one. */
export function salesforceCreatedMs(person: Person, calendar: Calendar): number {
  if (!person.presence.hubspot) return person.leadAtMs;
  const delayMs = ((person.number % HANDOVER_HOURS) + 1) * MS_PER_HOUR;
  return Math.min(person.leadAtMs + delayMs, lastInstantMs(calendar));
}

/** When the lead became contact, account and opportunity: with its deal, but never before its own creation. */
export function convertedMs(person: Person, dealCreatedMs: number, calendar: Calendar): number {
  return Math.max(dealCreatedMs, salesforceCreatedMs(person, calendar) + MS_PER_HOUR);
}

/** Salesforce's four system fields. */
export function salesforceStamps(createdMs: number, modifiedMs: number = createdMs): Row {
  const modified = toIso(Math.max(createdMs, modifiedMs));
  return {
    CreatedDate: toIso(createdMs),
    LastModifiedDate: modified,
    SystemModstamp: modified,
    IsDeleted: 'false',
  };
}

export const SALESFORCE_STAMPS: readonly string[] = [
  'CreatedDate',
  'LastModifiedDate',
  'SystemModstamp',
  'IsDeleted',
];

/** Columns that a HubSpot export adds to the properties. */
export function hubspotStamps(createdMs: number, modifiedMs: number = createdMs): Row {
  return {
    createdAt: toIso(createdMs),
    updatedAt: toIso(Math.max(createdMs, modifiedMs)),
    archived: 'false',
  };
}

export const HUBSPOT_STAMPS: readonly string[] = ['createdAt', 'updatedAt', 'archived'];
