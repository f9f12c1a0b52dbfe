import { corporateCurrency } from './currencies.ts';
import { deriveValues } from './derived-values.ts';
import { type Org, stampNow } from './org.ts';
import { changeRow, systemStamp } from './record-changes.ts';
import type { FieldValue, StoredRow } from './value-types.ts';

type Values = Readonly<Record<string, FieldValue>>;

const MINUTE_MS = 60_000;
/** A member status that counts as a response where the campaign defines no statuses of its own. */
const RESPONDED = 'Responded';

/** What a write leaves on a record: what it names, less what is ignored, and what Salesforce works out of it. */
export function deriveWritten(
  org: Org,
  object: string,
  before: Values,
  written: Values,
): Record<string, FieldValue> {
  const changes = withoutIgnored(object, before, written);
  const derived = deriveValues(org.store, object, before, changes);
  const all = { ...before, ...derived };
  if (object === 'Task') return { ...derived, ...taskValues(org, all, changes) };
  if (object === 'Event') return { ...derived, ...eventValues(all), ...accountOf(org, all) };
  if (object === 'CampaignMember') return { ...derived, ...memberValues(org, all) };
  return derived;
}

/** The currency a new record starts with; nothing in an org with a single one. */
export function startingCurrency(org: Org, object: string): Values {
  if (org.catalog.findField(object, 'CurrencyIsoCode') === undefined) return {};
  return { CurrencyIsoCode: corporateCurrency(org) ?? null };
}

/** With line items the amount is their sum: another one is ignored without a word. */
function withoutIgnored(object: string, before: Values, written: Values): Values {
  if (object !== 'Opportunity' || before['HasOpportunityLineItem'] !== true || !('Amount' in written)) {
    return written;
  }
  const { Amount: _, ...kept } = written;
  return kept;
}

function taskValues(org: Org, all: Values, changes: Values): Values {
  const status = all['Status'] ?? null;
  const known = org.store.table('TaskStatus').holding('ApiName', status)[0];
  const isClosed = known?.values['IsClosed'] === true;
  return {
    ...('Status' in changes || known !== undefined ? { IsClosed: isClosed } : {}),
    ...accountOf(org, all),
  };
}

/** The account an activity rolls up to, by what it is about or by whom. */
function accountOf(org: Org, all: Values): Values {
  const what = String(all['WhatId'] ?? '');
  if (org.store.table('Account').get(what) !== undefined) return { AccountId: what };
  const deal = org.store.table('Opportunity').get(what);
  const contact = org.store.table('Contact').get(String(all['WhoId'] ?? ''));
  return { AccountId: deal?.values['AccountId'] ?? contact?.values['AccountId'] ?? null };
}

function eventValues(all: Values): Values {
  const start = all['StartDateTime'] ?? all['ActivityDateTime'];
  if (typeof start !== 'string') return {};
  const startMs = Date.parse(start.replace('+0000', 'Z'));
  const minutes = all['DurationInMinutes'];
  const end =
    typeof minutes === 'number'
      ? `${new Date(startMs + minutes * MINUTE_MS).toISOString().slice(0, 23)}+0000`
      : (all['EndDateTime'] ?? null);
  const times = { StartDateTime: start, ActivityDateTime: start, EndDateTime: end };
  return { ...times, ActivityDate: start.slice(0, 10) };
}

function memberValues(org: Org, all: Values): Values {
  const status = all['Status'] ?? null;
  const own = org.store
    .table('CampaignMemberStatus')
    .holding('CampaignId', all['CampaignId'] ?? null)
    .find(({ values }) => values['Label'] === status);
  const hasResponded = own === undefined ? status === RESPONDED : own.values['HasResponded'] === true;
  const first = all['FirstRespondedDate'] ?? null;
  return {
    HasResponded: hasResponded,
    FirstRespondedDate: hasResponded ? (first ?? stampNow(org).slice(0, 10)) : null,
  };
}

/** Fills in what an export folder leaves out of members and tasks. */
export function startDerivations(org: Org): void {
  for (const row of org.store.table('CampaignMember').list()) {
    if ((row.values['HasResponded'] ?? null) !== null) continue;
    const { HasResponded: hasResponded = false } = memberValues(org, row.values);
    org.store.update('CampaignMember', row, { HasResponded: hasResponded });
  }
  for (const row of org.store.table('Task').list()) {
    if ((row.values['IsClosed'] ?? null) === null)
      org.store.update('Task', row, taskValues(org, row.values, {}));
  }
}

/** An opportunity has one primary contact: a new one takes the place of the old without a word. */
export function keepOnePrimary(org: Org, object: string, row: StoredRow): void {
  if (object !== 'OpportunityContactRole' || row.values['IsPrimary'] !== true) return;
  const others = org.store
    .table(object)
    .holding('OpportunityId', row.values['OpportunityId'] ?? null)
    .filter(
      ({ id, values }) => id !== row.id && values['IsPrimary'] === true && values['IsDeleted'] !== true,
    );
  for (const other of others) changeRow(org, object, other, { IsPrimary: false, ...systemStamp(org) });
}
