import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MODELS, type Model, type Route } from '../../lib/domain/ledger.ts';
import { sumFacts } from '../../lib/kpis/fact-cell.ts';
import { foldFacts } from '../../lib/kpis/fold-facts.ts';
import { rowSplit, unitOf } from '../../lib/kpis/row-split.ts';
import { SHARE_UNIT } from '../../lib/kpis/share-unit.ts';
import { factCells, storedCells } from '../../lib/pipeline/stored-cells.ts';
import { stableJson } from '../../lib/store/json.ts';
import { anyRow, anySpendDay } from './arbitraries.ts';
import { OPTIONS } from './attribution/journey.ts';
import { aWonDeal } from './builders.ts';

const anyModel = fc.constantFrom(...MODELS);
/** A visit, the form that made the lead, an event before the deal, a newsletter before the win. */
const ROUTE: Route = {
  touches: [
    { day: '2026-01-02', kind: 'first-touch', channel: 'organic', isDirect: true },
    { day: '2026-01-10', kind: 'creation', channel: 'seminar', subChannel: 'lp-a' },
    { day: '2026-02-01', kind: 'campaign', channel: 'paid_search' },
    { day: '2026-03-01', kind: 'campaign', channel: null, reason: 'no-rule' },
  ],
  leadDay: '2026-01-10',
  dealDay: '2026-02-01',
  wonDay: '2026-04-01',
};
const CHANNELS = ['organic', 'seminar', 'paid_search', null];

function sharesUnder(model: Model): readonly number[] {
  const { credits, split } = rowSplit(aWonDeal({ route: ROUTE }), model, OPTIONS);
  const parts = split(SHARE_UNIT);
  return CHANNELS.map((channel) => {
    const at = credits.findIndex((credit) => credit.channel === channel);
    return at < 0 ? 0 : (parts[at] ?? 0) / SHARE_UNIT;
  });
}

describe('rowSplit', () => {
  it.each<[Model, readonly number[]]>([
    ['last', [0, 0, 0, 1]],
    ['last-non-direct', [0, 0, 0, 1]],
    ['linear', [0.25, 0.25, 0.25, 0.25]],
    ['position', [0.4, 0.1, 0.1, 0.4]],
    ['u-marketo', [0.5, 0.5, 0, 0]],
    ['full', [0.25, 0.25, 0.25, 0.25]],
    ['j', [0.2, 0.1, 0.1, 0.6]],
    ['inverse-j', [0.6, 0.1, 0.1, 0.2]],
  ])('parts a win under %s among the touches of all its people', (model, shares) => {
    expect(sharesUnder(model)).toEqual(shares);
  });

  it('gives the whole credit to one channel where its touches are all of that one', () => {
    const touches = ROUTE.touches.map((touch) => ({ ...touch, channel: 'seminar', subChannel: 'lp-a' }));
    const row = aWonDeal({ route: { ...ROUTE, touches: touches.map(({ reason: _, ...touch }) => touch) } });

    const { credits, split } = rowSplit(row, 'decay', OPTIONS);

    expect(credits).toEqual([{ channel: 'seminar', subChannel: 'lp-a', reason: null }]);
    expect(split(7)).toEqual([7]);
  });

  it('parts money to the minor unit', () => {
    const { split } = rowSplit(aWonDeal({ route: ROUTE }), 'linear', OPTIONS);

    expect(split(1_000_002)).toEqual([250_001, 250_001, 250_000, 250_000]);
  });

  it('has the same channel under every model where a row holds no route', () => {
    fc.assert(
      fc.property(anyModel, (model) => {
        const { credits } = rowSplit(aWonDeal({ channel: 'organic' }), model, OPTIONS);

        expect(credits).toEqual([{ channel: 'organic', subChannel: null, reason: null }]);
      }),
    );
  });

  it('sums to the unit and to the amount under every model', () => {
    fc.assert(
      fc.property(anyModel, anyRow, fc.nat({ max: 1e10 }), (model, row, amount) => {
        const { credits, split } = rowSplit(row, model, OPTIONS);

        const add = (parts: readonly number[]) => parts.reduce((sum, part) => sum + part, 0);
        expect(split(amount)).toHaveLength(credits.length);
        expect(add(split(amount))).toBe(amount);
        expect(add(split(unitOf(model)))).toBe(unitOf(model));
      }),
    );
  });
});

describe('facts under a model that parts credit', () => {
  it('count with the unattributed what single-touch models count, and the same money', () => {
    fc.assert(
      fc.property(
        anyModel,
        fc.array(anyRow, { maxLength: 30 }),
        fc.array(anySpendDay),
        (model, rows, spend) => {
          const whole = sumFacts(foldFacts(rows, spend, 'first'));

          const parted = sumFacts(foldFacts(rows, spend, model, [], OPTIONS));

          expect(parted).toEqual(whole);
        },
      ),
    );
  });

  it('are the same bytes in any order, and come back from a snapshot as they were', () => {
    fc.assert(
      fc.property(anyModel, fc.array(anyRow, { maxLength: 30 }), (model, rows) => {
        const cells = foldFacts(rows, [], model, [], OPTIONS);
        const reversed = foldFacts([...rows].reverse(), [], model, [], OPTIONS);

        const text = stableJson(storedCells(cells));
        expect(stableJson(storedCells(reversed))).toBe(text);
        expect(factCells(JSON.parse(text))).toEqual(cells);
      }),
    );
  });

  it('add up over two halves to those of the whole', () => {
    fc.assert(
      fc.property(anyModel, fc.array(anyRow, { maxLength: 20 }), fc.nat({ max: 20 }), (model, rows, at) => {
        const fold = (part: typeof rows) => foldFacts(part, [], model, [], OPTIONS);

        const halves = [...fold(rows.slice(0, at)), ...fold(rows.slice(at))];

        expect(sumFacts(halves)).toEqual(sumFacts(fold(rows)));
      }),
    );
  });
});
