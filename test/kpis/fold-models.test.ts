import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MODELS } from '../../lib/domain/ledger.ts';
import { foldFacts } from '../../lib/kpis/fold-facts.ts';
import { foldModels } from '../../lib/kpis/fold-models.ts';
import { anyRow, anySpendDay } from './arbitraries.ts';
import { OPTIONS } from './attribution/journey.ts';
import { aRow, aWonDeal } from './builders.ts';

const ALONE = aRow({ id: 'alone', day: '2025-11-03' });

describe('foldModels', () => {
  it('gives under each model what folding under that model alone gives', () => {
    fc.assert(
      fc.property(fc.array(anyRow, { maxLength: 30 }), fc.array(anySpendDay), (rows, spend) => {
        const all = foldModels({ rows, spend, activity: [] }, MODELS, OPTIONS);

        const alone = MODELS.map((model) => [model, foldFacts(rows, spend, model, [], OPTIONS)] as const);
        expect([...all]).toEqual(alone);
      }),
    );
  });

  it('adds up in one cell what models agree on and what they do not', () => {
    const lead = { day: '2025-11-03', wonDay: '2025-12-08' };
    const alike = aRow({ id: 'alike', ...lead });
    const credit = { ...alike.credit, 'lead-creation': { channel: 'seo', subChannel: null } };
    const rows = [alike, { ...aRow({ id: 'apart', ...lead }), credit }];

    const all = foldModels({ rows, spend: [], activity: [] }, MODELS, OPTIONS);

    expect(all.get('first')).toMatchObject([{ lead: 2, leadToWon: 2, lags: { 'leadToWon 35': 2 } }]);
    expect(all.get('lead-creation')).toMatchObject([{ lead: 1 }, { lead: 1 }]);
    for (const model of MODELS) expect(all.get(model)).toEqual(foldFacts(rows, [], model, [], OPTIONS));
  });

  it('makes a cell once that only rows make which no model reads differently', () => {
    const won = aWonDeal({ id: 'apart' });
    const apart = { ...won, credit: { ...won.credit, first: { channel: 'seo', subChannel: null } } };

    const all = foldModels({ rows: [ALONE, apart], spend: [], activity: [] }, MODELS, OPTIONS);

    const shared = [...all.values()].map((cells) => cells.find(({ day }) => day === ALONE.day));
    expect(new Set(shared).size).toBe(1);
    expect(all.get('first')).not.toEqual(all.get('lead-creation'));
  });
});
