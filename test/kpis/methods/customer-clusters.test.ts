import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ClusterMember, clusterSizes } from '../../../lib/kpis/methods/customer-clusters.ts';

const won = (day: string, parent: string | null = null, partner: string | null = null): ClusterMember => ({
  day,
  parent,
  partner,
});

const member = fc.record({
  day: fc.constantFrom('2026-04-01', '2026-04-02'),
  parent: fc.constantFrom(null, 'group-a', 'group-b'),
  partner: fc.constantFrom(null, 'partner-a', 'partner-b'),
});

describe('clusterSizes', () => {
  it.each([
    ['no customers', [], []],
    ['customers of one day with nothing in common', [won('2026-04-01'), won('2026-04-01')], [1, 1]],
    ['a group that signs on one day', [won('2026-04-01', 'a'), won('2026-04-01', 'a')], [2]],
    ['a group that signs on two days', [won('2026-04-01', 'a'), won('2026-04-02', 'a')], [1, 1]],
    ['a batch of one partner', [won('2026-04-01', null, 'p'), won('2026-04-01', null, 'p')], [2]],
    ['a parent and a partner of one name', [won('2026-04-01', 'x'), won('2026-04-01', null, 'x')], [1, 1]],
    [
      'two batches tied by one customer',
      [won('2026-04-01', 'a'), won('2026-04-01', null, 'p'), won('2026-04-01', 'a', 'p')],
      [3],
    ],
  ])('parts %s', (_what, customers, expected) => {
    const sizes = clusterSizes(customers);

    expect(sizes).toEqual(expected);
  });

  it('loses no customer and does not depend on their order', () => {
    fc.assert(
      fc.property(fc.array(member, { maxLength: 30 }), (customers) => {
        const sizes = clusterSizes(customers);
        const reversed = clusterSizes(customers.toReversed());

        expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(customers.length);
        expect(reversed.toSorted()).toEqual(sizes.toSorted());
      }),
    );
  });
});
