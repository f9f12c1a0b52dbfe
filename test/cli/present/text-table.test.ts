import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../../lib/cli/present/display-width.ts';
import { shownColumns, textTable } from '../../../lib/cli/present/text-table.ts';

const columns = [
  { title: 'チャネル', align: 'left' },
  { title: '費用', align: 'right', priority: 2 },
  { title: '受注', align: 'right', priority: 1 },
  { title: 'CAC', align: 'right', priority: 2 },
] as const;
const rows = [
  ['展示会', '240万円', '3', '80万円'],
  ['SEO', '6万円', '120', '500円'],
];

describe('textTable', () => {
  it('keeps its columns with Japanese text', () => {
    const lines = textTable({ columns, rows }).split('\n');

    expect(lines).toEqual([
      'チャネル     費用  受注     CAC',
      '-------------------------------',
      '展示会    240万円     3  80万円',
      'SEO         6万円   120   500円',
    ]);
    expect(lines.map(displayWidth)).toEqual([31, 31, 31, 31]);
  });

  it('sets totals apart', () => {
    const lines = textTable({ columns, rows, totals: [['全体', '246万円', '123', '-']] }).split('\n');

    expect(lines.slice(-2)).toEqual(['-------------------------------', '全体      246万円   123       -']);
  });

  it.each([
    [undefined, [0, 1, 2, 3]],
    [31, [0, 1, 2, 3]],
    [30, [0, 1, 2]],
    [20, [0, 2]],
    [9, [0]],
    [3, [0]],
  ])('at %s columns shows the columns %j', (width, shown) => {
    expect(shownColumns({ columns, rows, ...(width === undefined ? {} : { width }) })).toEqual(shown);
  });

  it('shows a table without rows as its head', () => {
    expect(textTable({ columns: [{ title: 'CAC', align: 'right' }], rows: [] })).toBe('CAC\n---');
  });

  it('takes a missing cell for a blank one', () => {
    expect(
      textTable({ columns, rows: [['SEO']] })
        .split('\n')
        .at(-1),
    ).toBe('SEO');
  });
});
