import { afterEach, describe, expect, it } from 'vitest';
import { call, connect, queryPath, type SimulatedOrg, startOrg } from './simulated-org.ts';

const LEADS = `Id,LastName,Company,Status,Score__c,Segment__c,SystemModstamp
00QAAAAAAAAAAAA001,Sato,Acme,Open,10,mid,2026-01-01T00:00:00.000Z
00QAAAAAAAAAAAA002,Suzuki,Beta,Open,,,2026-01-02T00:00:00.000Z
`;

let org: SimulatedOrg;
afterEach(() => org.close());

describe('tokens', () => {
  it('authorizes jsforce by client credentials, and the token works on data calls', async () => {
    org = await startOrg({ Lead: LEADS });
    const connection = connect(org.url);

    const user = await connection.authorize({ grant_type: 'client_credentials' });
    const result = await connection.query('SELECT Id FROM Lead');

    expect(user.organizationId).toBe('00DSM00000000012AA');
    expect(connection.accessToken).toMatch(/^00DSM0000000001!AQ/);
    expect(result.totalSize).toBe(2);
  });

  it.each([
    [
      'client credentials',
      { grant_type: 'client_credentials', client_id: 'sim-a', client_secret: 'sim-b' },
      200,
    ],
    ['a wrong secret', { grant_type: 'client_credentials', client_id: 'sim-a', client_secret: 'b' }, 400],
    ['a JWT whose issuer is simulated', jwtGrant('sim-app'), 200],
    ['a JWT of another issuer', jwtGrant('other'), 400],
    ['a refresh token', { grant_type: 'refresh_token', refresh_token: 'sim-r', client_id: 'x' }, 200],
    ['an unknown refresh token', { grant_type: 'refresh_token', refresh_token: 'r', client_id: 'x' }, 400],
    ['a password', { grant_type: 'password', client_id: 'sim-a' }, 400],
  ])('answers %s', async (_name, form: Record<string, string>, status) => {
    org = await startOrg();

    const response = await fetch(`${org.url}/services/oauth2/token`, {
      method: 'POST',
      body: new URLSearchParams(form),
    });

    expect(response.status).toBe(status);
  });

  it('accepts the client as HTTP Basic, and names the error of a wrong one', async () => {
    org = await startOrg();
    const send = (client: string) =>
      fetch(`${org.url}/services/oauth2/token`, {
        method: 'POST',
        headers: { authorization: `Basic ${Buffer.from(client).toString('base64')}` },
        body: new URLSearchParams({ grant_type: 'client_credentials' }),
      });

    const accepted = await send('sim-id:sim-secret');
    const refused = await send('id:secret');

    expect(accepted.status).toBe(200);
    expect(await refused.json()).toEqual({
      error: 'invalid_client',
      error_description: 'invalid client credentials',
    });
  });

  it('refuses a data call without a known token', async () => {
    org = await startOrg();

    const response = await fetch(`${org.url}/services/data/v66.0/sobjects`, {
      headers: { authorization: 'Bearer other' },
    });

    expect(response.status).toBe(401);
    expect(await response.json()).toEqual([
      { message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' },
    ]);
  });
});

describe('resources', () => {
  it('lists versions without a token, under the date of the simulator', async () => {
    org = await startOrg();

    const response = await fetch(`${org.url}/services/data/`);

    expect(response.headers.get('date')).toBe('Wed, 01 Apr 2026 09:00:00 GMT');
    expect(await response.json()).toContainEqual({
      label: "Spring '26",
      url: '/services/data/v66.0',
      version: '66.0',
    });
  });

  it('counts calls against the daily limit', async () => {
    org = await startOrg();
    const connection = connect(org.url);

    await connection.query('SELECT Id FROM Lead');
    await connection.limits();

    expect(connection.limitInfo.apiUsage).toEqual({ used: 2, limit: 100_000 });
  });

  it('tells who the token acts as', async () => {
    org = await startOrg();

    const identity = await connect(org.url).identity();

    expect(identity.user_id).toBe('005SM0000000001YAA');
  });
});

describe('describe', () => {
  it('shows standard fields, columns of the folder with inferred types, and picklist values in use', async () => {
    org = await startOrg({ Lead: LEADS });

    const { fields, keyPrefix } = await connect(org.url).describe('Lead');

    const named = new Map(fields.map((field) => [field.name, field]));
    expect(keyPrefix).toBe('00Q');
    expect(named.get('Score__c')).toMatchObject({ type: 'double', custom: true, updateable: true });
    expect(named.get('Segment__c')).toMatchObject({ type: 'string', soapType: 'xsd:string' });
    expect(named.get('LastName')).toMatchObject({ nillable: false, createable: true, length: 80 });
    expect(named.get('IsConverted')).toMatchObject({ createable: false, updateable: false });
    expect(named.get('OwnerId')).toMatchObject({ referenceTo: ['Group', 'User'], relationshipName: 'Owner' });
    expect(named.get('Status')?.picklistValues?.map((choice) => choice.value)).toContain('Open');
  });

  it('serves objects it does not know by their columns', async () => {
    org = await startOrg({ Invoice__c: 'Id,Amount__c\na00AAAAAAAAAAAA001,12.5\n' });
    const connection = connect(org.url);

    const { sobjects } = await connection.describeGlobal();
    const { records } = await connection.query('SELECT Amount__c FROM Invoice__c');

    expect(sobjects.map((object) => object.name)).toContain('Invoice__c');
    expect(records[0]).toMatchObject({ Amount__c: 12.5 });
  });

  it('keeps what the folder says, and names the cells it cannot read', async () => {
    const csv =
      'Id,LastName,FirstName,Name,Company,AnnualRevenue\n00QAAAAAAAAAAAA001,Sato,Taro,Sato Taro,Acme,much\n';
    org = await startOrg({ Lead: csv });

    const { records } = await connect(org.url).query('SELECT Name, AnnualRevenue FROM Lead');

    expect(records).toMatchObject([{ Name: 'Sato Taro', AnnualRevenue: null }]);
    expect(org.problems).toEqual([
      { file: 'salesforce/Lead.csv', line: 2, column: 'AnnualRevenue', reason: '"much" is no currency' },
    ]);
  });

  it('answers describes inside a batch and a composite request', async () => {
    org = await startOrg();
    const url = '/services/data/v66.0/sobjects/Lead/describe';

    const batch = await call(org.url, 'POST', '/composite/batch', {
      batchRequests: [
        { method: 'GET', url: 'v66.0/sobjects/Lead/describe' },
        { method: 'GET', url: 'v66.0/nope' },
      ],
    });
    const composite = await call(org.url, 'POST', '/composite', {
      compositeRequest: [{ method: 'GET', url, referenceId: 'a' }],
    });

    expect(batch.body).toMatchObject({
      hasErrors: true,
      results: [{ statusCode: 200, result: { name: 'Lead' } }, { statusCode: 404 }],
    });
    expect(composite.body).toMatchObject({
      compositeResponse: [{ httpStatusCode: 200, referenceId: 'a', body: { name: 'Lead' } }],
    });
  });
});

describe('call log', () => {
  it('counts vendor calls by templated route and object', async () => {
    org = await startOrg({ Lead: LEADS });
    await call(org.url, 'GET', queryPath('SELECT Id FROM lead'));
    await call(org.url, 'GET', '/sobjects/Lead/describe');
    await call(org.url, 'PATCH', '/composite/sobjects', {
      records: [{ attributes: { type: 'Lead' }, id: '00QAAAAAAAAAAAA001', Score__c: 1 }],
    });

    const response = await fetch(`${org.url}/_simulator/calls`);

    const route = (path: string) => `/services/data/v{version}${path}`;
    expect(await response.json()).toEqual([
      { method: 'GET', route: route('/query'), object: 'Lead', count: 1 },
      { method: 'GET', route: route('/sobjects/{object}/describe'), object: 'Lead', count: 1 },
      { method: 'PATCH', route: route('/composite/sobjects'), object: 'Lead', count: 1 },
    ]);
  });
});

function jwtGrant(issuer: string): Record<string, string> {
  const payload = Buffer.from(JSON.stringify({ iss: issuer })).toString('base64url');
  return {
    grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
    assertion: `e30.${payload}.c2ln`,
  };
}
