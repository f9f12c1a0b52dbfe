import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { call, control, queryPath, type SimulatedOrg, startOrg } from './simulated-org.ts';

const FIRST = '00QAAAAAAAAAAAA001';
const LEADS = `Id,LastName,Company,City,AnnualRevenue\n${FIRST},Sato,Acme,Oita,5\n`;
const Job = z.looseObject({ id: z.string(), state: z.string(), contentUrl: z.string().optional() });

let org: SimulatedOrg;
beforeEach(async () => {
  org = await startOrg({ Lead: LEADS });
});
afterEach(() => org.close());

const get = (path: string) => call(org.url, 'GET', path);
const patch = (id: string, state: string) => call(org.url, 'PATCH', `/jobs/ingest/${id}`, { state });

async function create(job: object = { object: 'Lead', operation: 'insert' }): Promise<string> {
  return Job.parse((await call(org.url, 'POST', '/jobs/ingest', job)).body).id;
}

/** Uploads in chunks, without a length known before. */
async function upload(id: string, csv: string): Promise<number> {
  const response = await fetch(`${org.url}/services/data/v66.0/jobs/ingest/${id}/batches`, {
    method: 'PUT',
    headers: { authorization: 'Bearer sim-token', 'content-type': 'text/csv' },
    body: new Blob([csv]).stream(),
    duplex: 'half',
  });
  return response.status;
}

async function results(id: string, kind: string): Promise<readonly string[]> {
  const response = await fetch(`${org.url}/services/data/v66.0/jobs/ingest/${id}/${kind}`, {
    headers: { authorization: 'Bearer sim-token' },
  });
  return (await response.text()).split('\n').filter((line) => line !== '');
}

async function run(job: object, csv: string): Promise<{ readonly id: string; readonly end: unknown }> {
  const id = await create(job);
  await upload(id, csv);
  await patch(id, 'UploadComplete');
  await get(`/jobs/ingest/${id}`);
  return { id, end: (await get(`/jobs/ingest/${id}`)).body };
}

describe('a bulk write', () => {
  it('is Open, takes one chunked upload, and goes on when the upload is complete', async () => {
    const created = Job.parse(
      (await call(org.url, 'POST', '/jobs/ingest', { object: 'Lead', operation: 'insert' })).body,
    );
    const first = await upload(created.id, 'LastName,Company\nIto,X\nAbe,X\n');
    const second = await upload(created.id, 'LastName,Company\nIto,X\n');
    const complete = await patch(created.id, 'UploadComplete');
    const working = await get(`/jobs/ingest/${created.id}`);
    const end = await get(`/jobs/ingest/${created.id}`);

    expect(created).toMatchObject({
      state: 'Open',
      contentUrl: `services/data/v66.0/jobs/ingest/${created.id}/batches`,
    });
    expect([first, second]).toEqual([201, 400]);
    expect(complete.body).toMatchObject({ state: 'UploadComplete' });
    expect(working.body).toMatchObject({ state: 'InProgress', jobType: 'V2Ingest' });
    expect(end.body).toMatchObject({
      state: 'JobComplete',
      numberRecordsProcessed: 2,
      numberRecordsFailed: 0,
    });
  });

  it('answers ids and errors in another order than the input, all cells quoted', async () => {
    const csv = 'LastName,Company,NumberOfEmployees\nIto,X,1\nAbe,X,2\nBad,X,many\n,X,4\n';

    const { id, end } = await run({ object: 'Lead', operation: 'insert' }, csv);

    expect(end).toMatchObject({ numberRecordsProcessed: 4, numberRecordsFailed: 2 });
    expect(await results(id, 'successfulResults')).toEqual([
      '"sf__Id","sf__Created",LastName,Company,NumberOfEmployees',
      expect.stringMatching(/^"00Q\w{15}","true","Abe","X","2"$/),
      expect.stringMatching(/^"00Q\w{15}","true","Ito","X","1"$/),
    ]);
    expect(await results(id, 'failedResults')).toEqual([
      '"sf__Id","sf__Error",LastName,Company,NumberOfEmployees',
      '"","REQUIRED_FIELD_MISSING:Required fields are missing: [LastName]:LastName --","","X","4"',
      `"","INVALID_FIELD:Failed to deserialize field at col 2. Due to, 'many' is not a valid value for the type xsd:int:NumberOfEmployees --","Bad","X","many"`,
    ]);
  });

  it('clears with #N/A and leaves what an empty cell names', async () => {
    await run({ object: 'Lead', operation: 'update' }, `Id,City,AnnualRevenue\n${FIRST},#N/A,\n`);

    const { body } = await get(`/sobjects/Lead/${FIRST}`);

    expect(body).toMatchObject({ City: null, AnnualRevenue: 5 });
  });

  it('upserts by a key and deletes by id', async () => {
    const upsert = { object: 'Lead', operation: 'upsert', externalIdFieldName: 'Email' };
    await run(upsert, 'Email,LastName,Company\na@x.jp,Ito,X\n');
    const { id } = await run(upsert, 'Email,LastName\na@x.jp,Abe\n');
    await run({ object: 'Lead', operation: 'delete' }, `Id\n${FIRST}\n`);

    const left = await get(queryPath('SELECT LastName FROM Lead'));

    expect((await results(id, 'successfulResults'))[1]).toMatch(/,"false","a@x\.jp","Abe"$/);
    expect(left.body).toMatchObject({ totalSize: 1, records: [{ LastName: 'Abe' }] });
  });

  it('fails as a whole for a column that is no field', async () => {
    const { id, end } = await run({ object: 'Lead', operation: 'insert' }, 'LastName,Nope\nIto,1\n');

    expect(end).toMatchObject({
      state: 'Failed',
      errorMessage: 'InvalidBatch : Field name not found : Nope',
      numberRecordsProcessed: 0,
    });
    expect(await results(id, 'unprocessedrecords')).toEqual(['LastName,Nope', '"Ito","1"']);
  });

  it('keeps the rows that an abort leaves untried', async () => {
    const id = await create();
    await upload(id, 'LastName,Company\nIto,X\nAbe,X\nUno,X\n');
    await patch(id, 'UploadComplete');
    await get(`/jobs/ingest/${id}`);

    const aborted = await patch(id, 'Aborted');

    expect(aborted.body).toMatchObject({ state: 'Aborted' });
    const untried = await results(id, 'unprocessedrecords');
    const done = await results(id, 'successfulResults');
    expect(untried.length - 1 + (done.length - 1)).toBe(3);
    expect(untried.length).toBeGreaterThan(1);
  });

  it('is refused for objects and keys that cannot be written so', async () => {
    const object = await call(org.url, 'POST', '/jobs/ingest', { object: 'Nope', operation: 'insert' });
    const key = await call(org.url, 'POST', '/jobs/ingest', {
      object: 'Lead',
      operation: 'upsert',
      externalIdFieldName: 'LastName',
    });

    expect(object).toMatchObject({ status: 400, body: [{ errorCode: 'INVALIDENTITY' }] });
    expect(key).toMatchObject({ status: 404, body: [{ errorCode: 'NOT_FOUND' }] });
  });

  it('ends as an armed fault says', async () => {
    await control(org.url, 'faults', { name: 'bulk-job-failed', calls: 1 });

    const { end } = await run({ object: 'Lead', operation: 'insert' }, 'LastName,Company\nIto,X\n');

    expect(end).toMatchObject({ state: 'Failed', numberRecordsProcessed: 0 });
  });
});
