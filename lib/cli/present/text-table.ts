import { displayWidth, padTo } from './display-width.ts';

export interface TextColumn {
  readonly title: string;
  readonly align: 'left' | 'right';
  /** Columns of a higher number go first where the terminal is narrow; left out or 0: kept always. */
  readonly priority?: number;
}

export interface TextTable {
  readonly columns: readonly TextColumn[];
  readonly rows: readonly (readonly string[])[];
  /** Rows under a line of their own, such as totals. */
  readonly totals?: readonly (readonly string[])[];
  /** Columns of the terminal; left out: as wide as needed. */
  readonly width?: number;
}

const GAP = '  ';

/** Lines up cells by what a terminal draws, Japanese text included. Lines end without spaces. */
export function textTable(table: TextTable): string {
  const { columns, rows, totals = [] } = table;
  const shown = new Set(shownColumns(table));
  const widths = columnWidths(table);
  const line = (cells: readonly string[]): string =>
    columns
      .map(({ align }, at) => padTo(cells[at] ?? '', widths[at] ?? 0, align))
      .filter((_, at) => shown.has(at))
      .join(GAP)
      .trimEnd();
  const rule = '-'.repeat(widthOf([...shown], widths));
  return [
    line(columns.map(({ title }) => title)),
    rule,
    ...rows.map(line),
    ...(totals.length === 0 ? [] : [rule, ...totals.map(line)]),
  ].join('\n');
}

/** Positions of the columns that fit: the lowest priority is dropped first, the rightmost among equals. */
export function shownColumns(table: TextTable): readonly number[] {
  const widths = columnWidths(table);
  let shown = table.columns.map((_, at) => at);
  while (table.width !== undefined && widthOf(shown, widths) > table.width) {
    const worst = Math.max(...shown.map((at) => table.columns[at]?.priority ?? 0));
    if (worst === 0) break;
    const dropped = shown.findLast((at) => table.columns[at]?.priority === worst);
    shown = shown.filter((at) => at !== dropped);
  }
  return shown;
}

function columnWidths({ columns, rows, totals = [] }: TextTable): readonly number[] {
  return columns.map(({ title }, at) =>
    Math.max(displayWidth(title), ...[...rows, ...totals].map((cells) => displayWidth(cells[at] ?? ''))),
  );
}

function widthOf(shown: readonly number[], widths: readonly number[]): number {
  return shown.reduce((sum, at) => sum + (widths[at] ?? 0), 0) + GAP.length * Math.max(0, shown.length - 1);
}
