import { describe, expect, it } from 'vitest';
import { exactNumber, parseExactJson } from '../../../lib/crm/salesforce/exact-json.ts';

describe('JSON that is read exactly', () => {
  it.each([
    ['{"Amount":9007199254740993}', { Amount: '9007199254740993' }],
    ['{"Amount":12345678901234567.89}', { Amount: '12345678901234567.89' }],
    ['{"Amount":-1.2345678901234567891E17,"Name":"x"}', { Amount: '-123456789012345678.91' }],
    ['{"Amount":0.30000000000000004}', { Amount: 0.300_000_000_000_000_04 }],
    ['{"Amount":1.5E8}', { Amount: 150_000_000 }],
    ['{"Amount":1500.5,"Name":"9007199254740993"}', { Amount: 1500.5, Name: '9007199254740993' }],
  ])('F33 keeps all digits of %s', (text, expected) => {
    expect(parseExactJson(text)).toMatchObject(expected);
  });

  it('F30 leaves a key out that an object has twice, and no other object', () => {
    const text = '{"records":[{"Id":"1","Name":"a","Name":"b"},{"Id":"2","Name":"c"}],"done":true}';
    expect(parseExactJson(text)).toEqual({ records: [{ Id: '1' }, { Id: '2', Name: 'c' }], done: true });
  });

  it('F30 sees a key twice however it is written, nested, and beside an object that was replaced', () => {
    const text = String.raw`[{"a" : {"b":1,"\u0062":2},"c":":"},{"x":{"y":1},"x":{"z":{}}}]`;
    expect(parseExactJson(text)).toEqual([{ a: {}, c: ':' }, {}]);
  });

  it('takes no text for a key', () => {
    const value = { a: ':', b: '":', c: '\\', d: ['":x"', ':'], e: String.raw`\":` };
    expect(parseExactJson(JSON.stringify(value))).toEqual(value);
  });

  it.each([
    ['cut off', '{"a":"b'],
    ['of a record with two ids', '{"records":[{"Id":"1","Id":"2"}]}'],
    ['a page', '<html>"a":1</html>'],
    ['cut within a long number', '{"a":12345678901234567.'],
    [
      'nested without end, with a long number',
      `${'['.repeat(100_000)}12345678901234567.89${']'.repeat(100_000)}`,
    ],
  ])('gives nothing for JSON that is %s', (_, text) => {
    expect(parseExactJson(text)).toBeUndefined();
  });
});

describe('a number', () => {
  it.each([
    ['12345678901234567.890', '12345678901234567.89'],
    ['9007199254740993.0', '9007199254740993'],
    ['0000000000000000012.50', 12.5],
    ['100000000000000000000', 100_000_000_000_000_000_000],
    ['not a number at all', Number.NaN],
  ])('F33 %s is %s', (text, expected) => {
    expect(exactNumber(text)).toBe(expected);
  });
});
