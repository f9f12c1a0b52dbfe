import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cumulativeIncidence, type DealFollowUp } from '../../../lib/kpis/methods/cumulative-incidence.ts';
import { kaplanMeier } from '../../../lib/kpis/methods/kaplan-meier.ts';

const deals = fc.array(
  fc.record({
    time: fc.nat({ max: 40 }),
    outcome: fc.constantFrom('won' as const, 'lost' as const, 'open' as const),
  }),
  { maxLength: 40 },
);

describe('cumulativeIncidence', () => {
  it('is worked out by hand: a lost deal can no longer be won', () => {
    const steps = cumulativeIncidence([
      { time: 10, outcome: 'lost' },
      { time: 20, outcome: 'won' },
      { time: 20, outcome: 'open' },
      { time: 30, outcome: 'won' },
    ]);

    expect(steps.map(({ time }) => time)).toEqual([10, 20, 30]);
    expect(steps.map(({ won }) => won)).toEqual([0, 0.25, 0.75]);
    expect(steps.map(({ open }) => open)).toEqual([0.75, 0.5, 0]);
  });

  it('has no step where nothing has ended', () => {
    const steps = cumulativeIncidence([{ time: 5, outcome: 'open' }]);

    expect(steps).toEqual([]);
  });

  it('is Kaplan–Meier where nothing is lost', () => {
    fc.assert(
      fc.property(deals, (drawn) => {
        const kept = drawn.filter(({ outcome }) => outcome !== 'lost');
        const steps = cumulativeIncidence(kept);
        const curve = kaplanMeier(kept.map(({ time, outcome }) => ({ time, isEvent: outcome === 'won' })));

        expect(steps.map(({ time }) => time)).toEqual(curve.map(({ time }) => time));
        for (const [index, { won }] of steps.entries())
          expect(won).toBeCloseTo(1 - (curve[index]?.survival ?? 2), 10);
      }),
    );
  });

  it('parts all deals into won, lost and open', () => {
    const turned = ({ time, outcome }: DealFollowUp): DealFollowUp => ({
      time,
      outcome: outcome === 'won' ? 'lost' : outcome === 'lost' ? 'won' : 'open',
    });
    fc.assert(
      fc.property(deals, (drawn) => {
        const steps = cumulativeIncidence(drawn);
        const lost = cumulativeIncidence(drawn.map(turned));

        for (const [index, { open, won }] of steps.entries())
          expect(open + won + (lost[index]?.won ?? 0)).toBeCloseTo(1, 10);
      }),
    );
  });
});
