import { describe, expect, it } from 'vitest';
import { type FollowUp, kaplanMeier } from '../../../lib/kpis/methods/kaplan-meier.ts';

const ended = (time: number): FollowUp => ({ time, isEvent: true });
const open = (time: number): FollowUp => ({ time, isEvent: false });

/** Remission under 6-MP in weeks, Freireich 1963. */
const FREIREICH = [
  ...[6, 6, 6, 7, 10, 13, 16, 22, 23].map(ended),
  ...[6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35].map(open),
];

describe('kaplanMeier', () => {
  it('gives the classical steps of the 6-MP data (Freireich 1963, golden 08)', () => {
    const steps = kaplanMeier(FREIREICH);

    expect(steps.map(({ time, atRisk, events }) => [time, atRisk, events])).toEqual([
      [6, 21, 3],
      [7, 17, 1],
      [10, 15, 1],
      [13, 12, 1],
      [16, 11, 1],
      [22, 7, 1],
      [23, 6, 1],
    ]);
    const survival = [0.857142857, 0.80672269, 0.75294118, 0.69019608, 0.62745098, 0.53781513, 0.44817927];
    for (const [index, expected] of survival.entries())
      expect(steps[index]?.survival).toBeCloseTo(expected, 6);
  });

  it('ends at 0 when nothing is censored', () => {
    const steps = kaplanMeier([3, 1, 2].map(ended));

    expect(steps.map(({ time }) => time)).toEqual([1, 2, 3]);
    expect(steps.at(-1)?.survival).toBe(0);
  });

  it('has no step without an event', () => {
    const steps = kaplanMeier([open(5), open(9)]);

    expect(steps).toEqual([]);
  });
});
