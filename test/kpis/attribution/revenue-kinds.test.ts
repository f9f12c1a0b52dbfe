import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Model } from '../../../lib/domain/ledger.ts';
import { weightsOf } from '../../../lib/kpis/attribution/registry.ts';
import {
  attributedRevenue,
  type CreditedDeal,
  influencedRevenue,
  sourcedRevenue,
  totalAttributed,
} from '../../../lib/kpis/attribution/revenue-kinds.ts';
import type { Touch } from '../../../lib/kpis/attribution/touch.ts';
import { NO_MILESTONES } from '../builders.ts';
import { aJourney, dayAt, OPTIONS } from './journey.ts';

const channelOf = ({ ref }: Touch): string | null => (ref === 't2' ? null : ref);

describe('revenue', () => {
  it('is sourced by the one credited touch, influenced by any, attributed by weight', () => {
    const first = [aDeal('first', 2, 100), aDeal('first', 3, 200)];
    const linear = [aDeal('linear', 2, 101), aDeal('linear', 3, 200)];
    const isSecond = ({ ref }: Touch) => ref === 't1';

    expect(sourcedRevenue(first, isSecond)).toEqual({ kind: 'sourced', amountMinor: 0 });
    expect(sourcedRevenue(first, ({ ref }) => ref === 't0')).toEqual({ kind: 'sourced', amountMinor: 300 });
    expect(influencedRevenue(first, isSecond)).toEqual({ kind: 'influenced', amountMinor: 300 });
    expect(attributedRevenue(linear, channelOf)).toEqual({
      byChannel: new Map([
        ['t0', { kind: 'attributed', amountMinor: 118 }],
        ['t1', { kind: 'attributed', amountMinor: 117 }],
      ]),
      unattributed: { kind: 'attributed', amountMinor: 66 },
    });
  });

  it('is not influenced by a touch after the win', () => {
    const deal = { ...aDeal('first', 3, 100), milestones: { ...NO_MILESTONES, won: dayAt(1) } };

    const influenced = influencedRevenue([deal], ({ ref }) => ref === 't2');

    expect(influenced.amountMinor).toBe(0);
  });

  it('is unattributed where a deal has no touches', () => {
    const split = attributedRevenue([aDeal('linear', 0, 500)], channelOf);

    expect(split.unattributed.amountMinor).toBe(500);
    expect(split.byChannel.size).toBe(0);
  });

  it('sums to the won amount over channels and unattributed', () => {
    const anyDeal = fc.record({
      model: fc.constantFrom<Model>('first', 'linear', 'w', 'decay'),
      count: fc.nat({ max: 6 }),
      amount: fc.nat({ max: 1e9 }),
    });
    fc.assert(
      fc.property(fc.array(anyDeal), (parts) => {
        const deals = parts.map(({ model, count, amount }) => aDeal(model, count, amount));

        const { byChannel, unattributed } = attributedRevenue(deals, channelOf);

        const won = parts.reduce((sum, { amount }) => sum + amount, 0);
        expect(totalAttributed([...byChannel.values(), unattributed]).amountMinor).toBe(won);
      }),
    );
  });
});

function aDeal(model: Model, touches: number, amountMinor: number): CreditedDeal {
  const weights = weightsOf(model, aJourney(touches), NO_MILESTONES, OPTIONS);
  return { amountMinor, milestones: NO_MILESTONES, weights };
}
