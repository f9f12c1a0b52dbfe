import type { CrmConfig } from '../../domain/config.ts';
import type { CrmRecord, RecordRef } from '../../domain/entities.ts';
import { textOf } from './record-values.ts';

/** Where HubSpot's Salesforce connector, and the custom fields people made before it, keep the other id. */
const ID_FIELDS = [
  'hs_salesforce_object_id',
  'salesforceleadid',
  'salesforcecontactid',
  'salesforceaccountid',
  'salesforceopportunityid',
];

/** https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_erd_key_prefixes.htm */
const OBJECT_OF_PREFIX: Readonly<Record<string, string>> = {
  '00Q': 'Lead',
  '003': 'Contact',
  '001': 'Account',
  '006': 'Opportunity',
};

const SHORT_ID = 15;
const CHECK_LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/** The same record in Salesforce, as stored on this one. Ids of other objects are left out. */
export function foreignRefsOf(record: CrmRecord, config: CrmConfig): readonly RecordRef[] {
  const names = config.foreignId === undefined ? ID_FIELDS : [config.foreignId];
  const refs = names.flatMap((name) => toSalesforceRef(textOf(record, name)) ?? []);
  if (refs.length < 2) return refs;
  return [...new Map(refs.map((ref) => [ref.id, ref])).values()];
}

function toSalesforceRef(id: string | null): RecordRef | undefined {
  if (id === null || !/^[a-zA-Z0-9]{15}([a-zA-Z0-9]{3})?$/.test(id)) return undefined;
  const object = OBJECT_OF_PREFIX[id.slice(0, 3)];
  return object === undefined ? undefined : { crm: 'salesforce', object, id: toLongId(id) };
}

/** The 18-character form, whose last three say which letters are capitals; a 15-character id names the same record. */
function toLongId(id: string): string {
  if (id.length !== SHORT_ID) return id;
  const checks = [0, 5, 10].map((start) => {
    const capitals = [...id.slice(start, start + 5)].map((letter, bit) =>
      /[A-Z]/.test(letter) ? 2 ** bit : 0,
    );
    return CHECK_LETTERS[capitals.reduce((sum, value) => sum + value, 0)] ?? '';
  });
  return `${id}${checks.join('')}`;
}
