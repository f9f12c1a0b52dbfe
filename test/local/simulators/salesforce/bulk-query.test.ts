import { afterEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { type Answer, call, control, type SimulatedOrg, startOrg } from './simulated-org.ts';

const HEADER = 'Id,LastName,Company,NumberOfEmployees,AnnualRevenue,Email,IsDeleted,SystemModstamp\n';
const LEADS = `${HEADER}00QAAAAAAAAAAAA001,"Sa, ""to""",Acme,0,15000,,false,2026-01-05T00:00:00Z
00QAAAAAAAAAAAA002,Kato,Acme,7,0.5,k@x.jp,false,2026-01-06T00:00:00Z
00QAAAAAAAAAAAA003,Gone,Acme,,,,true,2026-01-07T00:00:00Z
`;
const Job = z.looseObject({ id: z.string(), state: z.string() });

let org: SimulatedOrg;
afterEach(() => org.close());

const start = async (exported = { Lead: LEADS }): Promise<void> => {
  org = await startOrg(exported);
};
const create = (query: string, operation = 'query'): Promise<Answer> =>
  call(org.url, 'POST', '/jobs/query', { operation, query });
const arm = (name: string) => control(org.url, 'faults', { name, calls: 1 });
const get = (path: string) => call(org.url, 'GET', path);

/** Creates a job and polls it to its end; gives its path. */
async function complete(query: string, operation = 'query'): Promise<string> {
  const path = `/jobs/query/${Job.parse((await create(query, operation)).body).id}`;
  await get(path);
  await get(path);
  return path;
}

async function results(path: string, query = '', headers = {}) {
  const response = await fetch(`${org.url}/services/data/v66.0${path}/results${query}`, {
    headers: { authorization: 'Bearer sim-token', ...headers },
  });
  return {
    text: await response.text(),
    type: response.headers.get('content-type'),
    encoding: response.headers.get('content-encoding'),
    count: response.headers.get('sforce-numberofrecords'),
    locator: response.headers.get('sforce-locator'),
  };
}

describe('a bulk query', () => {
  it('goes from UploadComplete by InProgress to JobComplete as it is asked for', async () => {
    await start();
    const created = await create('SELECT Id FROM Lead');
    const path = `/jobs/query/${Job.parse(created.body).id}`;

    const first = await get(path);
    const second = await get(path);

    expect(created.body).toMatchObject({ state: 'UploadComplete', object: 'Lead', apiVersion: 66 });
    expect(first.body).toMatchObject({ state: 'InProgress' });
    expect(second.body).toMatchObject({ state: 'JobComplete', numberRecordsProcessed: 2 });
  });

  it('is complete at once when the simulated time it takes has passed', async () => {
    await start();
    const { id } = Job.parse((await create('SELECT Id FROM Lead')).body);
    await control(org.url, 'clock', { advanceMs: 5_000 });

    const polled = await get(`/jobs/query/${id}`);

    expect(polled.body).toMatchObject({ state: 'JobComplete' });
  });

  it('gives quoted cells, Z date-times, decimals and empty text for null', async () => {
    await start();
    const path = await complete(
      'SELECT Id, LastName, NumberOfEmployees, AnnualRevenue, Email, IsDeleted, SystemModstamp FROM Lead',
    );

    const { text, type, count, locator } = await results(path);

    expect(text.split('\n')).toEqual([
      '"Id","LastName","NumberOfEmployees","AnnualRevenue","Email","IsDeleted","SystemModstamp"',
      '"00QAAAAAAAAAAAA001","Sa, ""to""","0.0","15000.0","","false","2026-01-05T00:00:00.000Z"',
      '"00QAAAAAAAAAAAA002","Kato","7","0.5","k@x.jp","false","2026-01-06T00:00:00.000Z"',
      '',
    ]);
    expect([type, count, locator]).toEqual(['text/csv', '2', 'null']);
  });

  it('reads parents as columns of their path, and the recycle bin with queryAll', async () => {
    await start();
    const path = await complete('SELECT Owner.Name FROM Lead', 'queryAll');

    const { text, count } = await results(path);

    expect(text).toMatch(/^"Owner\.Name"\n/);
    expect(count).toBe('3');
  });

  it('is read in pages by maxRecords and locator to the locator null', async () => {
    await start();
    const path = await complete('SELECT LastName FROM Lead ORDER BY Id', 'queryAll');

    const first = await results(path, '?maxRecords=2');
    const last = await results(path, `?maxRecords=2&locator=${first.locator}`);

    expect([first.count, last.count, last.locator]).toEqual(['2', '1', 'null']);
    expect(last.text).toBe('"LastName"\n"Gone"\n');
  });

  it('names up to five pages at a time to be read in parallel', async () => {
    await start();
    await control(org.url, 'settings', { bulkPageRows: 100 });
    org.seed({ object: 'Contact', count: 650, valuesOf: (i) => ({ LastName: `C${i}` }) });
    const path = await complete('SELECT LastName FROM Contact');

    const first = await get(`${path}/resultPages`);
    const next = z.object({ nextRecordsUrl: z.string() }).parse(first.body).nextRecordsUrl;
    const second = await get(next.replace('/services/data/v66.0', ''));

    expect(first.body).toMatchObject({ done: false, resultPages: { length: 5 } });
    expect(second.body).toMatchObject({ done: true, resultPages: { length: 2 }, nextRecordsUrl: null });
  });

  it('answers gzip to a caller that accepts it, and plain text to one that does not', async () => {
    await start();
    const path = await complete('SELECT LastName FROM Lead');

    const zipped = await results(path, '', { 'accept-encoding': 'gzip' });
    const plain = await results(path, '', { 'accept-encoding': 'identity' });

    expect([zipped.encoding, plain.encoding]).toEqual(['gzip', null]);
    expect(zipped.text).toBe(plain.text);
  });

  it.each([
    ['SELECT Id, Address FROM Lead', 'INVALID_FIELD', 'Selecting compound data not supported in Bulk Query'],
    ['SELECT Id FROM TaskStatus', 'INVALIDENTITY', "Entity 'TaskStatus' is not supported by the Bulk API."],
    ['SELECT COUNT() FROM Lead', 'FEATURENOTENABLED', 'Aggregate queries not supported in Bulk Query'],
    ['SELECT Nope FROM Lead', 'INVALID_FIELD', expect.stringContaining("No such column 'Nope'")],
  ])('refuses %s with %s', async (query, errorCode, message) => {
    await start();

    const answer = await create(query);

    expect(answer).toMatchObject({ status: 400, body: [{ errorCode, message }] });
  });

  it('is refused beyond the jobs of a day', async () => {
    await start();
    await control(org.url, 'settings', { dailyBulkQueryJobs: 1 });
    await create('SELECT Id FROM Lead');

    const answer = await create('SELECT Id FROM Lead');

    const message = 'Max bulk v2 query jobs (1) per 24 hrs has been reached';
    expect(answer.body).toEqual([{ errorCode: 'LIMIT_EXCEEDED', message }]);
  });

  it('gives no results before it is complete', async () => {
    await start();
    const { id } = Job.parse((await create('SELECT Id FROM Lead')).body);

    const answer = await get(`/jobs/query/${id}/results`);

    expect(answer).toMatchObject({ status: 400, body: [{ errorCode: 'INVALIDJOBSTATE' }] });
  });

  it('is aborted, listed and deleted, and is gone after seven days', async () => {
    await start();
    const { id } = Job.parse((await create('SELECT Id FROM Lead')).body);
    const kept = await complete('SELECT Id FROM Lead');

    const aborted = await call(org.url, 'PATCH', `/jobs/query/${id}`, { state: 'Aborted' });
    const listed = await get('/jobs/query');
    const deleted = await call(org.url, 'DELETE', `/jobs/query/${id}`);
    const gone = await get(`/jobs/query/${id}`);
    await control(org.url, 'clock', { advanceMs: 7 * 86_400_000 + 1 });
    const old = await get(kept);

    expect(aborted.body).toMatchObject({ state: 'Aborted' });
    expect(listed.body).toMatchObject({ done: true, records: { length: 2 } });
    expect([deleted.status, gone.status, old.status]).toEqual([204, 404, 404]);
  });
});

describe('bulk faults', () => {
  it.each([
    ['bulk-job-failed', 'Failed'],
    ['bulk-job-query-timeout', 'Failed'],
    ['bulk-job-aborted', 'Aborted'],
    ['bulk-job-stuck', 'InProgress'],
  ])('%s leaves the next job %s', async (fault, state) => {
    await start();
    await arm(fault);

    const path = await complete('SELECT Id FROM Lead');
    const polled = await get(path);

    expect(polled.body).toMatchObject({ state });
  });

  it('bulk-fewer-rows keeps one row back that the job has counted', async () => {
    await start();
    const path = await complete('SELECT Id FROM Lead');
    await arm('bulk-fewer-rows');

    const { count, text } = await results(path);

    expect([count, text.split('\n').length]).toEqual(['1', 3]);
    expect((await get(path)).body).toMatchObject({ numberRecordsProcessed: 2 });
  });

  it('bulk-locator-expired and bulk-job-purged end the reading', async () => {
    await start();
    const path = await complete('SELECT Id FROM Lead');
    const { locator } = await results(path, '?maxRecords=1');

    await arm('bulk-locator-expired');
    const expired = await get(`${path}/results?locator=${locator}`);
    await arm('bulk-job-purged');
    const purged = await get(`${path}/results?locator=${locator}`);

    expect(expired).toMatchObject({ status: 400, body: [{ errorCode: 'INVALIDLOCATOR' }] });
    expect(purged.status).toBe(404);
  });
});
