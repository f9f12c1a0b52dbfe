import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { differences, loadRecordings } from './recorded-shapes.ts';
import { call, control, queryPath, type SimulatedOrg, startOrg } from './simulated-org.ts';

const recordings = loadRecordings();
const ACCOUNT = '001AAAAAAAAAAAA001';
const OPPORTUNITY = '006AAAAAAAAAAAA001';
const EXPORTED = {
  Account: `Id,Name\n${ACCOUNT},Acme\n`,
  Contact: 'Id,LastName,Email,AccountId\n003AAAAAAAAAAAA001,Sato,s@x.jp,001AAAAAAAAAAAA001\n',
  Opportunity: `Id,Name,AccountId,Amount,StageName,CloseDate\n${OPPORTUNITY},Deal,${ACCOUNT},5,Prospecting,2026-05-01\n`,
  OpportunityContactRole: `Id,OpportunityId,ContactId,Role\n00KAAAAAAAAAAAA001,${OPPORTUNITY},003AAAAAAAAAAAA001,Buyer\n`,
};

let org: SimulatedOrg;
beforeEach(async () => {
  org = await startOrg(EXPORTED);
});
afterEach(() => org.close());

const send = async (method: string, path: string, body?: unknown): Promise<unknown> =>
  (await call(org.url, method, path, body)).body;
const get = (path: string) => send('GET', path);
const record = { attributes: { type: 'Account' }, Name: 'New' };
const nameless = { attributes: { type: 'Contact' } };

async function bulkJob(state: 'Open' | 'UploadComplete' | 'InProgress' | 'JobComplete'): Promise<unknown> {
  const job = { object: 'Contact', operation: 'upsert', externalIdFieldName: 'Email' };
  const created = await send('POST', '/jobs/ingest', job);
  const path = `/jobs/ingest/${z.object({ id: z.string() }).parse(created).id}`;
  if (state === 'Open') return created;
  await fetch(`${org.url}/services/data/v66.0${path}/batches`, {
    method: 'PUT',
    headers: { authorization: 'Bearer sim-token', 'content-type': 'text/csv' },
    body: 'LastName,Email\nIto,i@x.jp\n',
  });
  const complete = await send('PATCH', path, { state: 'UploadComplete' });
  if (state === 'UploadComplete') return complete;
  const working = await get(path);
  return state === 'InProgress' ? working : get(path);
}

async function failedJob(): Promise<unknown> {
  await control(org.url, 'faults', { name: 'bulk-job-failed', calls: 1 });
  return bulkJob('JobComplete');
}

type Case = readonly [string, (recorded: NonNullable<typeof recordings>) => unknown, () => Promise<unknown>];
const CASES: readonly Case[] = [
  ['a query', (all) => all.traffic('query-records'), () => get(queryPath('SELECT Id, Name FROM Account'))],
  [
    'queryAll',
    (all) => all.traffic('query-all-records'),
    () => get(queryPath('SELECT Id, Name FROM Account', 'queryAll')),
  ],
  [
    'a query with a child list',
    (all) => all.fixture('read-opportunity-with-contacts'),
    () =>
      get(
        queryPath(
          'SELECT Id, Name, Amount, StageName, (SELECT Id, ContactId, Role FROM OpportunityContactRoles) FROM Opportunity',
        ),
      ),
  ],
  [
    'a create',
    (all) => all.traffic('create-record'),
    () => send('POST', '/sobjects/Account', { Name: 'New' }),
  ],
  [
    'an upsert',
    (all) => all.traffic('upsert-record'),
    () => send('PATCH', '/sobjects/Contact/Email/n%40x.jp', { LastName: 'New' }),
  ],
  [
    'a collection that is created',
    (all) => all.traffic('create-sobject-collection'),
    () => send('POST', '/composite/sobjects', { allOrNone: false, records: [record] }),
  ],
  [
    'a collection that is updated in vain',
    (all) => all.traffic('update-sobject-collection'),
    () => send('PATCH', '/composite/sobjects', { records: [{ ...record, id: '001xx000003DHP0AAO' }] }),
  ],
  [
    'a collection that is deleted',
    (all) => all.traffic('delete-sobject-collection', 1),
    () => send('DELETE', `/composite/sobjects?ids=${ACCOUNT}&allOrNone=false`),
  ],
  [
    'a collection that is rolled back',
    (all) => all.fixture('batch__create__contacts__partial-but-allOrNone'),
    () =>
      send('POST', '/composite/sobjects', {
        allOrNone: true,
        records: [nameless, { ...nameless, LastName: 'x' }],
      }),
  ],
  [
    'an empty collection',
    (all) => all.fixture('batch__create__contacts__err-bad-request'),
    () => send('POST', '/composite/sobjects', { records: [] }),
  ],
  [
    'a composite graph',
    (all) => all.traffic('composite-graph-request'),
    () =>
      send('POST', '/composite/graph', {
        graphs: [
          {
            graphId: 'g',
            compositeRequest: [
              {
                method: 'POST',
                url: '/services/data/v66.0/sobjects/Account',
                referenceId: 'a',
                body: { Name: 'New' },
              },
            ],
          },
        ],
      }),
  ],
  ['the versions of the API', (all) => all.traffic('list-available-resources'), versions],
  [
    'an unknown object',
    (all) => all.fixture('unknown-object'),
    () => get(queryPath('SELECT Id FROM Accout')),
  ],
  [
    'an unknown field',
    (all) => all.fixture('unknown-field'),
    () => send('POST', '/sobjects/Account', { AccountNumer: '1' }),
  ],
  [
    'a read-only field',
    (all) => all.fixture('invalid-field-upsert'),
    () => send('PATCH', `/sobjects/Account/${ACCOUNT}`, { MasterRecordId: ACCOUNT }),
  ],
  [
    'a bulk job that is open',
    (all) => all.fixture('bulk__write__launch-job-opportunity'),
    () => bulkJob('Open'),
  ],
  [
    'a bulk job with its upload complete',
    (all) => all.fixture('bulk__write__update-job-opportunity'),
    () => bulkJob('UploadComplete'),
  ],
  ['a bulk job in progress', (all) => all.fixture('bulk__info__in-progress'), () => bulkJob('InProgress')],
  ['a bulk job that is complete', (all) => all.fixture('bulk__info__success'), () => bulkJob('JobComplete')],
  ['a bulk job that failed', (all) => all.fixture('bulk__info__complete-failure'), failedJob],
  [
    'a bulk query that is created',
    (all) => all.fixture('bulk__read-launch-job-account'),
    () => send('POST', '/jobs/query', { operation: 'query', query: 'SELECT Id FROM Account' }),
  ],
];

async function versions(): Promise<unknown> {
  return (await fetch(`${org.url}/services/data`)).json();
}

describe.skipIf(recordings === undefined)('answers have the shape of recorded ones', () => {
  it.each(CASES)('%s', async (_name, recorded, answer) => {
    const expected = recordings === undefined ? undefined : recorded(recordings);

    const found = await answer();

    expect(expected).toBeDefined();
    expect(differences(expected, found)).toEqual([]);
  });

  it('the parts of limits that are simulated', async () => {
    const found = z.record(z.string(), z.unknown()).parse(await get('/limits'));
    const recorded = z.record(z.string(), z.unknown()).parse(recordings?.traffic('get-limits'));

    expect(Object.keys(found).filter((name) => !(name in recorded))).toEqual([]);
    expect(Object.entries(found).flatMap(([name, value]) => differences(recorded[name], value))).toEqual([]);
  });
});

describe('a shape', () => {
  it('differs by absent keys and other types, at their path', () => {
    const recorded = { a: 1, b: [{ c: 'x' }], d: null };

    const found = differences(recorded, { a: '1', b: [{ c: 'y' }, {}] });

    expect(found).toEqual(['$.a: string instead of number', '$.b[1].c: absent', '$.d: absent']);
  });
});
