/** https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_concepts.htm (ids) */
const SALESFORCE_PREFIX = {
  Account: '001',
  Contact: '003',
  User: '005',
  Opportunity: '006',
  CampaignMember: '00v',
  OpportunityContactRole: '00K',
  Lead: '00Q',
  Campaign: '701',
} as const;
export type SalesforceObject = keyof typeof SALESFORCE_PREFIX;

/** The org's part of an id, between the prefix and the counter. */
const INSTANCE = 'dm0000';
const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const CHECKSUM = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';
const COUNTER_LENGTH = 6;
const CHUNK_LENGTH = 5;

/** HubSpot gives one running number to all objects; each object has a range of its own here. */
const HUBSPOT_FIRST = {
  contacts: 210_000_000_000,
  companies: 320_000_000_000,
  deals: 430_000_000_000,
} as const;
type HubspotObject = keyof typeof HUBSPOT_FIRST;

/** 18 characters: 15, and 3 that say which of them are capitals. */
export function salesforceId(object: SalesforceObject, number: number): string {
  let counter = '';
  for (let rest = number; counter.length < COUNTER_LENGTH; rest = Math.floor(rest / BASE62.length))
    counter = BASE62.charAt(rest % BASE62.length) + counter;
  return withChecksum(`${SALESFORCE_PREFIX[object]}${INSTANCE}${counter}`);
}

export function hubspotId(object: HubspotObject, number: number): string {
  return String(HUBSPOT_FIRST[object] + number);
}

/** Each checksum letter holds one bit per character of a chunk of five: set for a capital. */
export function withChecksum(id15: string): string {
  let checksum = '';
  for (let start = 0; start < id15.length; start += CHUNK_LENGTH) {
    let bits = 0;
    for (let i = 0; i < CHUNK_LENGTH; i++) if (/[A-Z]/.test(id15.charAt(start + i))) bits |= 1 << i;
    checksum += CHECKSUM.charAt(bits);
  }
  return id15 + checksum;
}
