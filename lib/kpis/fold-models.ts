import type { Model } from '../domain/ledger.ts';
import type { ModelOptions } from './attribution/touch-weights.ts';
import { type FactCell, fromParts, sumFacts, toParts } from './fact-cell.ts';
import { type Facts, foldByKey, inOrder } from './fold-facts.ts';
import { isAlike } from './row-split.ts';

/**
 * What `foldFacts` makes under each of several models. Rows that no model reads differently, spend and activity are folded once: a cell that
 * only they make is one object in all models' cells.
 */
export function foldModels<M extends Model>(
  facts: Facts,
  models: readonly M[],
  options: ModelOptions,
): ReadonlyMap<M, readonly FactCell[]> {
  const { alike = [], apart = [] } = Object.groupBy(facts.rows, (row) => (isAlike(row) ? 'alike' : 'apart'));
  const shared = foldByKey({ ...facts, rows: alike }, 'first', options);
  return new Map(
    models.map((model) => {
      const cells = new Map(shared);
      for (const [key, cell] of foldByKey({ rows: apart, spend: [], activity: [] }, model, options)) {
        const known = shared.get(key);
        cells.set(key, known === undefined ? cell : addCell(known, cell));
      }
      return [model, inOrder(cells)];
    }),
  );
}

function addCell(a: FactCell, b: FactCell): FactCell {
  const { lags: _a, ...key } = a;
  const sum: FactCell = { ...key, ...sumFacts([a, b]) };
  const names = Object.keys({ ...a.lags, ...b.lags }).sort();
  if (names.length === 0) return sum;
  const lags = names.map((name) => [
    name,
    fromParts(toParts(a.lags?.[name] ?? 0) + toParts(b.lags?.[name] ?? 0)),
  ]);
  return { ...sum, lags: Object.fromEntries(lags) };
}
