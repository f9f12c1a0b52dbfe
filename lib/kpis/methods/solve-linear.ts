/**
 * Solves A·x = b by elimination with row pivots.
 * Takes    `rows` square and regular, such as I − Q of an absorbing chain
 * Empty    no rows: no solution values
 * Source   Golub & Van Loan, Matrix Computations, 3.4
 */
export function solveLinear(
  rows: readonly (readonly number[])[],
  right: readonly number[],
): readonly number[] {
  const table = rows.map((row, at) => [...row, right[at] ?? 0]);
  for (let at = 0; at < table.length; at += 1) {
    swap(table, at, pivotRow(table, at));
    eliminate(table, at);
  }
  return table.map((row, at) => (row.at(-1) ?? 0) / (row[at] ?? 1));
}

function pivotRow(table: readonly (readonly number[])[], column: number): number {
  const size = (row: number): number => Math.abs(table[row]?.[column] ?? 0);
  let best = column;
  for (let row = column + 1; row < table.length; row += 1) if (size(row) > size(best)) best = row;
  return best;
}

function swap(table: number[][], a: number, b: number): void {
  const [left, right] = [table[a], table[b]];
  if (left === undefined || right === undefined) return;
  table[a] = right;
  table[b] = left;
}

function eliminate(table: number[][], at: number): void {
  const pivot = table[at] ?? [];
  for (const row of table) {
    if (row === pivot) continue;
    const factor = (row[at] ?? 0) / (pivot[at] ?? 1);
    if (factor === 0) continue;
    for (let column = at; column < row.length; column += 1)
      row[column] = (row[column] ?? 0) - factor * (pivot[column] ?? 0);
  }
}
