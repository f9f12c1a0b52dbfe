import { describe, expect, it } from 'vitest';
import { conversionByDay } from '../../../lib/kpis/methods/conversion-by-day.ts';
import { kaplanMeier } from '../../../lib/kpis/methods/kaplan-meier.ts';
import { LEADS } from './constructed-leads.ts';

describe('conversionByDay', () => {
  it.each([
    [30, 0.022688676070534597],
    [60, 0.049262233980815084],
    [90, 0.07105760326645438],
    [120, 0.07597608925497967],
    [180, 0.09294692292063833],
    [240, 0.0974151646796495],
    [300, 0.0974151646796495],
  ])('is the golden share of leads won by day %i (golden 14)', (day, expected) => {
    const conversion = conversionByDay(kaplanMeier(LEADS), day, 364);

    expect(conversion).toBeCloseTo(expected, 9);
  });

  it('is 0 before the first win, and null beyond the longest follow-up', () => {
    const conversions = [0, 365].map((day) => conversionByDay(kaplanMeier(LEADS), day, 364));

    expect(conversions).toEqual([0, null]);
  });
});
