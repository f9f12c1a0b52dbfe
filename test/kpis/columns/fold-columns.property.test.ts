import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocate } from '../../../lib/domain/money.ts';
import { weightsOf } from '../../../lib/kpis/attribution/registry.ts';
import { toColumns } from '../../../lib/kpis/columns/columns.ts';
import { changeFold, foldColumns } from '../../../lib/kpis/columns/fold-columns.ts';
import { changeCustomers, foldCustomers } from '../../../lib/kpis/columns/fold-customers.ts';
import { type SumTable, sumCells } from '../../../lib/kpis/columns/sum-table.ts';
import { SHARE_UNIT } from '../../../lib/kpis/share-unit.ts';
import { OPTIONS } from '../attribution/journey.ts';
import { type AnyRow, anyRows, MODELS } from './any-rows.ts';

describe('folding columns', () => {
  it('sums what the plain journeys sum to, under every model', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const table = foldColumns(columnsOf(rows), MODELS, OPTIONS);

        expect(flat(table)).toEqual(plainSums(rows));
      }),
      { numRuns: 200 },
    );
  });

  it('gives the same bytes in whatever order the rows come', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const table = foldColumns(columnsOf(rows), MODELS, OPTIONS);
        const reversed = foldColumns(columnsOf([...rows].reverse()), MODELS, OPTIONS);

        expect(JSON.stringify(sumCells(reversed))).toBe(JSON.stringify(sumCells(table)));
        expect(JSON.stringify(sumCells(foldCustomers(columnsOf([...rows].reverse()))))).toBe(
          JSON.stringify(sumCells(foldCustomers(columnsOf(rows)))),
        );
      }),
    );
  });
});

describe('a change to columns', () => {
  it('gives the bytes of a full fold, in whatever batches and order rows appear, change and go', () => {
    fc.assert(
      fc.property(anyRows, fc.array(anyRows, { maxLength: 4 }), (start, batches) => {
        let rows = new Map(start.map((each) => [each.row.id, each]));
        let table = foldColumns(columnsOf(start), MODELS, OPTIONS);
        for (const batch of batches) {
          const next = new Map(rows);
          for (const each of batch) next.set(each.row.id, each);
          // A row without touches stands for one that is deleted.
          for (const { row } of batch) if (row.touches.length === 0) next.delete(row.id);
          const ids = batch.map(({ row }) => row.id);
          const change = { before: columnsOf(those(rows, ids)), after: columnsOf(those(next, ids)) };
          table = changeFold(table, change, MODELS, OPTIONS);
          rows = next;
        }

        const full = foldColumns(columnsOf([...rows.values()].reverse()), MODELS, OPTIONS);
        expect(JSON.stringify(sumCells(table))).toBe(JSON.stringify(sumCells(full)));
      }),
      { numRuns: 200 },
    );
  });

  it('gives the customers of a full fold where it holds whole companies', () => {
    fc.assert(
      fc.property(anyRows, anyRows, (before, batch) => {
        const after = new Map([...before, ...batch].map((each) => [each.row.id, each]));
        const touched = new Set(
          batch.flatMap(({ row }) => [
            row.companyId,
            before.find((each) => each.row.id === row.id)?.row.companyId ?? null,
          ]),
        );
        const within = (rows: readonly AnyRow[]) => rows.filter(({ row }) => touched.has(row.companyId));

        const table = changeCustomers(foldCustomers(columnsOf(before)), {
          before: columnsOf(within(before)),
          after: columnsOf(within([...after.values()])),
        });

        const full = foldCustomers(columnsOf([...after.values()]));
        expect(JSON.stringify(sumCells(table))).toBe(JSON.stringify(sumCells(full)));
      }),
      { numRuns: 200 },
    );
  });
});

function columnsOf(rows: readonly AnyRow[]) {
  return toColumns(rows.map(({ row }) => row));
}

function those(rows: ReadonlyMap<string, AnyRow>, ids: readonly string[]): readonly AnyRow[] {
  return ids.flatMap((id) => rows.get(id) ?? []);
}

function flat(table: SumTable): Readonly<Record<string, number>> {
  return Object.fromEntries(
    sumCells(table).flatMap(({ group, credit, sums }) =>
      Object.entries(sums).map(([layer, sum]) => [`${group} ${credit} ${layer}`, sum]),
    ),
  );
}

/** The same sums by `weightsOf` and `allocate`, an object each. */
function plainSums(rows: readonly AnyRow[]): Readonly<Record<string, number>> {
  const sums = new Map<string, number>();
  const add = (key: string, value: number): void => {
    sums.set(key, (sums.get(key) ?? 0) + value);
  };
  for (const { row, touches } of rows)
    for (const model of row.group === null ? [] : MODELS) {
      const numerators =
        weightsOf(model, touches, row.milestones, OPTIONS)?.parts.map(({ numerator }) => numerator) ?? [];
      if (numerators.length === 0) continue;
      const [parts, minor] = [allocate(SHARE_UNIT, numerators), allocate(row.amountMinor ?? 0, numerators)];
      for (const [at, touch] of row.touches.entries()) {
        add(`${row.group} ${touch.credit} ${model}/parts`, parts[at] ?? 0);
        add(`${row.group} ${touch.credit} ${model}/minor`, minor[at] ?? 0);
      }
    }
  return Object.fromEntries([...sums].filter(([, sum]) => sum !== 0));
}
