import { describe, expect, it } from 'vitest';
import { hubspotId, salesforceId, withChecksum } from '../../../lib/local/demo/record-ids.ts';

describe('withChecksum', () => {
  it.each([
    ['00530000003xqAb', '00530000003xqAbAAI'],
    ['001A0000006Vm9r', '001A0000006Vm9rIAC'],
    ['000000000000000', '000000000000000AAA'],
  ])('adds the letters that say which characters of %s are capitals', (id15, id18) => {
    expect(withChecksum(id15)).toBe(id18);
  });
});

describe('salesforceId', () => {
  it('has the prefix of its object and 18 characters', () => {
    const id = salesforceId('Lead', 100_000);

    expect(id).toMatch(/^00Q[0-9A-Za-z]{15}$/);
    expect(withChecksum(id.slice(0, 15))).toBe(id);
  });

  it('differs in its first 15 characters for each number', () => {
    const ids = Array.from({ length: 5000 }, (_, i) => salesforceId('Contact', i).slice(0, 15));

    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('hubspotId', () => {
  it.each(['contacts', 'companies', 'deals'] as const)('is a number of twelve digits for %s', (object) => {
    expect(hubspotId(object, 9001)).toMatch(/^\d{12}$/);
  });
});
