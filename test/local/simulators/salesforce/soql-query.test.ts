import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { call, connect, queryPath, type SimulatedOrg, startOrg } from './simulated-org.ts';

const ACCOUNTS = `Id,Name,BillingCity
001AAAAAAAAAAAA001,Acme,Tokyo
`;
const CONTACTS = `Id,LastName,AccountId
003AAAAAAAAAAAA001,Ito,001AAAAAAAAAAAA001
003AAAAAAAAAAAA002,Abe,001AAAAAAAAAAAA001
`;
const LEADS = `Id,LastName,Company,Email,LeadSource,Score__c,Vip__c,Day__c,OwnerId,SystemModstamp,IsDeleted
00QAAAAAAAAAAAA001,O'Brien,Acme,a@x.example,Web,10,true,2026-01-10,005AAAAAAAAAAAA001,2026-01-01T00:00:00.000Z,false
00QAAAAAAAAAAAA002,Suzuki,Beta,B@x.example,Event,20.5,false,2026-02-10,005AAAAAAAAAAAA001,2026-01-02T00:00:00.000Z,false
00QAAAAAAAAAAAA003,Tanaka,100%,,,,false,,,2026-01-02T00:00:00.000Z,false
00QAAAAAAAAAAAA004,Gone,Beta,,Web,5,false,,,2026-01-03T00:00:00.000Z,true
`;
const USERS = `Id,Username,Name,Email,IsActive
005AAAAAAAAAAAA001,u@x.example,Rep One,u@x.example,true
`;

const Ids = z.object({ records: z.array(z.object({ Id: z.string() })) });

let org: SimulatedOrg;
beforeAll(async () => {
  org = await startOrg({ Account: ACCOUNTS, Contact: CONTACTS, Lead: LEADS, User: USERS });
});
afterAll(() => org.close());

async function idsOf(soql: string, resource?: string): Promise<string> {
  const answer = await call(org.url, 'GET', queryPath(soql, resource));
  return Ids.parse(answer.body)
    .records.map((record) => record.Id.at(-1))
    .join('');
}

describe('WHERE', () => {
  it.each([
    ["LastName = 'O\\'Brien'", '1'],
    ["LastName = 'suzuki'", '2'],
    ["LastName != 'Suzuki'", '13'],
    ["Email = 'b@X.example'", '2'],
    ['Email = null', '3'],
    ['Email != null', '12'],
    ["Email = ''", '3'],
    ['Score__c > 10', '2'],
    ['Score__c >= 10', '12'],
    ['Score__c < 20.5', '1'],
    ['Score__c IN (10, 7)', '1'],
    ['Vip__c = TRUE', '1'],
    ['Vip__c != true', '23'],
    ["LeadSource IN ('web', 'EVENT')", '12'],
    ["LeadSource NOT IN ('Web')", '23'],
    ["LastName LIKE 's%'", '2'],
    ["LastName LIKE '_anaka'", '3'],
    ["Company LIKE '100\\%'", '3'],
    ['Day__c = 2026-01-10', '1'],
    ['Day__c < 2026-02-10', '1'],
    ['Day__c = LAST_N_DAYS:60', '2'],
    ['SystemModstamp > 2026-01-01T00:00:00Z', '23'],
    ['SystemModstamp = 2026-01-02T09:00:00.000+09:00', '23'],
    ['SystemModstamp <= 2026-01-01T00:00:00.000Z', '1'],
    ["Id = '00QAAAAAAAAAAAA'", '123'],
    ["Id > '00QAAAAAAAAAAAA001'", '23'],
    [
      "(SystemModstamp = 2026-01-02T00:00:00Z AND Id > '00QAAAAAAAAAAAA002') OR SystemModstamp > 2026-01-02T00:00:00Z",
      '3',
    ],
    ["LeadSource = 'Web' OR (LeadSource = 'Event' AND Score__c > 20)", '12'],
    ["NOT LeadSource = 'Web'", '23'],
    ["NOT (LeadSource = 'Web' OR LeadSource = 'Event')", '3'],
    ["(NOT LeadSource = 'Web') AND Score__c != null", '2'],
    ["Owner.Email = 'u@x.example'", '12'],
    ["OwnerId IN (SELECT Id FROM User WHERE Name = 'Rep One')", '12'],
  ])('%s finds %s', async (where, expected) => {
    const found = await idsOf(`SELECT Id FROM Lead WHERE ${where} ORDER BY Id`);

    expect(found).toBe(expected);
  });

  it.each([
    [
      "SystemModstamp > '2026-01-01T00:00:00Z'",
      'INVALID_FIELD',
      'must be of type dateTime and should not be enclosed in quotes',
    ],
    ["Score__c = '10'", 'INVALID_FIELD', 'must be of type double and should not be enclosed in quotes'],
    ['LastName = 10', 'INVALID_FIELD', 'must be of type string and should be enclosed in quotes'],
    ['SystemModstamp > 2026-01-01', 'INVALID_FIELD', 'must be of type dateTime'],
    ["Nope__c = 'x'", 'INVALID_FIELD', "No such column 'Nope__c' on entity 'Lead'"],
    ["Nope.Name = 'x'", 'INVALID_FIELD', "Didn't understand relationship 'Nope'"],
    ["Id = 'abc'", 'INVALID_QUERY_FILTER_OPERATOR', 'invalid ID field: abc'],
    ['Vip__c = true AND Score__c = 1 OR Score__c = 2', 'MALFORMED_QUERY', "unexpected token: 'OR'"],
    ['LastName =', 'MALFORMED_QUERY', 'unexpected token: <EOF>'],
  ])('%s is refused as %s', async (where, code, message) => {
    const answer = await call(org.url, 'GET', queryPath(`SELECT Id FROM Lead WHERE ${where}`));

    expect(answer.status).toBe(400);
    expect(answer.body).toEqual([{ errorCode: code, message: expect.stringContaining(message) }]);
  });
});

describe('ORDER BY, LIMIT and OFFSET', () => {
  it.each([
    ['ORDER BY LastName', '123'],
    ['ORDER BY LastName DESC', '321'],
    ['ORDER BY Score__c', '312'],
    ['ORDER BY Score__c NULLS LAST', '123'],
    ['ORDER BY Score__c DESC NULLS LAST', '213'],
    ['ORDER BY SystemModstamp DESC, Id', '231'],
    ['ORDER BY Owner.Name NULLS LAST, Id DESC', '213'],
    ['ORDER BY Id LIMIT 1 OFFSET 1', '2'],
  ])('%s gives %s', async (order, expected) => {
    const found = await idsOf(`SELECT Id FROM Lead ${order}`);

    expect(found).toBe(expected);
  });
});

describe('SELECT', () => {
  it('sends parents as objects, null for an empty reference, and every selected field', async () => {
    const { records } = await connect(org.url).query(
      "SELECT lastname, Owner.Name, Owner.Type, Score__c, Vip__c FROM Lead WHERE LastName IN ('Suzuki', 'Tanaka') ORDER BY Id",
    );

    expect(records).toMatchObject([
      { LastName: 'Suzuki', Owner: { Name: 'Rep One', Type: 'User' }, Score__c: 20.5, Vip__c: false },
      { LastName: 'Tanaka', Owner: null, Score__c: null, Vip__c: false },
    ]);
  });

  it('sends child lists, dates in the wire form and compound addresses', async () => {
    const soql =
      'SELECT CreatedDate, BillingAddress, (SELECT LastName FROM Contacts ORDER BY LastName) FROM Account';

    const { records } = await connect(org.url).query(soql);

    expect(records[0]).toMatchObject({
      attributes: { type: 'Account', url: '/services/data/v66.0/sobjects/Account/001AAAAAAAAAAAA001' },
      CreatedDate: '2000-01-01T00:00:00.000+0000',
      BillingAddress: { city: 'Tokyo', street: null },
      Contacts: { totalSize: 2, done: true, records: [{ LastName: 'Abe' }, { LastName: 'Ito' }] },
    });
  });

  it('counts, bare and by group', async () => {
    const bare = await call(org.url, 'GET', queryPath('SELECT COUNT() FROM Lead'));
    const total = await call(org.url, 'GET', queryPath('SELECT COUNT(Id), MAX(Score__c) top FROM Lead'));
    const grouped = await call(
      org.url,
      'GET',
      queryPath(
        'SELECT LeadSource, COUNT(Id) n FROM Lead GROUP BY LeadSource ORDER BY LeadSource DESC LIMIT 2',
      ),
    );

    expect(bare.body).toEqual({ totalSize: 3, done: true, records: [] });
    expect(total.body).toMatchObject({ totalSize: 1, records: [{ expr0: 3, top: 20.5 }] });
    expect(grouped.body).toMatchObject({
      totalSize: 2,
      records: [
        { LeadSource: 'Web', n: 1 },
        { LeadSource: 'Event', n: 1 },
      ],
    });
  });

  it('limits FIELDS(ALL) to 200 rows', async () => {
    const refused = await call(org.url, 'GET', queryPath('SELECT FIELDS(ALL) FROM Lead'));
    const accepted = await call(org.url, 'GET', queryPath('SELECT FIELDS(ALL) FROM Lead LIMIT 200'));

    expect(refused.status).toBe(400);
    expect(accepted.body).toMatchObject({ records: [{ Company: 'Acme' }, {}, {}] });
  });

  it('shows rows of the recycle bin to queryAll only', async () => {
    const found = await idsOf('SELECT Id FROM Lead WHERE IsDeleted = true');
    const foundInAll = await idsOf('SELECT Id FROM Lead WHERE IsDeleted = true', 'queryAll');

    expect([found, foundInAll]).toEqual(['', '4']);
  });

  it.each([
    [
      'SELECT Foo FROM Lead',
      'INVALID_FIELD',
      '\nSELECT Foo FROM Lead\n       ^\nERROR at Row:1:Column:8\nNo such column',
    ],
    ['SELECT Id, From Account', 'MALFORMED_QUERY', "ERROR at Row:1:Column:12\nunexpected token: 'From'"],
    ['SELECT Id FROM Accout', 'INVALID_TYPE', "sObject type 'Accout' is not supported."],
    ['SELECT Id, Id FROM Lead', 'INVALID_FIELD', 'duplicate field selected: Id'],
    ['SELECT Id FROM CustomField', 'INVALID_TYPE', "sObject type 'CustomField' is not supported."],
  ])('%s is refused as %s', async (soql, code, message) => {
    const answer = await call(org.url, 'GET', queryPath(soql));

    expect(answer.body).toEqual([{ errorCode: code, message: expect.stringContaining(message) }]);
  });
});
