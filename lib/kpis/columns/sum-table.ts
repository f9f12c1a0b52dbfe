import { compareText } from '../../domain/compare-text.ts';
import type { Columns } from './columns.ts';
import { dictionaryOf } from './dictionary.ts';

/** Whole numbers summed by group and credit: `sums[(layer × groups + group) × credits + credit]`, exact up to 2^53. */
export interface SumTable {
  /** Names of what is summed. */
  readonly layers: readonly string[];
  readonly groups: readonly string[];
  readonly credits: readonly string[];
  readonly sums: Float64Array;
}

/** The sums of one group and credit by layer, those of 0 left out. */
export interface SumCell {
  readonly group: string;
  readonly credit: string;
  readonly sums: Readonly<Record<string, number>>;
}

export function emptyTable(layers: readonly string[]): SumTable {
  return { layers, groups: [], credits: [], sums: new Float64Array(0) };
}

/** A copy of a table with room for every group and credit of the columns. */
export function widened(table: SumTable, columns: readonly Columns[]): SumTable {
  const groups = joined(
    table.groups,
    columns.map((each) => each.groups),
  );
  const credits = joined(
    table.credits,
    columns.map((each) => each.credits),
  );
  const sums = new Float64Array(table.layers.length * groups.length * credits.length);
  const width = table.credits.length;
  for (let from = 0; from < table.layers.length * table.groups.length; from += 1) {
    const layer = Math.floor(from / table.groups.length);
    const to = layer * groups.length + (from % table.groups.length);
    sums.set(table.sums.subarray(from * width, (from + 1) * width), to * credits.length);
  }
  return { layers: table.layers, groups, credits, sums };
}

/** Numbers of the columns' words in a table that has room for them: where in a layer a row and a touch are summed. */
export function placesIn(
  table: SumTable,
  columns: Columns,
): { readonly rowAt: Int32Array; readonly creditAt: Int32Array } {
  const [groups, credits] = [dictionaryOf(table.groups), dictionaryOf(table.credits)];
  return {
    rowAt: Int32Array.from(columns.groups, (word) => groups.numberOf(word) * table.credits.length),
    creditAt: Int32Array.from(columns.credits, (word) => credits.numberOf(word)),
  };
}

/** The sums of one layer, to be added to. */
export function layerOf({ layers, groups, credits, sums }: SumTable, layer: string): Float64Array {
  const size = groups.length * credits.length;
  const at = layers.indexOf(layer);
  return sums.subarray(at * size, (at + 1) * size);
}

/** Every cell with a sum, by group, then credit: the same sums give the same cells, however they came about. */
export function sumCells(table: SumTable): readonly SumCell[] {
  const { layers, groups, credits } = table;
  const values = layers.map((layer) => layerOf(table, layer));
  return groups
    .flatMap((group, groupAt) =>
      credits.flatMap((credit, creditAt) => {
        const entries = layers.flatMap((layer, at): readonly (readonly [string, number])[] => {
          const sum = values[at]?.[groupAt * credits.length + creditAt] ?? 0;
          return sum === 0 ? [] : [[layer, sum]];
        });
        return entries.length === 0 ? [] : [{ group, credit, sums: Object.fromEntries(entries) }];
      }),
    )
    .sort((a, b) => compareText(a.group, b.group) || compareText(a.credit, b.credit));
}

function joined(known: readonly string[], further: readonly (readonly string[])[]): readonly string[] {
  return [...new Set([known, ...further].flat())];
}
