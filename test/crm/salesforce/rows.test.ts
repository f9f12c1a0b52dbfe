import { describe, expect, it } from 'vitest';
import type { FieldDescription } from '../../../lib/crm/crm.ts';
import { toRecords } from '../../../lib/crm/salesforce/rows.ts';

const STAMP = '2026-05-01T07:25:37.000+0000';
const field = (name: string, type: FieldDescription['type']) => ({
  name,
  label: name,
  type,
  isWritable: false,
});
const read = (value: unknown, type: FieldDescription['type']) => {
  const fields = [field('SystemModstamp', 'date-time'), field('X__c', type)];
  const row = { Id: '00QSB3hXUaUYRrk2MH', SystemModstamp: STAMP, X__c: value };
  return toRecords([row], { object: 'Lead', fields }, 'SystemModstamp')[0];
};

describe('a value', () => {
  it.each([
    ['text', null, ''],
    ['text', 'a', 'a'],
    ['number', 0, '0.0'],
    ['number', 1500.5, '1500.50'],
    ['number', null, ''],
    ['number', '12345678901234567.89', '12345678901234567.890'],
    ['boolean', true, 'true'],
    ['boolean', false, 'false'],
    ['date', '2026-03-08', '2026-03-08'],
    ['date-time', STAMP, '2026-05-01T07:25:37.000Z'],
    ['other', 5, '5.0'],
    ['reference', null, ''],
  ] as const)('S17 of type %s is the same by REST, %j, as by Bulk, %j', (type, byRest, byBulk) => {
    expect(read(byBulk, type)).toEqual(read(byRest, type));
    expect(read(byRest, type)).toHaveProperty('record');
  });

  it.each([
    ['number', Number.POSITIVE_INFINITY],
    ['number', '1e400'],
    ['text', 'half \ud800 pair'],
    ['date-time', 'yesterday'],
    ['date-time', '2026-13-01T00:00:00.000Z'],
    ['text', undefined],
  ] as const)('F30 of type %s that is %j puts its record aside', (type, value) => {
    expect(read(value, type)).toMatchObject({ reject: { id: '00QSB3hXUaUYRrk2MH', code: 'record-invalid' } });
  });
});
