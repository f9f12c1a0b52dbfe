import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { call, connect, queryPath, type SimulatedOrg, startOrg } from './simulated-org.ts';

const LEADS = 'Id,LastName,Company\n00QAAAAAAAAAAAA001,Sato,Acme\n';
const LEAD = '/sobjects/Lead/00QAAAAAAAAAAAA001';
const QUERY = queryPath('SELECT LastName FROM Lead');

let org: SimulatedOrg;
beforeEach(async () => {
  org = await startOrg({ Lead: LEADS });
});
afterEach(() => org.close());

const arm = (name: string, object?: string) =>
  fetch(`${org.url}/_simulator/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name, calls: 1, object }),
  });

describe('faults', () => {
  it.each([
    ['server-unavailable', 503, 'SERVER_UNAVAILABLE'],
    ['server-error', 500, 'UNKNOWN_EXCEPTION'],
    ['session-expired', 401, 'INVALID_SESSION_ID'],
    ['request-limit', 403, 'REQUEST_LIMIT_EXCEEDED'],
  ])('%s answers the next call with %i', async (name, status, errorCode) => {
    await arm(name);

    const failed = await call(org.url, 'GET', QUERY);
    const next = await call(org.url, 'GET', QUERY);

    expect(failed.status).toBe(status);
    expect(failed.body).toMatchObject([{ errorCode }]);
    expect(next.status).toBe(200);
  });

  it('on an object leave calls on others alone', async () => {
    await arm('server-error', 'Contact');

    const answer = await call(org.url, 'GET', QUERY);

    expect(answer.status).toBe(200);
  });

  it.each([
    ['reset-after', 'Kato'],
    ['reset-before', 'Sato'],
  ])('%s cuts the connection and leaves the name %s', async (name, expected) => {
    await arm(name);

    const lost = call(org.url, 'PATCH', LEAD, { LastName: 'Kato' });

    await expect(lost).rejects.toThrow(/fetch failed/);
    const read = await call(org.url, 'GET', LEAD);
    expect(read.body).toMatchObject({ LastName: expected });
  });

  it('html-page and truncated-body answer 200 with what is no JSON', async () => {
    await arm('html-page');
    const page = call(org.url, 'GET', QUERY);
    await expect(page).rejects.toThrow(SyntaxError);

    await arm('truncated-body');
    const cut = call(org.url, 'GET', QUERY);

    await expect(cut).rejects.toThrow(SyntaxError);
  });

  it('row-lock fails one item and lets the others through', async () => {
    await arm('row-lock', 'Lead');
    const record = { attributes: { type: 'Lead' }, LastName: 'x', Company: 'x' };

    const answer = await call(org.url, 'POST', '/composite/sobjects', { records: [record, record] });

    expect(answer.body).toMatchObject([
      { success: false, errors: [{ statusCode: 'UNABLE_TO_LOCK_ROW' }] },
      { success: true },
    ]);
  });

  it('session-expired ends a SOAP call in the fault that jsforce takes for it', async () => {
    await arm('session-expired');
    const { metadata } = connect(org.url);

    const lost = metadata.read('PermissionSet', ['X']);

    await expect(lost).rejects.toThrow(/no refresh/);
  });

  it('request-limit answers the token endpoint with an array too', async () => {
    await arm('request-limit');

    const response = await fetch(`${org.url}/services/oauth2/token`, { method: 'POST', body: '' });

    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject([{ errorCode: 'REQUEST_LIMIT_EXCEEDED' }]);
  });
});
