import * as z from 'zod';
import type { FieldValue } from '../../lib/domain/entities.ts';

/** The vendors' own APIs without any client of ours: what anybody else would see in the CRMs. */
export type Values = Readonly<Record<string, FieldValue>>;

export interface VendorRecord {
  readonly id: string;
  readonly values: Values;
}

const SALESFORCE_VERSION = 'v67.0';
const HUBSPOT_BATCH = 100;

const ValueSchema = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const TokenSchema = z.object({ access_token: z.string() });
const RowSchema = z.record(z.string(), z.unknown());
const QuerySchema = z.object({
  totalSize: z.number(),
  records: z.array(RowSchema),
  nextRecordsUrl: z.string().optional(),
});
const DescribeSchema = z.object({ fields: z.array(z.object({ name: z.string(), type: z.string() })) });
const PropertiesSchema = z.object({ results: z.array(z.object({ name: z.string() })) });
const BatchSchema = z.object({
  results: z.array(z.object({ id: z.string(), properties: z.record(z.string(), ValueSchema) })),
});
const PageSchema = z.object({
  results: z.array(z.object({ id: z.string() })),
  paging: z.object({ next: z.object({ after: z.string() }) }).optional(),
});

/** All rows of a SOQL query, over all its pages. */
export async function querySalesforce(url: string, soql: string): Promise<readonly VendorRecord[]> {
  const headers = { authorization: `Bearer ${await salesforceToken(url)}` };
  const rows: VendorRecord[] = [];
  let path: string | undefined = `/services/data/${SALESFORCE_VERSION}/query?q=${encodeURIComponent(soql)}`;
  while (path !== undefined) {
    const page: z.infer<typeof QuerySchema> = QuerySchema.parse(await getJson(`${url}${path}`, headers));
    rows.push(...page.records.map(toRecord));
    path = page.nextRecordsUrl;
  }
  return rows;
}

/** Fields that the integration user can see. */
export async function describeSalesforce(url: string, object: string): Promise<readonly string[]> {
  const headers = { authorization: `Bearer ${await salesforceToken(url)}` };
  const path = `/services/data/${SALESFORCE_VERSION}/sobjects/${object}/describe`;
  const { fields } = DescribeSchema.parse(await getJson(`${url}${path}`, headers));
  return fields.flatMap(({ name, type }) => (type === 'address' || type === 'location' ? [] : [name]));
}

/** Sets fields of one record as a person in the CRM would. */
export async function editSalesforce(
  url: string,
  record: { readonly object: string; readonly id: string },
  values: Values,
): Promise<void> {
  const path = `/services/data/${SALESFORCE_VERSION}/sobjects/${record.object}/${record.id}`;
  await send(`${url}${path}`, { token: await salesforceToken(url), method: 'PATCH', body: values });
}

/** Sets properties of one record as a person in the CRM would. */
export async function editHubspot(
  url: string,
  record: { readonly object: string; readonly id: string },
  properties: Values,
): Promise<void> {
  const path = `/crm/v3/objects/${record.object}/${record.id}`;
  await send(`${url}${path}`, { token: 'sim-other', method: 'PATCH', body: { properties } });
}

/** Names of an object's properties. */
export async function describeHubspot(url: string, object: string): Promise<readonly string[]> {
  const answer = await getJson(`${url}/crm/v3/properties/${object}`, { authorization: 'Bearer sim-other' });
  return PropertiesSchema.parse(answer).results.map(({ name }) => name);
}

/** Ids of all records of an object. */
export async function listHubspot(url: string, object: string): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let after: string | undefined = ''; after !== undefined; ) {
    const query: string = `limit=100${after === '' ? '' : `&after=${after}`}`;
    const answer = await getJson(`${url}/crm/v3/objects/${object}?${query}`, {
      authorization: 'Bearer sim-other',
    });
    const page = PageSchema.parse(answer);
    ids.push(...page.results.map(({ id }) => id));
    after = page.paging?.next.after;
  }
  return ids;
}

/** Properties of records by batch read. */
export async function readHubspot(
  url: string,
  object: string,
  of: { readonly ids: readonly string[]; readonly properties: readonly string[] },
): Promise<readonly VendorRecord[]> {
  const records: VendorRecord[] = [];
  for (let at = 0; at < of.ids.length; at += HUBSPOT_BATCH) {
    const inputs = of.ids.slice(at, at + HUBSPOT_BATCH).map((id) => ({ id }));
    const answer = await send(`${url}/crm/v3/objects/${object}/batch/read`, {
      token: 'sim-other',
      method: 'POST',
      body: { inputs, properties: of.properties },
    });
    const { results } = BatchSchema.parse(await answer.json());
    records.push(...results.map(({ id, properties }) => ({ id, values: properties })));
  }
  return records;
}

async function salesforceToken(url: string): Promise<string> {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: 'sim-other',
    client_secret: 'sim-other',
  });
  const answer = await fetch(`${url}/services/oauth2/token`, { method: 'POST', body });
  return TokenSchema.parse(await answer.json()).access_token;
}

async function getJson(url: string, headers: Readonly<Record<string, string>>): Promise<unknown> {
  const answer = await fetch(url, { headers });
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  return answer.json();
}

async function send(
  url: string,
  call: { readonly token: string; readonly method: string; readonly body: unknown },
): Promise<Response> {
  const headers = { authorization: `Bearer ${call.token}`, 'content-type': 'application/json' };
  const answer = await fetch(url, { method: call.method, headers, body: JSON.stringify(call.body) });
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  return answer;
}

function toRecord({ attributes: _, ...row }: Readonly<Record<string, unknown>>): VendorRecord {
  const values = z.record(z.string(), ValueSchema).parse(row);
  return { id: String(values['Id']), values };
}
