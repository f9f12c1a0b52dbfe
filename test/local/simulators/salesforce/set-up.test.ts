import { afterEach, describe, expect, it } from 'vitest';
import { ANN, LEADS } from './set-up-org.ts';
import { call, connect, type Exported, queryPath, type SimulatedOrg, startOrg } from './simulated-org.ts';

let org: SimulatedOrg;

afterEach(() => org.close());

async function start(exported: Exported): Promise<void> {
  org = await startOrg(exported);
}

async function answer(soql: string, resource = 'query'): Promise<unknown> {
  const { body } = await call(org.url, 'GET', queryPath(soql, resource));
  if (typeof body !== 'object' || body === null || !('records' in body) || !Array.isArray(body.records))
    return body;
  return body.records.map(({ attributes, ...fields }: Record<string, unknown>) => fields);
}

const namesOf = async (resource: string): Promise<unknown> =>
  answer(
    "SELECT QualifiedApiName FROM FieldDefinition WHERE EntityDefinition.QualifiedApiName = 'Lead' AND QualifiedApiName = 'Phone'",
    resource,
  );

describe('a hidden field', () => {
  it('is unknown to describe, queries and writes, but not to the Tooling API', async () => {
    await start({ Lead: LEADS });
    org.edit({ verb: 'set-field-access', object: 'Lead', field: 'Phone', access: 'hidden' });

    const { fields } = await connect(org.url).sobject('Lead').describe();
    const written = await call(org.url, 'PATCH', `/sobjects/Lead/${ANN}`, { Phone: '1' });

    expect(fields.map(({ name }) => name)).not.toContain('Phone');
    expect(await answer('SELECT Phone FROM Lead')).toMatchObject([{ errorCode: 'INVALID_FIELD' }]);
    expect(written.body).toMatchObject([{ errorCode: 'INVALID_FIELD' }]);
    expect(await namesOf('query')).toEqual([]);
    expect(await namesOf('tooling/query')).toEqual([{ QualifiedApiName: 'Phone' }]);
    expect(await answer("SELECT Field FROM FieldPermissions WHERE Field = 'Lead.Phone'")).toEqual([
      { Field: 'Lead.Phone' },
    ]);
  });

  it('that may only be read refuses writes', async () => {
    await start({ Lead: LEADS });
    org.edit({ verb: 'set-field-access', object: 'Lead', field: 'Phone', access: 'read' });

    const written = await call(org.url, 'PATCH', `/sobjects/Lead/${ANN}`, { Phone: '1' });

    expect(await answer('SELECT Phone FROM Lead')).toEqual([{ Phone: '03-1' }]);
    expect(written.body).toMatchObject([{ errorCode: 'INVALID_FIELD_FOR_INSERT_UPDATE', fields: ['Phone'] }]);
  });

  it('comes back with its right', async () => {
    await start({ Lead: LEADS });
    org.edit({ verb: 'set-field-access', object: 'Lead', field: 'Phone', access: 'hidden' });
    org.edit({ verb: 'set-field-access', object: 'Lead', field: 'Phone', access: 'edit' });

    expect(await answer('SELECT Phone FROM Lead')).toEqual([{ Phone: '03-1' }]);
  });
});

describe('a hidden object', () => {
  it('is as if it were not there, except to the Tooling API', async () => {
    await start({ Lead: LEADS });
    org.edit({ verb: 'set-object-access', object: 'Campaign', hidden: true });
    const entity = "SELECT Label FROM EntityDefinition WHERE QualifiedApiName = 'Campaign'";

    const described = await call(org.url, 'GET', '/sobjects/Campaign/describe');

    expect(described.status).toBe(404);
    expect(await answer('SELECT Id FROM Campaign')).toMatchObject([{ errorCode: 'INVALID_TYPE' }]);
    expect(await answer(entity)).toEqual([]);
    expect(await answer(entity, 'tooling/query')).toEqual([{ Label: 'Campaign' }]);
  });
});

describe('fields that people change', () => {
  it('appear, change type with a gap event, and vanish', async () => {
    await start({ Lead: LEADS });
    const metadata = { label: 'Size', type: 'Text', length: 20 };
    org.edit({ verb: 'define-field', object: 'Lead', field: 'Size__c', metadata });
    await call(org.url, 'PATCH', `/sobjects/Lead/${ANN}`, { Size__c: '12' });
    org.takeChangeEvents();

    const number = { label: 'Size', type: 'Number', precision: 5, scale: 0 };
    org.edit({ verb: 'define-field', object: 'Lead', field: 'Size__c', metadata: number });
    const retyped = await answer('SELECT Size__c FROM Lead');
    org.edit({ verb: 'drop-field', object: 'Lead', field: 'Size__c' });

    expect(retyped).toEqual([{ Size__c: 12 }]);
    expect(await answer('SELECT Size__c FROM Lead')).toMatchObject([{ errorCode: 'INVALID_FIELD' }]);
    expect(org.takeChangeEvents().map((event) => /"recordIds":\["([^"]*)/.exec(event)?.[1])).toEqual([
      '00Q*',
    ]);
  });
});

describe('record types', () => {
  it('give records a type, which limits their choices and shows in describe', async () => {
    await start({ Lead: LEADS });
    const before = await answer('SELECT RecordTypeId FROM Lead');
    const { ids } = org.edit({
      verb: 'add-record-type',
      object: 'Lead',
      name: 'Partner',
      developerName: 'Partner',
      choices: { Rating: ['Hot'] },
    });
    const record = { LastName: 'Ito', Company: 'B', RecordTypeId: ids[0] };

    const refused = await call(org.url, 'POST', '/sobjects/Lead', { ...record, Rating: 'Cold' });
    const created = await call(org.url, 'POST', '/sobjects/Lead', { ...record, Rating: 'Hot' });
    const { recordTypeInfos } = await connect(org.url).sobject('Lead').describe();

    expect(before).toMatchObject([{ errorCode: 'INVALID_FIELD' }]);
    expect(refused.body).toMatchObject([{ errorCode: 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST' }]);
    expect(created.status).toBe(201);
    expect(
      await answer("SELECT RecordType.DeveloperName FROM Lead WHERE RecordType.DeveloperName = 'Partner'"),
    ).toHaveLength(1);
    expect(recordTypeInfos.map(({ name }) => name)).toEqual(['Partner', 'Master']);
  });
});

describe('bulk jobs', () => {
  it('know no hidden object and no hidden field', async () => {
    await start({ Lead: LEADS });
    org.edit({ verb: 'set-object-access', object: 'Campaign', hidden: true });
    org.edit({ verb: 'set-field-access', object: 'Lead', field: 'Phone', access: 'hidden' });

    const onObject = await call(org.url, 'POST', '/jobs/ingest', { object: 'Campaign', operation: 'insert' });
    const onField = await call(org.url, 'POST', '/jobs/query', {
      operation: 'query',
      query: 'SELECT Phone FROM Lead',
    });

    expect(onObject.status).toBe(400);
    expect(onField.body).toMatchObject([{ errorCode: 'INVALID_FIELD' }]);
  });
});
