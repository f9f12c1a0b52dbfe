import { describe, expect, it } from 'vitest';
import { tableOf, toCsv } from '../../../lib/local/demo/csv.ts';

describe('toCsv', () => {
  it('quotes commas, quotes and line breaks and leaves missing cells empty', () => {
    const rows = [{ a: 'x,y', b: '"z"' }, { a: 'line\nbreak' }];

    const text = toCsv({ columns: ['a', 'b'], rows });

    expect(text).toBe('a,b\n"x,y","""z"""\n"line\nbreak",\n');
  });

  it('throws on a column that the header lacks', () => {
    expect(() => toCsv({ columns: ['a'], rows: [{ b: '1' }] })).toThrow('column b is missing');
  });
});

describe('tableOf', () => {
  it('puts the columns named last behind the others', () => {
    const table = tableOf([{ stamp: '1', a: '2' }, { b: '3' }], ['stamp']);

    expect(table.columns).toEqual(['a', 'b', 'stamp']);
  });
});
