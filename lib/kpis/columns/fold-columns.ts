import type { ModelOptions } from '../attribution/touch-weights.ts';
import { SHARE_UNIT } from '../share-unit.ts';
import { type Columns, creditOf, NONE } from './columns.ts';
import { splitTotal } from './split-total.ts';
import { emptyTable, layerOf, placesIn, type SumTable, widened } from './sum-table.ts';
import { pickedTouch, weighRow } from './weigh-row.ts';
import { type ColumnModel, planOf, type WeightPlan } from './weight-plan.ts';

/** Rows of which something changed, as they were and as they are; a row may be in one of them alone. */
export interface ColumnChange {
  readonly before: Columns;
  readonly after: Columns;
}

/**
 * Rows and their money parted among their touches under every model, summed by group and credit.
 * Formula  largest remainder per row, by `weightsOf`
 * Unit     layers `MODEL/parts` (SHARE_UNIT to a row) and `MODEL/minor` (minor units)
 * Empty    a row without a group or without touches is in no sum
 */
export function foldColumns(
  columns: Columns,
  models: readonly ColumnModel[],
  options: ModelOptions,
): SumTable {
  const layers = models.flatMap((model) => [`${model}/parts`, `${model}/minor`]);
  const table = widened(emptyTable(layers), [columns]);
  addColumns(table, columns, { models, options, sign: 1 });
  return table;
}

/** The table after a change: what the changed rows gave is taken back, what they give is added. No other row is read. */
export function changeFold(
  table: SumTable,
  { before, after }: ColumnChange,
  models: readonly ColumnModel[],
  options: ModelOptions,
): SumTable {
  const changed = widened(table, [before, after]);
  addColumns(changed, before, { models, options, sign: -1 });
  addColumns(changed, after, { models, options, sign: 1 });
  return changed;
}

interface Adding {
  readonly models: readonly ColumnModel[];
  readonly options: ModelOptions;
  readonly sign: 1 | -1;
}

/** Where the rows of some columns are summed under one model. */
interface Target {
  readonly columns: Columns;
  readonly sign: 1 | -1;
  readonly rowAt: Int32Array;
  readonly creditAt: Int32Array;
  readonly parts: Float64Array;
  readonly minor: Float64Array;
}

function addColumns(table: SumTable, columns: Columns, { models, options, sign }: Adding): void {
  const places = placesIn(table, columns);
  for (const model of models) {
    const [parts, minor] = [layerOf(table, `${model}/parts`), layerOf(table, `${model}/minor`)];
    const target = { columns, sign, ...places, parts, minor };
    const plan = planOf(model, options);
    if (plan.kind === 'one') addWhole(target, plan);
    else addParted(target, plan);
  }
}

function addWhole(target: Target, plan: Extract<WeightPlan, { kind: 'one' }>): void {
  const { columns, sign, rowAt, creditAt, parts, minor } = target;
  const { rows, group, touchStart, touchMark, amountMinor } = columns;
  for (let row = 0; row < rows; row += 1) {
    const number = group[row] ?? NONE;
    if (number === NONE || touchStart[row] === touchStart[row + 1]) continue;
    const mark = touchMark[pickedTouch(columns, row, plan)] ?? 0;
    const cell = (rowAt[number] ?? 0) + (creditAt[creditOf(mark)] ?? 0);
    parts[cell] = (parts[cell] ?? 0) + sign * SHARE_UNIT;
    minor[cell] = (minor[cell] ?? 0) + sign * (amountMinor[row] ?? 0);
  }
}

function addParted(target: Target, plan: WeightPlan): void {
  const { columns, sign, rowAt, creditAt, parts, minor } = target;
  const { rows, group, touchStart, touchMark, amountMinor } = columns;
  const [numerators, ofRow, ofMoney]: [number[], number[], number[]] = [[], [], []];
  for (let row = 0; row < rows; row += 1) {
    const number = group[row] ?? NONE;
    const start = touchStart[row] ?? 0;
    if (number === NONE || start === touchStart[row + 1]) continue;
    const count = weighRow(columns, row, plan, numerators);
    splitTotal(SHARE_UNIT, numerators, count, ofRow);
    splitTotal(amountMinor[row] ?? 0, numerators, count, ofMoney);
    const base = rowAt[number] ?? 0;
    for (let at = 0; at < count; at += 1) {
      const cell = base + (creditAt[creditOf(touchMark[start + at] ?? 0)] ?? 0);
      parts[cell] = (parts[cell] ?? 0) + sign * (ofRow[at] ?? 0);
      minor[cell] = (minor[cell] ?? 0) + sign * (ofMoney[at] ?? 0);
    }
  }
}
