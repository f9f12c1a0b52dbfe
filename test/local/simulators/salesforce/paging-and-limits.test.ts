import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LEADS, Page, QUERY } from './front-lines.ts';
import { call, control, queryPath, type SimulatedOrg, startOrg } from './simulated-org.ts';

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
