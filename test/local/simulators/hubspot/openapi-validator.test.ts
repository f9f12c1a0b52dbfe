import { describe, expect, it } from 'vitest';
import { loadOpenApiValidator } from './openapi-validator.ts';

const validator = loadOpenApiValidator();
const RECORD = {
  id: '1',
  properties: { email: null },
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
  archived: false,
};
const PATH = '/crm/v3/objects/contacts/1';

describe.skipIf(validator === undefined)(
  'the check against HubSpot’s OpenAPI files (skipped without ../shared)',
  () => {
    it('accepts a record', () => {
      const found = validator?.check({ method: 'GET', path: PATH, status: 200, body: RECORD });

      expect(found).toEqual([]);
    });

    it.each([
      ['a missing field', { ...RECORD, id: undefined }, 200],
      ['a field of our own', { ...RECORD, invented: 1 }, 200],
      ['a property that is a number', { ...RECORD, properties: { amount: 1 } }, 200],
      ['an instant that is none', { ...RECORD, createdAt: 'yesterday' }, 200],
      ['a status the operation does not have', RECORD, 201],
      [
        'an error without a message',
        { status: 'error', correlationId: '00000000-0000-0000-0000-000000000000' },
        404,
      ],
    ])('reports %s', (_case, body, status) => {
      const found = validator?.check({
        method: 'GET',
        path: PATH,
        status,
        body: JSON.parse(JSON.stringify(body)),
      });

      expect(found).not.toEqual([]);
    });

    it('reports a path that HubSpot does not have', () => {
      const found = validator?.check({ method: 'GET', path: '/crm/v3/nonsense', status: 200, body: {} });

      expect(found).toEqual(['GET /crm/v3/nonsense is in no OpenAPI file']);
    });
  },
);
