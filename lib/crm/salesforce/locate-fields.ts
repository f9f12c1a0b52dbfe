import { CrmFailure } from '../crm-failure.ts';
import { QueryAnswer } from './payloads.ts';
import { queryRows } from './query.ts';
import type { SalesforceClient } from './salesforce-client.ts';

type Whereabouts = 'hidden' | 'absent' | 'unknown';

/** Names that may stand in a query. */
const API_NAME = /^\w+$/;

/**
 * Of fields that `describe` does not show: `hidden` where the org's metadata or a permission set names them, `absent`
 * where the metadata answers and names none, `unknown` where the user may not read the metadata.
 */
export async function locateFields(
  client: SalesforceClient,
  object: string,
  names: readonly string[],
): Promise<ReadonlyMap<string, Whereabouts>> {
  const asked = names.filter((name) => API_NAME.test(name));
  if (asked.length === 0 || !API_NAME.test(object)) return new Map(names.map((name) => [name, 'absent']));
  const sources = [definitionsOf, permissionsOf, customFieldsOf];
  const answers = await Promise.all(sources.map((source) => allowed(source(client, object, asked))));
  const [definitions, , customFields] = answers;
  const known = new Set(answers.flatMap((answer) => [...(answer ?? [])]));
  return new Map(
    names.map((name) => {
      if (known.has(name.toLowerCase())) return [name, 'hidden'];
      // Definitions leave out what the user may not see; only the list of custom fields is whole.
      const isWhole = name.endsWith('__c') ? customFields !== undefined : definitions !== undefined;
      return [name, isWhole || !asked.includes(name) ? 'absent' : 'unknown'];
    }),
  );
}

/** https://developer.salesforce.com/docs/atlas.en-us.api_tooling.meta/api_tooling/tooling_api_objects_fielddefinition.htm */
async function definitionsOf(client: SalesforceClient, object: string, names: readonly string[]) {
  const soql = `SELECT QualifiedApiName FROM FieldDefinition WHERE EntityDefinition.QualifiedApiName = '${object}' AND QualifiedApiName IN (${quoted(names)})`;
  const rows = await queryRows(client, 'query', soql);
  return rows.map((row) => String(row['QualifiedApiName']).toLowerCase());
}

/** https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_fieldpermissions.htm */
async function permissionsOf(client: SalesforceClient, object: string, names: readonly string[]) {
  const fields = names.map((name) => `${object}.${name}`);
  const soql = `SELECT Field FROM FieldPermissions WHERE SobjectType = '${object}' AND Field IN (${quoted(fields)})`;
  const rows = await queryRows(client, 'query', soql);
  return rows.map((row) =>
    String(row['Field'])
      .slice(object.length + 1)
      .toLowerCase(),
  );
}

/** https://developer.salesforce.com/docs/atlas.en-us.api_tooling.meta/api_tooling/tooling_api_objects_customfield.htm */
async function customFieldsOf(client: SalesforceClient, object: string, names: readonly string[]) {
  const custom = names.filter((name) => name.endsWith('__c')).map((name) => name.slice(0, -'__c'.length));
  if (custom.length === 0) return [];
  const soql = `SELECT DeveloperName FROM CustomField WHERE TableEnumOrId = '${object}' AND DeveloperName IN (${quoted(custom)})`;
  const path = `/tooling/query?q=${encodeURIComponent(soql)}`;
  const { records } = await client.read({ method: 'GET', path }, QueryAnswer);
  return records.map((row) => `${String(row['DeveloperName'])}__c`.toLowerCase());
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `'${name}'`).join();
}

/** Undefined where the org refuses the question. */
async function allowed<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (cause) {
    if (cause instanceof CrmFailure && ['permission', 'request'].includes(cause.failure)) return undefined;
    throw cause;
  }
}
