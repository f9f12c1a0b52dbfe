import { describe, expect, it } from 'vitest';
import type { Model, Route } from '../../lib/domain/ledger.ts';
import { creditedWins, winsOf } from '../../lib/kpis/credited-wins.ts';
import { foldFacts } from '../../lib/kpis/fold-facts.ts';
import { cacInterval } from '../../lib/kpis/methods/poisson-interval.ts';
import { partedInterval } from '../../lib/kpis/row-interval.ts';
import { OPTIONS } from './attribution/journey.ts';
import { aConfig, aSpendDay, aTable, aWonDeal, rowOf, times } from './builders.ts';

const ROUTE: Route = {
  touches: [
    { day: '2026-01-01', kind: 'first-touch', channel: 'seminar' },
    { day: '2026-01-05', kind: 'campaign', channel: 'organic' },
  ],
};
const rows = times(20, (at) => aWonDeal({ id: `d${at}`, route: ROUTE }));
const spend = [aSpendDay(), aSpendDay({ channel: 'organic' })];

function tableUnder(model: Model, targetCac = '5000') {
  return aTable({
    facts: foldFacts(rows, spend, model, [], OPTIONS),
    creditedWins: creditedWins(winsOf(rows), model, OPTIONS),
    model,
    config: aConfig({ targets: { cac: targetCac } }),
  });
}

describe('a row under a model that parts wins', () => {
  it('counts fractions, whose interval is that of whole deals drawn anew', () => {
    const row = rowOf(tableUnder('linear'), 'seminar');

    const { low, high } = partedInterval(
      100_000,
      times(20, () => 0.5),
    );
    expect(row).toMatchObject({ newCustomers: 10, cac: '10000', basis: 'linear/media' });
    expect(row.cacLow).toBe(String(Math.round(low)));
    expect(row.cacHigh).toBe(String(Math.round(high ?? 0)));
    // Ten wins counted as if they were whole would know less than these twenty halves.
    expect(Number(row.cacLow)).toBeGreaterThan(cacInterval(100_000, 10).low);
  });

  it('keeps the exact interval of the blended row, whose wins are whole', () => {
    const [linear, first] = (['linear', 'first'] as const).map((model) => tableUnder(model).blended);

    expect(linear?.cacLow).toBe(first?.cacLow);
    expect(linear?.cacHigh).toBe(first?.cacHigh);
    expect(linear?.verdictReason).toBe(first?.verdictReason);
  });

  it('gets its verdict from that interval and names no number of wins', () => {
    const row = rowOf(tableUnder('linear', '10000'), 'seminar');

    expect(row).toMatchObject({ verdict: 'undecided', verdictStage: 'won', verdictReason: 'spans-target' });
  });
});

describe('partedInterval', () => {
  it('is the exact one of no wins where the model leaves the row none', () => {
    expect(partedInterval(100, [])).toEqual(cacInterval(100, 0));
  });

  it('hardly moves where drawing deals gives way to the normal limit', () => {
    const [drawn, normal] = [999, 1_000].map((count) =>
      partedInterval(
        count,
        times(count, (at) => (at % 3) + 1),
      ),
    );

    expect((normal?.low ?? 0) / (drawn?.low ?? 1)).toBeCloseTo(1, 2);
    expect((normal?.high ?? 0) / (drawn?.high ?? 1)).toBeCloseTo(1, 2);
  });
});
