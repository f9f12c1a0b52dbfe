import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cumulativeIncidence } from '../../../lib/kpis/methods/cumulative-incidence.ts';
import { pipelineForecast } from '../../../lib/kpis/methods/pipeline-forecast.ts';

/** Half of the deals are lost on day 10; of the rest half are won on day 20, the others lost on day 30. */
const STEPS = cumulativeIncidence(
  (
    [
      [10, 'lost'],
      [10, 'lost'],
      [20, 'won'],
      [30, 'lost'],
    ] as const
  ).map(([time, outcome]) => ({ time, outcome })),
);
const EVER = Number.POSITIVE_INFINITY;

describe('pipelineForecast', () => {
  it('weighs each deal by its age', () => {
    const open = [
      { id: 'young', age: 0, amount: 400_000 },
      { id: 'tried', age: 15, amount: 1_000_000 },
    ];

    const forecast = pipelineForecast(open, STEPS, EVER);

    expect(forecast.deals).toEqual([
      { id: 'young', probability: 0.25 },
      { id: 'tried', probability: 0.5 },
    ]);
    expect(forecast.wins).toBe(0.75);
    expect(forecast.winsInterval).toEqual({ low: 0, high: 2 });
    expect(forecast.amount).toBe(600_000);
    expect(forecast.amountDeviation).toBeCloseTo(Math.sqrt(0.1875 * 400_000 ** 2 + 0.25 * 1_000_000 ** 2), 6);
  });

  it('lists deals beyond the past and deals without amount, and makes up no number for them', () => {
    const open = [
      { id: 'old', age: 31, amount: 9_000_000 },
      { id: 'blank', age: 0, amount: null },
    ];

    const forecast = pipelineForecast(open, STEPS, EVER);

    expect(forecast).toMatchObject({
      wins: 0.25,
      amount: 0,
      beyondHistory: ['old'],
      withoutAmount: ['blank'],
    });
  });

  it('expects nothing of an empty pipeline', () => {
    const forecast = pipelineForecast([], STEPS, EVER);

    expect(forecast).toMatchObject({ deals: [], wins: 0, amount: 0, amountDeviation: 0 });
  });

  it('expects no more sooner than later, and scales with the currency', () => {
    const deal = fc.record({
      id: fc.uuid(),
      age: fc.nat({ max: 35 }),
      amount: fc.integer({ min: 0, max: 1e6 }),
    });
    fc.assert(
      fc.property(fc.array(deal, { maxLength: 20 }), fc.nat({ max: 40 }), (open, horizon) => {
        const soon = pipelineForecast(open, STEPS, horizon);
        const later = pipelineForecast(open, STEPS, horizon + 5);
        const scaled = pipelineForecast(
          open.map((each) => ({ ...each, amount: each.amount * 100 })),
          STEPS,
          horizon,
        );

        expect(soon.wins).toBeLessThanOrEqual(later.wins);
        expect(scaled.amount).toBeCloseTo(soon.amount * 100, 4);
        expect(scaled.wins).toBe(soon.wins);
      }),
    );
  });
});
