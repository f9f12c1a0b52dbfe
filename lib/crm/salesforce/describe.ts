import type * as z from 'zod';
import type { FieldDescription, ObjectDescription } from '../crm.ts';
import { CrmFailure } from '../crm-failure.ts';
import { errorCodeOf } from './failures.ts';
import { DescribeAnswer } from './payloads.ts';
import type { SalesforceClient } from './salesforce-client.ts';

/** Compound fields repeat their parts; files are not data. */
const NOT_READ: readonly string[] = ['address', 'location', 'base64', 'complexvalue'];

const TYPES: Readonly<Record<string, FieldDescription['type']>> = {
  boolean: 'boolean',
  double: 'number',
  currency: 'number',
  percent: 'number',
  int: 'number',
  long: 'number',
  date: 'date',
  datetime: 'date-time',
  reference: 'reference',
  time: 'other',
  anyType: 'other',
};

/** Roll-ups of campaigns, kept by the org itself: not `calculated`, and they move no stamp. */
const CAMPAIGN_ROLL_UP = /^(?:Hierarchy|NumberOf|Amount)/;
/** What activities alone change. */
const BY_ACTIVITIES: readonly string[] = ['LastActivityDate', 'HasOpenActivity', 'HasOverdueTask'];

/**
 * Every field the integration user can see; a field without a grant is absent, as if it did not exist.
 * Throws `CrmFailure` 'permission' for an object the org lacks or hides.
 */
export async function describeObject(client: SalesforceClient, object: string): Promise<ObjectDescription> {
  const call = { method: 'GET', path: describePath(object) } as const;
  const answer = await client.read(call, DescribeAnswer).catch((cause: unknown) => {
    throw isAbsent(cause) ? absentObject(object, cause) : cause;
  });
  return toDescription(object, answer);
}

/** https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_sobject_describe.htm */
export function describePath(object: string): string {
  return `/sobjects/${encodeURIComponent(object)}/describe`;
}

export function toDescription(object: string, answer: z.infer<typeof DescribeAnswer>): ObjectDescription {
  const fields = answer.fields
    .filter(({ type }) => !NOT_READ.includes(type))
    .map(({ name, label, type, updateable, calculated }) => ({
      name,
      label: label ?? name,
      type: TYPES[type] ?? 'text',
      isWritable: updateable === true && calculated !== true,
      ...(calculated === true || isSilent(object, name) ? { isComputed: true } : {}),
    }));
  return { object, fields };
}

function isSilent(object: string, name: string): boolean {
  return BY_ACTIVITIES.includes(name) || (object === 'Campaign' && CAMPAIGN_ROLL_UP.test(name));
}

function isAbsent(cause: unknown): boolean {
  return ['INVALID_TYPE', 'NOT_FOUND'].includes(errorCodeOf(cause) ?? '');
}

function absentObject(object: string, cause: unknown): CrmFailure {
  const message = `object ${object} does not exist in this org or is hidden from the integration user`;
  return new CrmFailure('permission', message, { cause });
}
