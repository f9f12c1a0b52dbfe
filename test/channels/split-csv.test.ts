import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitCsv } from '../../lib/channels/split-csv.ts';

function cellsOf(text: string): readonly (readonly string[])[] {
  return splitCsv(text).rows.map(({ cells }) => cells);
}

describe('splitCsv', () => {
  it.each([
    ['nothing', '', []],
    ['one line', 'a,b', [['a', 'b']]],
    ['a last line break', 'a,b\n', [['a', 'b']]],
    ['Windows lines', 'a\r\nb\r\n', [['a'], ['b']]],
    ['old Macintosh lines', 'a\rb', [['a'], ['b']]],
    ['blank cells', 'a,,\n', [['a', '', '']]],
    ['blank lines', 'a\n\n , \nb', [['a'], ['b']]],
    ['a quoted comma', '"1,000",b', [['1,000', 'b']]],
    ['a quoted quote', '"say ""hi""",b', [['say "hi"', 'b']]],
    ['an empty quoted cell', '"",b', [['', 'b']]],
    [
      'a quoted line break',
      '"a\r\nb",c\nd,e',
      [
        ['a\r\nb', 'c'],
        ['d', 'e'],
      ],
    ],
    ['a quote inside a plain cell', 'a 12" screen,b', [['a 12" screen', 'b']]],
  ])('reads %s', (_, text, cells) => {
    expect(cellsOf(text)).toEqual(cells);
  });

  it('numbers rows by the physical line they start on', () => {
    const { rows } = splitCsv('head\n"two\nthree"\n\nfive\r\n"six\r\n\r\neight"\nnine');

    expect(rows.map(({ line, lastLine }) => [line, lastLine])).toEqual([
      [1, 1],
      [2, 3],
      [5, 5],
      [6, 8],
      [9, 9],
    ]);
  });

  it.each([
    ['text after a closing quote', 'a\n"b"x\nc\n', 2, [['a'], ['c']]],
    ['a quote that is never closed', 'a\nb\n"c\nd\n', 3, [['a'], ['b'], ['d']]],
  ])('loses one line only to %s', (reason, text, line, cells) => {
    const { rows, broken } = splitCsv(text);

    expect(broken).toEqual([{ line, reason: `has ${reason}` }]);
    expect(rows.map((row) => row.cells)).toEqual(cells);
  });

  it('reads back any cells that were quoted', () => {
    const row = fc.array(fc.string({ unit: fc.constantFrom('a', '日', ',', '"', '\n', '\r', ' ') }), {
      minLength: 1,
      maxLength: 5,
    });
    const filled = row.filter((cells) => cells.some((cell) => cell.trim() !== ''));

    fc.assert(
      fc.property(fc.array(filled), (rows) => {
        const text = rows
          .map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(','))
          .join('\n');
        expect(cellsOf(text)).toEqual(rows);
      }),
    );
  });
});
