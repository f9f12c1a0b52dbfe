import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logRankTest } from '../../../lib/kpis/methods/log-rank-test.ts';
import { followUp, PLACEBO, SIX_MP } from './remission.ts';

describe('logRankTest', () => {
  it('is the published one of 6-MP against placebo (Freireich 1963, golden 08)', () => {
    const found = logRankTest(SIX_MP, PLACEBO);

    expect(found?.chiSquare).toBeCloseTo(16.792940989216547, 6);
    expect(found?.pValue).toBeCloseTo(4.168809109334511e-5, 9);
  });

  it.each([
    ['without an event', [followUp(3, false)], [followUp(4, false)]],
    ['without a second group', [followUp(3, true), followUp(5, true)], []],
    ['where never two are at risk', [followUp(3, true)], []],
  ])('is null %s', (_what, first, second) => {
    const found = logRankTest(first, second);

    expect(found).toBeNull();
  });

  it('is the same the other way round, and for a group in other units of time', () => {
    const group = fc.array(fc.record({ time: fc.nat({ max: 30 }), isEvent: fc.boolean() }), {
      maxLength: 25,
    });
    fc.assert(
      fc.property(group, group, (first, second) => {
        const found = logRankTest(first, second);
        const turned = logRankTest(second, first);
        const inHours = (each: { time: number; isEvent: boolean }) => ({ ...each, time: each.time * 24 });
        const scaled = logRankTest(first.map(inHours), second.map(inHours));

        expect(turned?.chiSquare ?? -1).toBeCloseTo(found?.chiSquare ?? -1, 8);
        expect(scaled).toEqual(found);
      }),
    );
  });
});
