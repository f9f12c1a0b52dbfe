import { describe, expect, it } from 'vitest';
import { aPortal, NOW } from './hubspot-fixture.ts';

const FILES = {
  'contacts.csv':
    'id,email,firstname,score\n1,a@example.com,Al,1\n2,b@example.com,Bo,2\n3,c@example.com,Cy,3',
};
const PATH = '/crm/v3/objects/contacts/batch';
const UNKNOWN = {
  error: 'PROPERTY_DOESNT_EXIST',
  name: 'nonsense',
  message: 'Property "nonsense" does not exist',
};

describe('updating a batch', () => {
  it('answers 200 with each record and its trace id', async () => {
    const portal = aPortal(FILES);

    const reply = await portal.call('POST', `${PATH}/update`, {
      inputs: [
        { id: '2', properties: { firstname: 'Bob' }, objectWriteTraceId: 't2' },
        { id: '1', properties: { firstname: 'Ann' } },
      ],
    });

    expect(reply.status).toBe(200);
    expect(reply.body).toMatchObject({
      status: 'COMPLETE',
      results: [
        { id: '2', objectWriteTraceId: 't2', properties: { firstname: 'Bob' }, updatedAt: NOW },
        { id: '1', properties: { firstname: 'Ann' } },
      ],
    });
    expect(reply.body).not.toHaveProperty('errors');
  });

  it('fails as a whole when a bad input has no trace id', async () => {
    const portal = aPortal(FILES);

    const reply = await portal.call('POST', `${PATH}/update`, {
      inputs: [
        { id: '1', properties: { firstname: 'Ann' }, objectWriteTraceId: 't1' },
        { id: '2', properties: { nonsense: 'x' } },
        { id: '3', properties: { nonsense: 'y' } },
      ],
    });
    const read = await portal.call('GET', '/crm/v3/objects/contacts/1');

    expect(reply.status).toBe(400);
    expect(reply.body).toMatchObject({
      category: 'VALIDATION_ERROR',
      message: `Property values were not valid: ${JSON.stringify(
        [UNKNOWN, UNKNOWN].map(({ error, name, message }) => ({ isValid: false, message, error, name })),
      )}`,
      errors: [{ message: UNKNOWN.message, code: UNKNOWN.error, context: { propertyName: ['nonsense'] } }],
    });
    expect(read.body).toMatchObject({ properties: { firstname: 'Al' } });
  });

  it('writes the rest with 207 when every bad input has a trace id', async () => {
    const portal = aPortal(FILES);

    const reply = await portal.call('POST', `${PATH}/update`, {
      inputs: [
        { id: '1', properties: { firstname: 'Ann' } },
        { id: '2', properties: { score: 'many' }, objectWriteTraceId: 't2' },
        { id: '3', properties: { email: 'a@example.com' }, objectWriteTraceId: 't3' },
        { id: '99', properties: {}, objectWriteTraceId: 't99' },
      ],
    });

    expect(reply.status).toBe(207);
    expect(reply.body).toMatchObject({
      results: [{ id: '1' }],
      numErrors: 3,
      errors: [
        {
          category: 'VALIDATION_ERROR',
          message: expect.stringContaining('many was not a valid long.'),
          context: { objectWriteTraceId: ['t2'] },
        },
        { category: 'CONFLICT', context: { objectWriteTraceId: ['t3'], existingId: ['1'] } },
        { category: 'OBJECT_NOT_FOUND', context: { ids: ['99'] } },
      ],
    });
  });

  it('names missing ids in a 207 without trace ids', async () => {
    const portal = aPortal(FILES);

    const reply = await portal.call('POST', `${PATH}/update`, {
      inputs: [
        { id: '1', properties: { firstname: 'Ann' } },
        { id: '99', properties: {} },
      ],
    });

    expect(reply.status).toBe(207);
    expect(reply.body).toMatchObject({ results: [{ id: '1' }], errors: [{ context: { ids: ['99'] } }] });
  });

  it('refuses ids that come twice', async () => {
    const portal = aPortal(FILES);

    const reply = await portal.call('POST', `${PATH}/update`, {
      inputs: [
        { id: '1', properties: {} },
        { id: '1', properties: {} },
      ],
    });

    expect(reply.status).toBe(400);
    expect(reply.body).toMatchObject({
      message: 'Duplicate IDs found in batch input: [1]. IDs must be unique',
      context: { ids: ['1'] },
    });
  });

  it('refuses more than 100 inputs', async () => {
    const portal = aPortal(FILES);

    const reply = await portal.call('POST', `${PATH}/update`, {
      inputs: Array.from({ length: 101 }, (_, i) => ({ id: String(i), properties: {} })),
    });

    expect(reply.status).toBe(400);
  });

  it('finds records by email', async () => {
    const portal = aPortal(FILES);

    const reply = await portal.call('POST', `${PATH}/update`, {
      inputs: [{ id: 'c@example.com', idProperty: 'email', properties: { firstname: 'Cid' } }],
    });

    expect(reply.body).toMatchObject({ results: [{ id: '3' }] });
  });
});

describe('creating a batch', () => {
  it('answers 201', async () => {
    const portal = aPortal(FILES);

    const reply = await portal.call('POST', `${PATH}/create`, {
      inputs: [{ properties: { email: 'x@example.com' }, associations: [], objectWriteTraceId: 'a' }],
    });

    expect(reply.status).toBe(201);
    expect(reply.body).toMatchObject({ results: [{ objectWriteTraceId: 'a', createdAt: NOW }] });
  });

  it('is refused as a whole, without an id, when a contact exists and has no trace id', async () => {
    const portal = aPortal(FILES);

    const reply = await portal.call('POST', `${PATH}/create`, {
      inputs: [{ properties: { email: 'x@example.com' } }, { properties: { email: 'a@example.com' } }],
    });

    expect(reply.status).toBe(409);
    expect(reply.body).toMatchObject({ message: 'Contact already exists', category: 'CONFLICT' });
  });

  it('names the existing contact in a 207 when it has a trace id', async () => {
    const portal = aPortal(FILES);

    const reply = await portal.call('POST', `${PATH}/create`, {
      inputs: [
        { properties: { email: 'x@example.com' }, objectWriteTraceId: '0' },
        { properties: { email: 'x@example.com' }, objectWriteTraceId: '1' },
        { properties: { email: 'a@example.com' }, objectWriteTraceId: '2' },
      ],
    });

    expect(reply.status).toBe(207);
    expect(reply.body).toMatchObject({
      results: [{ objectWriteTraceId: '0' }],
      numErrors: 2,
      errors: [
        { context: { objectWriteTraceId: ['1'], existingId: [expect.any(String)] } },
        {
          message: 'Contact already exists. Existing ID: 1',
          context: { objectWriteTraceId: ['2'], existingId: ['1'] },
        },
      ],
    });
  });
});

describe('upserting a batch', () => {
  it('says which records are new', async () => {
    const portal = aPortal(FILES);

    const reply = await portal.call('POST', `${PATH}/upsert`, {
      inputs: [
        { id: 'a@example.com', idProperty: 'email', properties: { firstname: 'Ann' } },
        { id: 'x@example.com', idProperty: 'email', properties: { firstname: 'Xi' } },
      ],
    });

    expect(reply.status).toBe(200);
    expect(reply.body).toMatchObject({
      results: [
        { id: '1', new: false, properties: { firstname: 'Ann' } },
        { new: true, properties: { email: 'x@example.com', firstname: 'Xi' } },
      ],
    });
  });

  it('refuses a property that is not unique', async () => {
    const portal = aPortal(FILES);

    const reply = await portal.call('POST', `${PATH}/upsert`, {
      inputs: [{ id: 'Al', idProperty: 'firstname', properties: {} }],
    });

    expect(reply.status).toBe(400);
  });
});

describe('archiving a batch', () => {
  it('answers 204 and an empty body, whether the records exist or not', async () => {
    const portal = aPortal(FILES);

    const reply = await portal.call('POST', `${PATH}/archive`, { inputs: [{ id: '1' }, { id: '99' }] });
    const list = await portal.call('GET', '/crm/v3/objects/contacts');

    expect(reply.status).toBe(204);
    expect(reply.body).toBeUndefined();
    expect(list.body).toMatchObject({ results: [{ id: '2' }, { id: '3' }] });
  });
});
