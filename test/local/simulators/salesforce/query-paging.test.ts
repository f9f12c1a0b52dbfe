import { afterEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { call, connect, queryPath, type SimulatedOrg, startOrg } from './simulated-org.ts';

const STAMP = '2026-01-05T00:00:00.000Z';
const Page = z.object({
  totalSize: z.number(),
  done: z.boolean(),
  nextRecordsUrl: z.string().optional(),
  records: z.array(z.object({ Id: z.string() })),
});

let org: SimulatedOrg;
afterEach(() => org.close());

function leadsWithOneStamp(count: number): string {
  const rows = Array.from({ length: count }, (_, i) => {
    const number = String((i * 7919) % count).padStart(12, '0');
    return `00Q${number}AAA,Lead ${i},Acme,${STAMP}`;
  });
  return `Id,LastName,Company,SystemModstamp\n${rows.join('\n')}\n`;
}

describe('pages of a query', () => {
  it('hold 2,000 rows and are followed by jsforce to the end', async () => {
    org = await startOrg({ Lead: leadsWithOneStamp(4500) });
    const connection = connect(org.url);

    const first = await connection.query('SELECT Id FROM Lead');
    const second = await connection.queryMore(first.nextRecordsUrl ?? '');
    const third = await connection.queryMore(second.nextRecordsUrl ?? '');

    const pages = [first, second, third];
    expect(pages.map((page) => [page.records.length, page.done, page.totalSize])).toEqual([
      [2000, false, 4500],
      [2000, false, 4500],
      [500, true, 4500],
    ]);
    expect(new Set(pages.flatMap((page) => page.records.map((record) => record.Id))).size).toBe(4500);
    expect(org.calls.list()).toContainEqual({
      method: 'GET',
      route: '/services/data/v{version}/query/{locator}',
      object: 'Lead',
      count: 2,
    });
  });

  it('split a LIMIT above 2,000 too', async () => {
    org = await startOrg({ Lead: leadsWithOneStamp(4500) });

    const answer = await call(org.url, 'GET', queryPath('SELECT Id FROM Lead LIMIT 3000'));

    expect(Page.parse(answer.body)).toMatchObject({
      totalSize: 3000,
      done: false,
      nextRecordsUrl: expect.stringMatching(/^\/services\/data\/v66\.0\/query\/0r8\w+-2000$/),
    });
  });

  it('by keyset lose nothing over 4,500 rows with one stamp', async () => {
    org = await startOrg({ Lead: leadsWithOneStamp(4500) });
    const found: string[] = [];
    const next = (last: string | undefined): string =>
      last === undefined
        ? ''
        : `WHERE (SystemModstamp = ${STAMP} AND Id > '${last}') OR SystemModstamp > ${STAMP}`;

    for (let isDone = false; !isDone; ) {
      const soql = `SELECT Id FROM Lead ${next(found.at(-1))} ORDER BY SystemModstamp, Id LIMIT 2000`;
      const page = Page.parse((await call(org.url, 'GET', queryPath(soql))).body);
      found.push(...page.records.map((record) => record.Id));
      isDone = page.records.length < 2000;
    }

    expect(found).toHaveLength(4500);
    expect(found).toEqual([...new Set(found)].sort());
  });

  it('end with INVALID_QUERY_LOCATOR for a locator that is not open', async () => {
    org = await startOrg();

    const answer = await call(org.url, 'GET', '/query/0r8000000000000-2000');

    expect(answer.status).toBe(400);
    expect(answer.body).toEqual([{ errorCode: 'INVALID_QUERY_LOCATOR', message: 'invalid query locator' }]);
  });

  it('keep the rows of the moment the query was made', async () => {
    org = await startOrg({ Lead: leadsWithOneStamp(2001) });
    const first = Page.parse((await call(org.url, 'GET', queryPath('SELECT Id FROM Lead'))).body);
    await call(org.url, 'POST', '/sobjects/Lead', { LastName: 'New', Company: 'New' });

    const path = first.nextRecordsUrl?.replace('/services/data/v66.0', '') ?? '';
    const second = Page.parse((await call(org.url, 'GET', path)).body);

    expect(second).toMatchObject({ totalSize: 2001, done: true, records: [{}] });
  });
});
