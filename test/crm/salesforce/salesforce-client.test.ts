import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { createSalesforceClient } from '../../../lib/crm/salesforce/salesforce-client.ts';
import {
  evenRandom,
  instantClock,
  refusal,
  type ScriptedOrg,
  SIM,
  type Step,
  startScriptedOrg,
} from './scripted-org.ts';

const XML = { 'content-type': 'text/xml' } as const;
const GET = { method: 'GET', path: '/limits' } as const;
const OK: Step = { json: { ok: true } };
const Answer = z.object({ ok: z.boolean() });

let org: ScriptedOrg;
afterEach(() => org.close());

async function connect(...script: readonly Step[]) {
  org = await startScriptedOrg(script);
  const clock = instantClock();
  return {
    clock,
    client: createSalesforceClient({ url: org.url, credentials: SIM, clock, random: evenRandom }),
  };
}

const cutOff: Step = (response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' }).write('{"ok"');
  setImmediate(() => response.destroy());
};
const cutShort: Step = (response) =>
  response.writeHead(200, { 'content-type': 'application/json' }).end('{"ok"');
const webPage: Step = (response) =>
  response.writeHead(200, { 'content-type': 'text/html' }).end('<html>maintenance</html>');
const hangUp: Step = (response) => response.destroy();

describe('a read of Salesforce', () => {
  it.each([
    ['an answer that broke off', cutOff],
    ['an answer cut short', cutShort],
    ['a web page in place of data', webPage],
    ['a connection that was reset', hangUp],
    ['an error inside the org', refusal(500, 'UNKNOWN_EXCEPTION')],
    ['an overloaded org', refusal(503, 'SERVER_UNAVAILABLE')],
  ])('is repeated after %s', async (_name, step) => {
    const { client, clock } = await connect(step, OK);

    const answer = await client.read(GET, Answer);

    expect(answer).toEqual({ ok: true });
    expect(clock.slept).toEqual([500]);
    expect(client.calls()).toBe(3);
  });

  it.each([
    ['an answer that breaks off', cutOff],
    ['a web page', webPage],
    ['JSON of another shape', { json: { ok: 'maybe' } }],
  ])('fails as corrupt when %s is all it gets', async (_name, step) => {
    const { client } = await connect(step, step, step, step, step);

    await expect(client.read(GET, Answer)).rejects.toMatchObject({ name: 'CrmFailure', failure: 'corrupt' });
    expect(org.calls).toHaveLength(5);
  });

  it('waits as long as the org asks for', async () => {
    const busy: Step = (response) => response.writeHead(429, { 'retry-after': '7' }).end('[]');
    const { client, clock } = await connect(busy, OK);

    await client.read(GET, Answer);

    expect(clock.slept).toEqual([7000]);
  });

  it('does not spend calls when the daily limit is reached', async () => {
    const { client } = await connect(refusal(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.'));

    await expect(client.read(GET, Answer)).rejects.toMatchObject({ failure: 'quota' });
    expect(org.calls).toHaveLength(1);
  });

  it('F29 does not follow a redirect', async () => {
    const away: Step = (response) =>
      response.writeHead(302, { location: 'https://elsewhere.example/' }).end();
    const { client } = await connect(away);

    await expect(client.read(GET, Answer)).rejects.toMatchObject({ failure: 'request', status: 302 });
  });
});

describe('a metadata call', () => {
  const xml =
    (status: number, body: string): Step =>
    (response) =>
      response
        .writeHead(status, { 'content-type': 'text/xml' })
        .end(`<s:Envelope><s:Body>${body}</s:Body></s:Envelope>`);
  const fault = (code: string) =>
    xml(500, `<s:Fault><faultcode>sf:${code}</faultcode><faultstring>${code}: text</faultstring></s:Fault>`);
  const result =
    '<result><created>true</created><fullName>Lead.A__c</fullName><success>true</success></result>';
  const done = xml(200, `<upsertMetadataResponse>${result}</upsertMetadataResponse>`);
  const upsert = (client: Awaited<ReturnType<typeof connect>>['client']) =>
    client.metadata((api) => api.upsert('CustomField', [{ fullName: 'Lead.A__c' }]), z.unknown());

  it('refreshes an expired session once and sends the new one', async () => {
    const { client } = await connect(fault('INVALID_SESSION_ID'), done);

    const results = await upsert(client);

    expect(results).toEqual([{ created: true, fullName: 'Lead.A__c', success: true, errors: [] }]);
    expect(org.calls.map((call) => call.path)).toEqual(['/services/Soap/m/66.0', '/services/Soap/m/66.0']);
    expect(org.calls.map((call) => /<sessionId>(.*)<\/sessionId>/.exec(call.body)?.[1])).toEqual([
      'token-1',
      'token-2',
    ]);
  });

  it('names the right that is missing', async () => {
    const { client } = await connect(fault('INSUFFICIENT_ACCESS'));

    await expect(upsert(client)).rejects.toMatchObject({
      failure: 'permission',
      message: expect.stringContaining('INSUFFICIENT_ACCESS'),
    });
  });

  it.each([
    ['a web page', webPage],
    ['XML cut short', (response: ServerResponse) => response.writeHead(200, XML).end('<s:Envelope><s:Body>')],
  ])('fails as corrupt when %s answers', async (_name, step) => {
    const { client } = await connect(step, step, step, step, step);

    await expect(upsert(client)).rejects.toMatchObject({ failure: 'corrupt' });
    expect(org.calls).toHaveLength(5);
  });

  it('says that tokens in JWT format cannot be used', async () => {
    const jwt = ['{"alg":"RS256"}', '{"iss":"x"}', 'signature'].map((part) =>
      Buffer.from(part).toString('base64url'),
    );
    org = await startScriptedOrg([], { token: { access_token: jwt.join('.') } });
    const client = createSalesforceClient({
      url: org.url,
      credentials: SIM,
      clock: instantClock(),
      random: evenRandom,
    });

    await expect(upsert(client)).rejects.toMatchObject({
      failure: 'request',
      message: expect.stringContaining('JWT'),
    });
  });
});
