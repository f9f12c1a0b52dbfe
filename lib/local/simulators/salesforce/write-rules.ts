import { formulaOf } from './calculated-values.ts';
import { findDuplicateByRule } from './duplicate-rules.ts';
import type { Org } from './org.ts';
import { findUnofferedChoice } from './record-types.ts';
import type { Refusal } from './salesforce-errors.ts';
import { findDuplicate } from './unique-values.ts';
import type { FieldValue, StoredRow } from './value-types.ts';

type Values = Readonly<Record<string, FieldValue>>;

/** Why the rules of the org refuse a record; undefined when they let it pass. `written` are the fields the call names. */
export function refuseByRules(
  org: Org,
  object: string,
  before: StoredRow | undefined,
  written: Values,
  after: StoredRow,
): Refusal | undefined {
  return (
    inactiveOwner(org, object, written) ??
    findUnofferedChoice(org, object, written, after.values['RecordTypeId']) ??
    findMember(org, object, before, after) ??
    missingTime(object, before, after) ??
    findDuplicate(org, object, written, before?.id) ??
    findInvalid(org, object, before, after) ??
    findDuplicateByRule(org, object, before, written, after)
  );
}

function inactiveOwner(org: Org, object: string, written: Values): Refusal | undefined {
  const owner = written['OwnerId'];
  const user = typeof owner === 'string' ? org.store.table('User').find(owner) : undefined;
  if (user === undefined || user.values['IsActive'] !== false) return undefined;
  const message = `operation performed with inactive user [${user.id.slice(0, 15)}] as owner of ${object.toLowerCase()}`;
  return { code: 'INACTIVE_OWNER_OR_USER', message, fields: ['OwnerId'] };
}

/** A lead or contact is a member of a campaign once, by one of both lookups. */
function findMember(
  org: Org,
  object: string,
  before: StoredRow | undefined,
  { values }: StoredRow,
): Refusal | undefined {
  if (object !== 'CampaignMember' || before !== undefined) return undefined;
  for (const name of ['LeadId', 'ContactId']) {
    const person = values[name] ?? null;
    if (person === null) continue;
    const other = org.store
      .table(object)
      .holding(name, person)
      .some((row) => row.values['IsDeleted'] !== true && row.values['CampaignId'] === values['CampaignId']);
    if (other) return { code: 'DUPLICATE_VALUE', message: 'Already a campaign member.', fields: [] };
    return undefined;
  }
  const message = 'Required fields are missing: [LeadId or ContactId]';
  return { code: 'REQUIRED_FIELD_MISSING', message, fields: ['LeadId', 'ContactId'] };
}

function missingTime(
  object: string,
  before: StoredRow | undefined,
  { values }: StoredRow,
): Refusal | undefined {
  if (object !== 'Event' || before !== undefined) return undefined;
  const isKnown = (...names: readonly string[]): boolean =>
    names.some((name) => (values[name] ?? null) !== null);
  const missing = [
    ...(isKnown('DurationInMinutes', 'EndDateTime') ? [] : ['DurationInMinutes']),
    ...(isKnown('ActivityDateTime', 'StartDateTime', 'ActivityDate') ? [] : ['ActivityDateTime']),
  ];
  if (missing.length === 0) return undefined;
  const message = `Required fields are missing: [${missing.join(', ')}]`;
  return { code: 'REQUIRED_FIELD_MISSING', message, fields: missing };
}

function findInvalid(
  org: Org,
  object: string,
  before: StoredRow | undefined,
  after: StoredRow,
): Refusal | undefined {
  for (const rule of org.rules.validation.values()) {
    if (rule.object !== object) continue;
    if (formulaOf(org, object, rule.formula)(org, after, before) !== true) continue;
    const fields = rule.field === undefined ? [] : [rule.field];
    return { code: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message: rule.message, fields };
  }
  return undefined;
}
