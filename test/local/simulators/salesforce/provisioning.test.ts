import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { call, connect, queryPath, type SimulatedOrg, startOrg } from './simulated-org.ts';

const LEADS = 'Id,LastName,Company,RevLoop_Channel__c\n00QAAAAAAAAAAAA001,Sato,Acme,web\n';
const LEAD = '/sobjects/Lead/00QAAAAAAAAAAAA001';
const FIELD = {
  fullName: 'Lead.RevLoop_Score__c',
  label: 'Score & rank',
  type: 'Number',
  precision: 5,
  scale: 1,
};

let org: SimulatedOrg;
beforeEach(async () => {
  org = await startOrg({ Lead: LEADS });
});
afterEach(() => org.close());

async function grant(editable: boolean): Promise<void> {
  const connection = connect(org.url);
  await connection.metadata.upsert('PermissionSet', {
    fullName: 'RevLoop',
    label: 'RevLoop',
    fieldPermissions: [{ field: FIELD.fullName, readable: true, editable }],
  });
  const { records } = await connection.query("SELECT Id FROM PermissionSet WHERE Name = 'RevLoop'");
  const { user_id: AssigneeId } = await connection.identity();
  const body = { AssigneeId, PermissionSetId: records[0]?.Id };
  await call(org.url, 'POST', '/sobjects/PermissionSetAssignment', body);
}

const describedField = async () => {
  const { fields } = await connect(org.url).describe('Lead');
  return fields.find((field) => field.name === 'RevLoop_Score__c');
};

describe('a custom field made over the API', () => {
  it('is invisible to describe, SOQL and writes until it is granted', async () => {
    const { metadata } = connect(org.url);

    const created = await metadata.upsert('CustomField', [FIELD]);

    const queried = await call(org.url, 'GET', queryPath('SELECT RevLoop_Score__c FROM Lead'));
    const written = await call(org.url, 'PATCH', LEAD, { RevLoop_Score__c: 1 });
    expect(created).toMatchObject([{ created: true, fullName: FIELD.fullName, success: true }]);
    expect(await describedField()).toBeUndefined();
    expect(queried.body).toMatchObject([{ errorCode: 'INVALID_FIELD' }]);
    expect(written.body).toMatchObject([{ errorCode: 'INVALID_FIELD' }]);
  });

  it('is readable but not writable with a read grant', async () => {
    await connect(org.url).metadata.upsert('CustomField', FIELD);
    await grant(false);

    const written = await call(org.url, 'PATCH', LEAD, { RevLoop_Score__c: 1 });

    expect(await describedField()).toMatchObject({ updateable: false, label: 'Score & rank' });
    expect(written.body).toMatchObject([
      { errorCode: 'INVALID_FIELD_FOR_INSERT_UPDATE', fields: ['RevLoop_Score__c'] },
    ]);
  });

  it('is written with an edit grant and keeps its declared decimals', async () => {
    await connect(org.url).metadata.upsert('CustomField', FIELD);
    await grant(true);

    const written = await call(org.url, 'PATCH', LEAD, { RevLoop_Score__c: 1.25 });
    const read = await call(org.url, 'GET', `${LEAD}?fields=RevLoop_Score__c`);

    expect(written.status).toBe(204);
    expect(read.body).toMatchObject({ RevLoop_Score__c: 1.3 });
  });

  it('stays hidden while the permission set is not assigned', async () => {
    const { metadata } = connect(org.url);
    await metadata.upsert('CustomField', FIELD);

    await metadata.upsert('PermissionSet', {
      fullName: 'RevLoop',
      label: 'RevLoop',
      fieldPermissions: [{ field: FIELD.fullName, readable: true, editable: true }],
    });

    expect(await describedField()).toBeUndefined();
  });
});

describe('metadata calls', () => {
  it('answer again without creating, and read back what they wrote', async () => {
    const { metadata } = connect(org.url);
    await metadata.upsert('CustomField', FIELD);
    await grant(true);

    const again = await metadata.upsert('CustomField', FIELD);
    const field = await metadata.read('CustomField', FIELD.fullName);
    const set = await metadata.read('PermissionSet', 'RevLoop');

    expect(again).toMatchObject({ created: false, success: true });
    expect(field).toMatchObject({ label: 'Score & rank', type: 'Number', precision: 5, scale: 1 });
    expect(set.fieldPermissions).toMatchObject([{ field: FIELD.fullName, readable: true, editable: true }]);
  });

  it('replace the field permissions of a set by those sent', async () => {
    const { metadata } = connect(org.url);
    await metadata.upsert('CustomField', FIELD);
    await grant(true);

    await metadata.upsert('PermissionSet', {
      fullName: 'RevLoop',
      label: 'RevLoop',
      fieldPermissions: [{ field: 'Lead.RevLoop_Channel__c', readable: true, editable: true }],
    });

    expect(await describedField()).toBeUndefined();
  });

  it('serve a field the export folder already holds', async () => {
    const { metadata } = connect(org.url);
    const field = { fullName: 'Lead.RevLoop_Channel__c', label: 'Channel', type: 'Text', length: 80 };

    const result = await metadata.upsert('CustomField', field);
    const read = await call(org.url, 'GET', `${LEAD}?fields=RevLoop_Channel__c`);

    expect(result).toMatchObject({ created: false, success: true });
    expect(read.body).toMatchObject({ RevLoop_Channel__c: 'web' });
  });

  it.each([
    [
      'a checkbox without default',
      { fullName: 'Lead.A__c', label: 'A', type: 'Checkbox' },
      'FIELD_INTEGRITY_EXCEPTION',
    ],
    ['an unknown object', { ...FIELD, fullName: 'Nope.A__c' }, 'INVALID_CROSS_REFERENCE_KEY'],
    ['a name without suffix', { ...FIELD, fullName: 'Lead.A' }, 'INVALID_FULL_NAME'],
  ])('refuse %s', async (_name, field, statusCode) => {
    const result = await connect(org.url).metadata.upsert('CustomField', field);

    expect(result).toMatchObject({ success: false, errors: [{ statusCode }] });
  });

  it('refuse more than 10 components, an unknown session and a grant on a missing field', async () => {
    const { metadata } = connect(org.url);
    const many = Array.from({ length: 11 }, (_, i) => ({ ...FIELD, fullName: `Lead.F${i}__c` }));
    const stranger = connect(org.url);
    stranger.accessToken = 'other';

    const grantResult = await metadata.upsert('PermissionSet', {
      fullName: 'X',
      label: 'X',
      fieldPermissions: [{ field: 'Lead.Nope__c', readable: true, editable: true }],
    });

    await expect(metadata.upsert('CustomField', many)).rejects.toThrow(/cannot submit more than 10 records/);
    await expect(stranger.metadata.upsert('CustomField', FIELD)).rejects.toThrow(/no refresh/);
    expect(grantResult).toMatchObject({ success: false });
  });

  it('delete a field with its values', async () => {
    const { metadata } = connect(org.url);

    const deleted = await metadata.delete('CustomField', 'Lead.RevLoop_Channel__c');
    const again = await metadata.delete('CustomField', 'Lead.RevLoop_Channel__c');

    expect(deleted).toMatchObject({ success: true });
    expect(again).toMatchObject({ success: false });
  });
});

describe('the Tooling API', () => {
  it('creates, changes and finds custom fields', async () => {
    const { fullName: FullName, ...Metadata } = FIELD;

    const created = await call(org.url, 'POST', '/tooling/sobjects/CustomField', { FullName, Metadata });
    const again = await call(org.url, 'POST', '/tooling/sobjects/CustomField', { FullName, Metadata });
    const found = await call(
      org.url,
      'GET',
      queryPath(
        "SELECT Id, DeveloperName FROM CustomField WHERE TableEnumOrId = 'Lead' ORDER BY DeveloperName",
        'tooling/query',
      ),
    );

    expect(created.status).toBe(201);
    expect(again.body).toMatchObject([{ errorCode: 'DUPLICATE_DEVELOPER_NAME' }]);
    expect(found.body).toMatchObject({
      records: [{ DeveloperName: 'RevLoop_Channel' }, { DeveloperName: 'RevLoop_Score' }],
    });
  });

  it('refuses a second assignment of a permission set as a duplicate', async () => {
    await connect(org.url).metadata.upsert('CustomField', FIELD);
    await grant(true);
    const { records } = await connect(org.url).query(
      'SELECT AssigneeId, PermissionSetId FROM PermissionSetAssignment',
    );
    const { AssigneeId, PermissionSetId } = records[0] ?? {};

    const again = await call(org.url, 'POST', '/sobjects/PermissionSetAssignment', {
      AssigneeId,
      PermissionSetId,
    });

    expect(again.body).toEqual([
      {
        errorCode: 'DUPLICATE_VALUE',
        message:
          'Duplicate PermissionSetAssignment.  Assignee: 005SM0000000001; Permission Set: 0PSSM0000000001',
        fields: ['AssigneeId', 'PermissionSetId'],
      },
    ]);
  });
});
