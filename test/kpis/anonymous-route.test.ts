import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MODELS } from '../../lib/domain/ledger.ts';
import { anonymousRoute } from '../../lib/kpis/anonymous-route.ts';
import { rowSplit } from '../../lib/kpis/row-split.ts';
import { SHARE_UNIT } from '../../lib/kpis/share-unit.ts';
import { anyRoute } from './arbitraries.ts';
import { OPTIONS } from './attribution/journey.ts';
import { aWonDeal } from './builders.ts';

const BY_ORDER = MODELS.filter((model) => model !== 'decay');

describe('anonymousRoute', () => {
  it('parts credit among channels as before, under every model that reads only the order', () => {
    fc.assert(
      fc.property(fc.constantFrom(...BY_ORDER), anyRoute, (model, route) => {
        const byChannel = (of: typeof route) => {
          const { credits, split } = rowSplit(aWonDeal({ route: of }), model, OPTIONS);
          const sums = new Map<string | null, number>();
          for (const [at, part] of split(SHARE_UNIT).entries()) {
            const channel = credits[at]?.channel ?? null;
            sums.set(channel, (sums.get(channel) ?? 0) + part);
          }
          return sums;
        };

        expect(byChannel(anonymousRoute(route, '2026-01-01'))).toEqual(byChannel(route));
      }),
    );
  });

  it('keeps no day and no sub-channel', () => {
    const route = anonymousRoute(
      {
        touches: [{ day: '2026-03-17', kind: 'campaign', channel: 'seminar', subChannel: 'lp-a' }],
        wonDay: '2026-04-20',
      },
      '2026-04-01',
    );

    expect(route).toEqual({
      touches: [{ day: '2026-04-01', kind: 'campaign', channel: 'seminar' }],
      wonDay: '2026-04-02',
    });
  });
});
