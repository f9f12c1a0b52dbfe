import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stageTimes, stalledRecords } from '../../../lib/kpis/methods/stage-times.ts';
import { followUp, PLACEBO, SIX_MP } from './remission.ts';

describe('stageTimes', () => {
  it('has the published median and what is known of it (Freireich 1963, golden 08)', () => {
    const times = stageTimes(SIX_MP);

    expect(times).toMatchObject({ entered: 21, moved: 9, negative: 0, median: 23, upperQuartile: null });
    expect(times.medianInterval).toEqual({ low: 13, high: null });
  });

  it('has both quartiles where all have moved on', () => {
    const times = stageTimes(PLACEBO);

    expect(times).toMatchObject({ median: 8, upperQuartile: 12, stalledAfter: 12 });
    expect(times.medianInterval).toEqual({ low: 4, high: 11 });
  });

  it('does not use negative times, and says how many there were', () => {
    const times = stageTimes([...SIX_MP, followUp(-3, true)]);

    expect(times).toEqual({ ...stageTimes(SIX_MP), negative: 1 });
  });

  it('knows nothing where nothing has moved', () => {
    const times = stageTimes([followUp(4, false)]);

    expect(times).toMatchObject({
      entered: 1,
      moved: 0,
      median: null,
      medianInterval: null,
      stalledAfter: null,
    });
  });

  it('puts the median into its interval', () => {
    const one = fc.record({ time: fc.nat({ max: 60 }), isEvent: fc.boolean() });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 40 }), (followUps) => {
        const { median, medianInterval, upperQuartile } = stageTimes(followUps);

        if (median === null) return;
        expect(medianInterval?.low).toBeLessThanOrEqual(median);
        expect(medianInterval?.high ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(median);
        expect(upperQuartile ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(median);
      }),
    );
  });
});

describe('stalledRecords', () => {
  it('are those older than three quarters of the movers', () => {
    const waiting = [12, 13].map((age) => ({ id: `deal-${age}`, age }));

    const stalled = stalledRecords(waiting, stageTimes(PLACEBO));

    expect(stalled).toEqual([{ id: 'deal-13', age: 13 }]);
  });

  it('are none where nothing has moved on yet', () => {
    const stalled = stalledRecords([{ id: 'deal', age: 900 }], { stalledAfter: null });

    expect(stalled).toEqual([]);
  });
});
