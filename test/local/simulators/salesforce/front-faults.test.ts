import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { call, control, queryPath, type SimulatedOrg, startOrg } from './simulated-org.ts';

const LEADS = ['Id,LastName,Company', ...[1, 2, 3].map((i) => `00QAAAAAAAAAAAA00${i},L${i},Acme`)].join('\n');
const QUERY = queryPath('SELECT Id, LastName FROM Lead ORDER BY SystemModstamp, Id');
const Page = z.looseObject({
  totalSize: z.number(),
  nextRecordsUrl: z.string().optional(),
  records: z.array(z.looseObject({ Id: z.string() })),
});

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
const next = (body: unknown): string =>
  (Page.parse(body).nextRecordsUrl ?? '').replace('/services/data/v66.0', '');

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

describe('pages', () => {
  it('are repeated by same-page-twice', async () => {
    await set({ pageRows: 1 });
    const first = await call(org.url, 'GET', QUERY);
    const second = await call(org.url, 'GET', next(first.body));
    await arm('same-page-twice');

    const repeated = await call(org.url, 'GET', next(second.body));

    expect(Page.parse(repeated.body).records).toEqual(Page.parse(second.body).records);
    expect(next(repeated.body)).toBe(next(second.body));
  });

  it('lose their last record to the end by edited-during-paging', async () => {
    await arm('edited-during-paging');
    await call(org.url, 'GET', `${QUERY}%20LIMIT%201`);

    const after = await call(org.url, 'GET', QUERY);

    expect(Page.parse(after.body).records.map(({ Id }) => Id)).toEqual([
      '00QAAAAAAAAAAAA002',
      '00QAAAAAAAAAAAA003',
      '00QAAAAAAAAAAAA001',
    ]);
  });

  it('shrink with the width of rows and by the batchSize asked for', async () => {
    org.seed({ object: 'Contact', count: 2500, valuesOf: (i) => ({ LastName: `C${i}` }) });
    const contacts = `${org.url}/services/data/v66.0${queryPath('SELECT Id, LastName FROM Contact')}`;
    const headers = { authorization: 'Bearer sim-token', 'sforce-query-options': 'batchSize=300' };

    const asked = Page.parse(await (await fetch(contacts, { headers })).json());
    await set({ pageCells: 1000 });
    const wide = Page.parse((await call(org.url, 'GET', queryPath('SELECT Id, LastName FROM Contact'))).body);

    expect([asked.records.length, wide.records.length]).toEqual([300, 500]);
    expect(wide.nextRecordsUrl).toMatch(/-500$/);
  });

  it.each([
    ['of another session', { locatorsBoundToSession: true }, 'sim-other', 0],
    ['that is too old', { locatorLifeMs: 1000 }, 'sim-token', 1000],
  ])('end with a locator %s', async (_what, settings, token, advanceMs) => {
    await set({ pageRows: 1, ...settings });
    const first = await call(org.url, 'GET', QUERY);
    await control(org.url, 'clock', { advanceMs });

    const answer = await fetch(`${org.url}/services/data/v66.0${next(first.body)}`, {
      headers: { authorization: `Bearer ${token}` },
    });

    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject([{ errorCode: 'INVALID_QUERY_LOCATOR' }]);
  });

  it('end with the oldest locator when too many are open', async () => {
    await set({ pageRows: 1, maxOpenCursors: 10 });
    const first = await call(org.url, 'GET', QUERY);
    for (let i = 0; i < 10; i += 1) await call(org.url, 'GET', QUERY);

    const answer = await call(org.url, 'GET', next(first.body));

    expect(answer).toMatchObject({ status: 400, body: [{ errorCode: 'INVALID_QUERY_LOCATOR' }] });
  });
});

describe('limits', () => {
  it('count a composite call once and a batch by its parts, over a rolling day', async () => {
    const url = '/services/data/v66.0/limits';
    const usage = async (): Promise<string | null> =>
      (await call(org.url, 'GET', '/limits')).headers.get('sforce-limit-info');
    const part = (i: number) => ({ method: 'GET', url, referenceId: `r${i}` });
    await call(org.url, 'POST', '/composite', { compositeRequest: [part(1), part(2), part(3)] });
    await call(org.url, 'POST', '/composite/batch', { batchRequests: [part(1), part(2), part(3)] });

    const used = await usage();
    await control(org.url, 'clock', { advanceMs: 24 * 3_600_000 });
    const tomorrow = await usage();

    expect([used, tomorrow]).toEqual(['api-usage=5/100000', 'api-usage=1/100000']);
  });

  it('refuse calls beyond the day when set so, and show what others used', async () => {
    await set({ dailyCalls: 10, refusesOverLimit: true });
    await arm('usage-at-80-percent');
    const statuses: number[] = [];
    for (let i = 0; i < 3; i += 1) statuses.push((await call(org.url, 'GET', '/limits')).status);

    expect(statuses).toEqual([200, 200, 403]);
  });

  it('end a query that looks at too many records', async () => {
    await set({ queryTimeoutRows: 2 });

    const wide = await call(org.url, 'GET', QUERY);
    const narrow = await call(
      org.url,
      'GET',
      queryPath("SELECT Id FROM Lead WHERE Id = '00QAAAAAAAAAAAA001'"),
    );

    expect(wide).toMatchObject({ status: 400, body: [{ errorCode: 'QUERY_TIMEOUT' }] });
    expect(narrow.status).toBe(200);
  });

  it('refuse a URI or headers beyond 16,384 bytes', async () => {
    const long = 'x'.repeat(16_400);
    const uri = await fetch(`${org.url}/services/data/v66.0/query?q=${long}`);
    const headers = await fetchQuery({ headers: { authorization: 'Bearer sim-token', 'x-long': long } });

    expect([uri.status, headers.status]).toEqual([414, 431]);
  });
});
