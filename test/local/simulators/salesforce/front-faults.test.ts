import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { LEADS, Page, QUERY } from './front-lines.ts';
import { call, control, type SimulatedOrg, startOrg } from './simulated-org.ts';

let org: SimulatedOrg;

beforeEach(async () => {
  org = await startOrg({ Lead: LEADS });
});

afterEach(() => org.close());

const arm = (name: string) => control(org.url, 'faults', { name, calls: 1 });

const set = (settings: object) => control(org.url, 'settings', settings);

const fetchQuery = (init: RequestInit = {}) =>
  fetch(`${org.url}/services/data/v66.0${QUERY}`, {
    headers: { authorization: 'Bearer sim-token' },
    ...init,
  });

describe('faults in the place of an answer', () => {
  it.each([
    ['query-timeout', 400, 'QUERY_TIMEOUT'],
    ['operation-too-large', 400, 'OPERATION_TOO_LARGE'],
    ['api-disabled', 403, 'API_DISABLED_FOR_ORG'],
    ['version-retired', 410, 'GONE'],
    ['version-unknown', 404, 'NOT_FOUND'],
    ['concurrent-request-limit', 403, 'REQUEST_LIMIT_EXCEEDED'],
    ['long-transaction-limit', 403, 'REQUEST_LIMIT_EXCEEDED'],
  ])('%s answers %i %s', async (name, status, errorCode) => {
    await arm(name);

    const answer = await call(org.url, 'GET', QUERY);

    expect(answer).toMatchObject({ status, body: [{ errorCode }] });
  });

  it('bad-gateway answers a page of HTML', async () => {
    await arm('bad-gateway');

    const answer = await fetchQuery();

    expect([answer.status, answer.headers.get('content-type')]).toEqual([502, 'text/html']);
  });

  it('redirect sends the caller to another host', async () => {
    await arm('redirect');

    const answer = await fetchQuery({ redirect: 'manual' });

    expect([answer.status, answer.headers.get('location')]).toEqual([
      302,
      'https://moved.example.com/services/data',
    ]);
  });
});

describe('faults of the connection', () => {
  it('no-answer lets the caller wait', async () => {
    await arm('no-answer');

    await expect(fetchQuery({ signal: AbortSignal.timeout(50) })).rejects.toThrow(/timeout/);
  });

  it.each(['reset-mid-body', 'short-content-length'])('%s breaks off the answer', async (name) => {
    await arm(name);
    const answer = await fetchQuery();

    await expect(answer.text()).rejects.toThrow(/terminated/);
  });

  it('dripping-body sends the whole answer letter by letter', async () => {
    await arm('dripping-body');

    const dripped = await (await fetchQuery()).text();

    expect(dripped).toBe(await (await fetchQuery()).text());
  });

  it('truncated-at-row ends a CSV at the end of a row, and says the whole count', async () => {
    const job = z
      .object({ id: z.string() })
      .parse(
        (await call(org.url, 'POST', '/jobs/query', { operation: 'query', query: 'SELECT Id FROM Lead' }))
          .body,
      );
    await set({ bulkJobPolls: 1 });
    await call(org.url, 'GET', `/jobs/query/${job.id}`);
    await arm('truncated-at-row');

    const answer = await fetch(`${org.url}/services/data/v66.0/jobs/query/${job.id}/results`, {
      headers: { authorization: 'Bearer sim-token' },
    });

    expect(answer.headers.get('sforce-numberofrecords')).toBe('3');
    expect(await answer.text()).toBe('"Id"\n"00QAAAAAAAAAAAA001"\n');
  });
});

describe('faults of the payload', () => {
  it.each([
    ['duplicate-keys', /"Id":"000000000000000AAA","attributes":.*"Id":"00QAAAAAAAAAAAA001"/],
    ['huge-number', /"Huge__c":1e400/],
    ['lone-surrogate', /"Torn__c":"\\ud800"/],
    ['deep-nesting', /"Deep__c":\[{1000}/],
    ['field-added', /"Surprise__c":\{"kind":"NEW_KIND"\}/],
  ])('%s reaches the caller in the text', async (name, pattern) => {
    await arm(name);

    const text = await (await fetchQuery()).text();

    expect(text).toMatch(pattern);
  });

  it('field-missing leaves out what was asked for', async () => {
    await arm('field-missing');

    const { body } = await call(org.url, 'GET', QUERY);

    expect(Object.keys(Page.parse(body).records[0] ?? {}).sort()).toEqual(['Id', 'attributes']);
  });

  it('truncated-at-row leaves a page that parses and holds fewer records than it counts', async () => {
    await arm('truncated-at-row');

    const page = Page.parse((await call(org.url, 'GET', QUERY)).body);

    expect([page.totalSize, page.records.length]).toEqual([3, 2]);
  });
});
