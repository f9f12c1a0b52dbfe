/** One row of a file; a column left out is an empty cell. */
export type Row = Readonly<Record<string, string>>;

export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
}

/** A table of these rows: columns in the order of their first appearance, `last` behind them. */
export function tableOf(rows: readonly Row[], last: readonly string[] = []): Table {
  const names = new Set(rows.flatMap((row) => Object.keys(row)));
  const own = [...names].filter((name) => !last.includes(name));
  return { columns: [...own, ...last.filter((name) => names.has(name))], rows };
}

/** CSV text with a header line. Throws when a row names a column that the header lacks. */
export function toCsv({ columns, rows }: Table): string {
  const lines = rows.map((row) => {
    const unknown = Object.keys(row).find((column) => !columns.includes(column));
    if (unknown !== undefined) throw new Error(`column ${unknown} is missing in the header`);
    return columns.map((column) => toCell(row[column] ?? '')).join(',');
  });
  return `${[columns.join(','), ...lines].join('\n')}\n`;
}

function toCell(value: string): string {
  return /[",\n\r]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
