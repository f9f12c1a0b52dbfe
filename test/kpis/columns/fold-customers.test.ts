import { describe, expect, it } from 'vitest';
import type { ColumnRow } from '../../../lib/kpis/columns/column-row.ts';
import { toColumns } from '../../../lib/kpis/columns/columns.ts';
import { customerFigures, foldCustomers } from '../../../lib/kpis/columns/fold-customers.ts';
import { sumCells } from '../../../lib/kpis/columns/sum-table.ts';

describe('folding customers', () => {
  it('puts a company with all its wins where its first win was, by the first touch', () => {
    const rows = [
      aWin({ id: 'd2', companyId: 'a', day: '2026-03-10', credit: 'event', amountMinor: 50 }),
      aWin({ id: 'd1', companyId: 'a', day: '2026-01-10', credit: 'seo', amountMinor: 100 }),
      aWin({ id: 'd3', companyId: 'b', day: '2026-01-20', credit: 'seo', amountMinor: 10 }),
    ];

    const cells = sumCells(foldCustomers(toColumns(rows)));

    expect(cells).toEqual([
      {
        group: '2026-01',
        credit: 'seo',
        sums: { customers: 2, wins: 3, wonMinor: 160, lifeDays: 59 },
      },
    ]);
    expect(customerFigures(cells[0]?.sums ?? {}, 300)).toEqual({
      cac: 150,
      ltv: 80,
      frequency: 1.5,
      lifeDays: 29.5,
    });
  });

  it('takes the lower id of two wins of one day for the first', () => {
    const rows = [
      aWin({ id: 'd2', companyId: 'a', day: '2026-01-10', credit: 'event', amountMinor: 1 }),
      aWin({ id: 'd1', companyId: 'a', day: '2026-01-10', credit: 'seo', amountMinor: 1 }),
    ];

    const cells = sumCells(foldCustomers(toColumns(rows)));

    expect(cells.map(({ credit }) => credit)).toEqual(['seo']);
  });

  it('counts no row without a company or a win', () => {
    const open = aWin({ id: 'd1', companyId: 'a', day: null, credit: 'seo', amountMinor: 1 });
    const unknown = aWin({ id: 'd2', companyId: null, day: '2026-01-10', credit: 'seo', amountMinor: 1 });

    const cells = sumCells(foldCustomers(toColumns([open, unknown])));

    expect(cells).toEqual([]);
  });

  it('has no figures without customers, and no CAC without spend', () => {
    const none = customerFigures({}, 100);
    const unpaid = customerFigures({ customers: 1, wins: 1, wonMinor: 5 }, null);

    expect(none).toEqual({ cac: null, ltv: null, frequency: null, lifeDays: null });
    expect(unpaid).toEqual({ cac: null, ltv: 5, frequency: 1, lifeDays: 0 });
  });
});

function aWin({
  day,
  credit,
  ...parts
}: Pick<ColumnRow, 'id' | 'companyId' | 'amountMinor'> & {
  readonly day: string | null;
  readonly credit: string;
}): ColumnRow {
  return {
    ...parts,
    group: '2026-01',
    ...(day === null ? {} : { group: day.slice(0, 7) }),
    milestones: { leadCreated: null, dealCreated: null, won: day },
    touches: [{ day: '2025-12-01', kind: 'page', credit }],
  };
}
