import { afterEach, describe, expect, it } from 'vitest';
import { call, connect, queryPath, type SimulatedOrg, startOrg } from './simulated-org.ts';

const LEADS = `Id,LastName,Company,Email,Code__c,IsConverted,SystemModstamp
00QAAAAAAAAAAAA001,Sato,Acme,a@x.example,A1,false,2026-01-01T00:00:00.000Z
00QAAAAAAAAAAAA002,Suzuki,Beta,b@x.example,B2,true,2026-01-01T00:00:00.000Z
`;
const SATO = '00QAAAAAAAAAAAA001';
const SUZUKI = '00QAAAAAAAAAAAA002';
const STAMP = '2026-04-01T09:00:00.000+0000';
const lead = (fields: object) => ({ attributes: { type: 'Lead' }, ...fields });

let org: SimulatedOrg;
afterEach(() => org.close());

describe('single records', () => {
  it('are created with an id, a location and stamps of whole seconds', async () => {
    org = await startOrg();

    const created = await call(org.url, 'POST', '/sobjects/Lead/', { LastName: 'Ito', Company: 'Acme' });
    const read = await call(
      org.url,
      'GET',
      '/sobjects/Lead/00QSM00000000012AA?fields=Name,SystemModstamp,Status',
    );

    expect(created.status).toBe(201);
    expect(created.body).toEqual({ id: '00QSM00000000012AA', success: true, errors: [] });
    expect(created.headers.get('location')).toBe('/services/data/v66.0/sobjects/Lead/00QSM00000000012AA');
    expect(read.body).toMatchObject({ Name: 'Ito', SystemModstamp: STAMP, Status: 'Open - Not Contacted' });
  });

  it('are updated by 15-character id, and stamped even when nothing changes', async () => {
    org = await startOrg({ Lead: LEADS });

    const updated = await call(org.url, 'PATCH', '/sobjects/Lead/00QAAAAAAAAAAAA', { LastName: 'Sato' });
    const read = await call(org.url, 'GET', `/sobjects/Lead/${SATO}`);

    expect(updated.status).toBe(204);
    expect(read.body).toMatchObject({ SystemModstamp: STAMP, LastModifiedDate: STAMP });
  });

  it('are deleted into the recycle bin', async () => {
    org = await startOrg({ Lead: LEADS });

    const deleted = await call(org.url, 'DELETE', `/sobjects/Lead/${SATO}`);
    const again = await call(org.url, 'DELETE', `/sobjects/Lead/${SATO}`);

    expect(deleted.status).toBe(204);
    expect(again.status).toBe(404);
    expect(again.body).toEqual([
      { errorCode: 'ENTITY_IS_DELETED', message: 'entity is deleted', fields: [] },
    ]);
  });

  it('are upserted by a key field', async () => {
    org = await startOrg({ Lead: LEADS });

    const updated = await call(org.url, 'PATCH', '/sobjects/Lead/Email/a%40x.example', { LastName: 'Kato' });
    const created = await call(org.url, 'PATCH', '/sobjects/Lead/Email/c%40x.example', {
      LastName: 'New',
      Company: 'C',
    });
    const refused = await call(org.url, 'PATCH', '/sobjects/Lead/Nope__c/1', { LastName: 'New' });

    expect([updated.status, created.status, refused.status]).toEqual([200, 201, 404]);
    expect(updated.body).toEqual({ id: SATO, success: true, errors: [], created: false });
    expect(created.body).toMatchObject({ created: true });
  });

  it.each([
    ['an unknown field', { Nope: 1 }, 'INVALID_FIELD', "No such column 'Nope' on sobject of type Lead"],
    [
      'a read-only field',
      { IsConverted: true },
      'INVALID_FIELD_FOR_INSERT_UPDATE',
      'Unable to create/update fields: IsConverted.',
    ],
    ['no required field', {}, 'REQUIRED_FIELD_MISSING', 'Required fields are missing: [LastName, Company]'],
    ['a long text', { LastName: 'x'.repeat(81) }, 'STRING_TOO_LONG', '(max length=80)'],
    ['a bad address', { Email: 'bad' }, 'INVALID_EMAIL_ADDRESS', 'invalid email address: bad'],
    [
      'a text for a number',
      { AnnualRevenue: 'much' },
      'JSON_PARSER_ERROR',
      'Cannot deserialize instance of double',
    ],
    ['a malformed id', { OwnerId: 'x' }, 'MALFORMED_ID', 'id value of incorrect type: x'],
    [
      'an id of nobody',
      { OwnerId: '005AAAAAAAAAAAA009' },
      'INVALID_CROSS_REFERENCE_KEY',
      'invalid cross reference id',
    ],
  ])('with %s are refused', async (_name, body, code, message) => {
    org = await startOrg();

    const answer = await call(org.url, 'POST', '/sobjects/Lead', body);

    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject([{ errorCode: code, message: expect.stringContaining(message) }]);
  });

  it('derive stage flags, probability and history of an opportunity', async () => {
    org = await startOrg();
    const connection = connect(org.url);
    const body = { Name: 'Deal', StageName: 'Qualification', CloseDate: '2026-05-01', Amount: 1000 };
    const { id = '' } = await connection.create('Opportunity', body);

    await connection.update('Opportunity', { Id: id, StageName: 'Closed Won' });

    expect(await connection.retrieve('Opportunity', id)).toMatchObject({
      IsWon: true,
      IsClosed: true,
      Probability: 100,
      ForecastCategoryName: 'Closed',
      ExpectedRevenue: 1000,
    });
    const history = await connection.query('SELECT StageName FROM OpportunityHistory ORDER BY Id');
    expect(history.records.map((row) => row.StageName)).toEqual(['Qualification', 'Closed Won']);
  });
});

describe('collections', () => {
  it('answer in the order of the request, without an id for what failed', async () => {
    org = await startOrg({ Lead: LEADS });
    const records = [
      lead({ id: SATO, LastName: 'Kato' }),
      lead({ id: SUZUKI, LastName: 'x' }),
      lead({ id: '00QAAAAAAAAAAAB001', LastName: 'x' }),
      lead({ id: 'bad', LastName: 'x' }),
      lead({ LastName: 'x' }),
      lead({ id: SATO, LastName: 'x' }),
      { id: SUZUKI, LastName: 'x' },
    ];

    const answer = await call(org.url, 'PATCH', '/composite/sobjects', { allOrNone: false, records });

    const failed = (statusCode: string, message: string) => ({
      success: false,
      errors: [expect.objectContaining({ statusCode, message })],
    });
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual([
      { id: SATO, success: true, errors: [] },
      failed('CANNOT_UPDATE_CONVERTED_LEAD', 'cannot reference converted lead'),
      failed('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id'),
      failed('MALFORMED_ID', 'malformed id bad'),
      failed('MISSING_ARGUMENT', 'Id not specified in an update call'),
      failed('DUPLICATE_VALUE', `duplicate id specified: ${SATO}`),
      failed('JSON_PARSER_ERROR', expect.stringContaining('must have an attributes field')),
    ]);
  });

  it('roll back as a whole under allOrNone', async () => {
    org = await startOrg({ Lead: LEADS });
    const records = [lead({ id: SATO, LastName: 'Kato' }), lead({ id: SUZUKI, LastName: 'x' })];

    const answer = await call(org.url, 'PATCH', '/composite/sobjects', { allOrNone: true, records });

    expect(answer.body).toMatchObject([
      { success: false, errors: [{ statusCode: 'ALL_OR_NONE_OPERATION_ROLLED_BACK' }] },
      { success: false, errors: [{ statusCode: 'CANNOT_UPDATE_CONVERTED_LEAD' }] },
    ]);
    const read = await call(org.url, 'GET', `/sobjects/Lead/${SATO}?fields=LastName,SystemModstamp`);
    expect(read.body).toMatchObject({ LastName: 'Sato', SystemModstamp: '2026-01-01T00:00:00.000+0000' });
  });

  it('create, retrieve and delete through jsforce', async () => {
    org = await startOrg();
    const connection = connect(org.url);

    const created = await connection.create('Lead', [
      { LastName: 'A', Company: 'A' },
      { LastName: 'B', Company: 'B' },
    ]);
    const ids = created.map((result) => result.id ?? '');
    const retrieved = await connection.retrieve('Lead', ids, { fields: ['LastName'] });
    const deleted = await connection.destroy('Lead', ids);

    expect(retrieved).toMatchObject([{ LastName: 'A' }, { LastName: 'B' }]);
    expect(deleted.map((result) => result.success)).toEqual([true, true]);
  });

  it('retrieve null in the place of a missing record', async () => {
    org = await startOrg({ Lead: LEADS });
    const ids = [SUZUKI, '00QAAAAAAAAAAAB001'];

    const answer = await call(org.url, 'POST', '/composite/sobjects/Lead', { ids, fields: ['LastName'] });

    expect(answer.body).toMatchObject([{ Id: SUZUKI, LastName: 'Suzuki' }, null]);
  });

  it('upsert by a key and tell created from updated', async () => {
    org = await startOrg({ Lead: LEADS });
    const records = [
      lead({ Email: 'a@x.example', LastName: 'Kato' }),
      lead({ Email: 'new@x.example', LastName: 'New', Company: 'C' }),
    ];

    const answer = await call(org.url, 'PATCH', '/composite/sobjects/Lead/Email', { records });

    expect(answer.body).toMatchObject([
      { id: SATO, success: true, created: false },
      { success: true, created: true },
    ]);
  });

  it.each([
    [0, 'REQUIRED_FIELD_MISSING', 'At least 1 record is required'],
    [201, 'EXCEEDED_ID_LIMIT', 'record limit reached. cannot submit more than 200 records in this operation'],
  ])('of %i records are refused', async (count, errorCode, message) => {
    org = await startOrg();
    const records = Array.from({ length: count }, () => lead({ LastName: 'x', Company: 'x' }));

    const answer = await call(org.url, 'POST', '/composite/sobjects', { records });

    expect(answer.status).toBe(400);
    expect(answer.body).toEqual([{ errorCode, message }]);
  });

  it('leave two writes of one second with one stamp', async () => {
    org = await startOrg({ Lead: LEADS });
    await call(org.url, 'PATCH', `/sobjects/Lead/${SATO}`, { LastName: 'B' });
    org.clock.advance(500);
    await call(org.url, 'POST', '/sobjects/Lead', { LastName: 'C', Company: 'C' });

    const soql = `SELECT COUNT() FROM Lead WHERE SystemModstamp = ${STAMP.replace('+0000', 'Z')}`;
    const answer = await call(org.url, 'GET', queryPath(soql));

    expect(answer.body).toMatchObject({ totalSize: 2 });
  });
});
