import { describe, expect, it } from 'vitest';
import { toPlainRow } from '../../../lib/crm/hubspot/plain-row.ts';
import { readRows } from '../../../lib/crm/hubspot/rows.ts';

const PLAIN = {
  id: '101',
  properties: {
    email: 'a@example.com',
    company: '',
    phone: null,
    lastmodifieddate: '2026-03-05T10:00:00.000Z',
  },
  createdAt: '2026-01-05T10:00:00.000Z',
  updatedAt: '2026-03-04T10:00:00.000Z',
  archived: false,
  associations: { companies: { results: [{ id: '7', type: 'contact_to_company' }] } },
};

/** Says no more than the row without it, and only the schema takes it. */
const SAYS_NOTHING = { archivedAt: null };

describe('rows of HubSpot', () => {
  it.each([
    ['a whole one', PLAIN],
    ['one without links', { ...PLAIN, associations: undefined }],
    ['an archived one', { ...PLAIN, archived: true }],
    ['one with its property alone for a stamp', { ...PLAIN, createdAt: undefined, updatedAt: undefined }],
    ['one without any stamp', { id: '101', properties: {} }],
  ])('that are plain make the same record as by the schema: %s', (_what, row) => {
    const byHand = readRows('contacts', [row]);

    const bySchema = readRows('contacts', [{ ...row, ...SAYS_NOTHING }]);

    expect(toPlainRow(row)).toBeDefined();
    expect(toPlainRow({ ...row, ...SAYS_NOTHING })).toBeUndefined();
    expect(byHand).toEqual(bySchema);
  });

  it.each([
    ['no object', 'text'],
    ['a list', [PLAIN]],
    ['no id', { ...PLAIN, id: undefined }],
    ['an empty id', { ...PLAIN, id: '' }],
    ['a number for an id', { ...PLAIN, id: 101 }],
    ['no properties', { ...PLAIN, properties: undefined }],
    ['properties in a list', { ...PLAIN, properties: ['a'] }],
    ['a number for a value', { ...PLAIN, properties: { amount: 5 } }],
    ['half a surrogate pair', { ...PLAIN, properties: { email: '\ud800' } }],
    ['a key that objects are made by', JSON.parse('{"id":"101","properties":{"__proto__":"a"}}')],
    ['a stamp of another form', { ...PLAIN, updatedAt: '2026-03-04T10:00:00Z' }],
    ['a stamp of no day', { ...PLAIN, updatedAt: '2026-02-31T10:00:00.000Z' }],
    ['a word for archived', { ...PLAIN, archived: 'yes' }],
    ['a stamp of its archiving', { ...PLAIN, archivedAt: '2026-03-06T10:00:00.000Z' }],
    ['a link without an id', { ...PLAIN, associations: { companies: { results: [{ type: 'a' }] } } }],
    ['a list of links that is cut', { ...PLAIN, associations: { companies: { results: [], paging: {} } } }],
  ])('with %s are left to the schema', (_what, row) => {
    const plain = toPlainRow(row);

    expect(plain).toBeUndefined();
  });
});
