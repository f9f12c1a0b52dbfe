import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { control, type SimulatedOrg, startOrg } from './simulated-org.ts';

const ID = '00QAAAAAAAAAAAA001';
const LEADS = `Id,LastName,Company,SystemModstamp\n${ID},"Sa, to",Acme,2026-01-05T00:00:00Z\n`;
const SOQL = 'SELECT Id, LastName, SystemModstamp FROM Lead';

let org: SimulatedOrg;
beforeEach(async () => {
  org = await startOrg({ Lead: LEADS });
});
afterEach(() => org.close());

async function send(method: string, path: string, body?: string, type = 'application/json') {
  const response = await fetch(`${org.url}/services/async/66.0/job${path}`, {
    method,
    headers: { 'x-sfdc-session': 'sim-token', 'content-type': type },
    ...(body === undefined ? {} : { body }),
  });
  return { status: response.status, text: await response.text() };
}

const idIn = (text: string): string => /<id>(\w+)<\/id>|"id":"(\w+)"/.exec(text)?.slice(1).join('') ?? '';

async function start(contentType: string, soql = SOQL) {
  const job = await send('POST', '', JSON.stringify({ operation: 'queryAll', object: 'Lead', contentType }));
  const path = `/${idIn(job.text)}`;
  const batch = await send('POST', `${path}/batch`, soql, 'text/csv');
  return { job, path, batch, batchPath: `${path}/batch/${idIn(batch.text)}` };
}

describe('a Bulk API 1.0 query', () => {
  it('runs as tap-salesforce runs it: XML about the batch, CSV for its rows', async () => {
    const { job, path, batch, batchPath } = await start('CSV');
    const closed = await send('POST', path, '{"state":"Closed"}');
    const first = await send('GET', batchPath);
    const second = await send('GET', batchPath);
    const list = await send('GET', `${batchPath}/result`);
    const id = /<result>(\w+)<\/result>/.exec(list.text)?.[1];
    const rows = await send('GET', `${batchPath}/result/${id}`);

    expect([job.status, batch.status]).toEqual([201, 201]);
    expect(closed.text).toContain('"state":"Closed"');
    expect(batch.text).toMatch(/^<\?xml[^>]*><batchInfo xmlns="[^"]*">.*<state>Queued<\/state>/);
    expect([first.text, second.text]).toEqual([
      expect.stringContaining('<state>InProgress</state>'),
      expect.stringContaining('<state>Completed</state>'),
    ]);
    expect(rows.text).toBe(`"Id","LastName","SystemModstamp"\n"${ID}","Sa, to","2026-01-05T00:00:00.000Z"\n`);
  });

  it('runs as simple-salesforce runs it: JSON throughout', async () => {
    const { batchPath } = await start('JSON');
    await send('GET', batchPath);
    await send('GET', batchPath);
    const list = await send('GET', `${batchPath}/result`);
    const rows = await send('GET', `${batchPath}/result/${JSON.parse(list.text)[0]}`);

    expect(JSON.parse(rows.text)).toEqual([
      {
        attributes: { type: 'Lead', url: `/services/data/v66.0/sobjects/Lead/${ID}` },
        Id: ID,
        LastName: 'Sa, to',
        SystemModstamp: Date.parse('2026-01-05T00:00:00Z'),
      },
    ]);
  });

  it('tells errors by exceptionCode, of unknown jobs too', async () => {
    const { batch } = await start('JSON', 'SELECT Nope FROM Lead');
    const job = await send('GET', '/750000000000000AAA');

    expect(batch).toMatchObject({ status: 400, text: expect.stringContaining('"exceptionCode"') });
    expect(job).toMatchObject({ status: 400, text: expect.stringContaining('"InvalidJob"') });
  });

  it('fails its batch with the reason when a fault says so', async () => {
    await control(org.url, 'faults', { name: 'bulk-job-query-timeout', calls: 1 });
    const { batchPath } = await start('CSV');
    await send('GET', batchPath);

    const { text } = await send('GET', batchPath);

    expect(text).toContain('<state>Failed</state>');
    expect(text).toContain('<stateMessage>QUERY_TIMEOUT');
  });
});
