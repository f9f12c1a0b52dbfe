import * as z from 'zod';

/** What one CRM holds, read over its own API by code that shares nothing with the adapters. */
export interface VendorRow {
  readonly id: string;
  /** Named values as text; null where blank. */
  readonly values: Readonly<Record<string, string | null>>;
  /** Ids at the other end, by object, sorted. */
  readonly links: Readonly<Record<string, readonly string[]>>;
}

const HEADERS = { authorization: 'Bearer sim-truth', 'content-type': 'application/json' };

/** Fields whose values the store must hold, by object. */
const SALESFORCE_FIELDS: Readonly<Record<string, readonly string[]>> = {
  Account: ['Name', 'Website', 'SystemModstamp'],
  Contact: ['LastName', 'Email', 'AccountId', 'SystemModstamp'],
  Lead: [
    'LastName',
    'Email',
    'Status',
    'LeadSource',
    'IsConverted',
    'ConvertedOpportunityId',
    'SystemModstamp',
  ],
  Opportunity: ['Name', 'StageName', 'Amount', 'CloseDate', 'AccountId', 'SystemModstamp'],
  OpportunityContactRole: ['OpportunityId', 'ContactId', 'SystemModstamp'],
  Campaign: ['Name', 'SystemModstamp'],
  CampaignMember: ['CampaignId', 'LeadId', 'ContactId', 'SystemModstamp'],
};
const HUBSPOT_PROPERTIES: Readonly<Record<string, readonly string[]>> = {
  companies: ['name', 'domain', 'hs_lastmodifieddate'],
  contacts: ['email', 'lastname', 'lifecyclestage', 'utm_source', 'lastmodifieddate'],
  deals: ['dealname', 'amount', 'dealstage', 'hs_lastmodifieddate'],
};
const HUBSPOT_LINKS: Readonly<Record<string, readonly string[]>> = {
  deals: ['companies', 'contacts'],
  contacts: ['companies'],
};

export const TRUE_OBJECTS: readonly { readonly crm: string; readonly object: string }[] = [
  ...Object.keys(SALESFORCE_FIELDS).map((object) => ({ crm: 'salesforce', object })),
  ...Object.keys(HUBSPOT_PROPERTIES).map((object) => ({ crm: 'hubspot', object })),
];

/** Every live record of an object, by id. */
export async function trueRows(url: string, crm: string, object: string): Promise<readonly VendorRow[]> {
  return crm === 'salesforce' ? trueSalesforceRows(url, object) : trueHubspotRows(url, object);
}

const QueryAnswer = z.object({ done: z.literal(true), records: z.array(z.record(z.string(), z.unknown())) });

async function trueSalesforceRows(url: string, object: string): Promise<readonly VendorRow[]> {
  const fields = SALESFORCE_FIELDS[object] ?? [];
  const token = await fetch(`${url}/services/oauth2/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'grant_type=client_credentials&client_id=sim-truth&client_secret=sim-truth',
  });
  const { access_token } = z.object({ access_token: z.string() }).parse(await token.json());
  const soql = encodeURIComponent(`SELECT Id, ${fields.join(', ')} FROM ${object} ORDER BY Id`);
  const answer = await fetch(`${url}/services/data/v66.0/query?q=${soql}`, {
    headers: { authorization: `Bearer ${access_token}` },
  });
  const { records } = QueryAnswer.parse(await answer.json());
  return records.map((row) => ({
    id: String(row['Id']),
    values: Object.fromEntries(fields.map((field) => [field, asText(row[field])])),
    links: {},
  }));
}

const ListAnswer = z.object({
  results: z.array(
    z.object({
      id: z.string(),
      properties: z.record(z.string(), z.string().nullable()),
      associations: z
        .record(z.string(), z.object({ results: z.array(z.object({ id: z.string() })) }))
        .optional(),
    }),
  ),
  paging: z.object({ next: z.object({ after: z.string() }) }).optional(),
});

async function trueHubspotRows(url: string, object: string): Promise<readonly VendorRow[]> {
  const rows: VendorRow[] = [];
  const ends = HUBSPOT_LINKS[object] ?? [];
  const query = new URLSearchParams({
    limit: '100',
    properties: (HUBSPOT_PROPERTIES[object] ?? []).join(','),
    ...(ends.length > 0 ? { associations: ends.join(',') } : {}),
  });
  for (let after: string | undefined = '0'; after !== undefined; ) {
    query.set('after', after);
    const answer = await fetch(`${url}/crm/v3/objects/${object}?${query}`, { headers: HEADERS });
    const page: z.infer<typeof ListAnswer> = ListAnswer.parse(await answer.json());
    for (const { id, properties, associations } of page.results) {
      const links = ends.map((end) => {
        const ids = (associations?.[end]?.results ?? []).map((other) => other.id);
        return [end, [...new Set(ids)].sort()] as const;
      });
      const named = (HUBSPOT_PROPERTIES[object] ?? []).map((name) => [name, asText(properties[name])]);
      rows.push({ id, values: Object.fromEntries(named), links: Object.fromEntries(links) });
    }
    after = page.paging?.next.after;
  }
  return rows;
}

function asText(value: unknown): string | null {
  return value === null || value === undefined || value === '' ? null : String(value);
}
