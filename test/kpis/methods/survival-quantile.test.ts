import { describe, expect, it } from 'vitest';
import { kaplanMeier } from '../../../lib/kpis/methods/kaplan-meier.ts';
import { moverQuantile, survivalQuantile } from '../../../lib/kpis/methods/survival-quantile.ts';
import { followUp, PLACEBO, SIX_MP } from './remission.ts';

describe('survivalQuantile', () => {
  it.each([
    ['6-MP', SIX_MP, 23],
    ['placebo', PLACEBO, 8],
  ])('is the published median of %s (golden 08)', (_what, followUps, expected) => {
    const median = survivalQuantile(kaplanMeier(followUps), 0.5);

    expect(median).toBe(expected);
  });

  it('is null where so many have not had the event yet', () => {
    const quantile = survivalQuantile(kaplanMeier(SIX_MP), 0.75);

    expect(quantile).toBeNull();
  });

  it('is reached by exactly half', () => {
    const steps = kaplanMeier([1, 2, 3, 4, 5, 6].map((time) => followUp(time, true)));

    expect(survivalQuantile(steps, 0.5)).toBe(3);
  });
});

describe('moverQuantile', () => {
  it('asks only those who have had the event', () => {
    const steps = kaplanMeier([
      ...[10, 20, 30, 40].map((time) => followUp(time, true)),
      ...Array.from({ length: 96 }, () => followUp(90, false)),
    ]);

    expect([moverQuantile(steps, 0.5), moverQuantile(steps, 0.75), moverQuantile(steps, 1)]).toEqual([
      20, 30, 40,
    ]);
    expect(survivalQuantile(steps, 0.5)).toBeNull();
  });

  it('is null without an event', () => {
    const quantile = moverQuantile(kaplanMeier([followUp(4, false)]), 0.5);

    expect(quantile).toBeNull();
  });
});
