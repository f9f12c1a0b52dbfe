import { describe, expect, it } from 'vitest';
import { kaplanMeier } from '../../../lib/kpis/methods/kaplan-meier.ts';
import { poolLags } from '../../../lib/kpis/methods/pool-lags.ts';
import { followUp } from './remission.ts';

const wins = (count: number, time: number) => Array.from({ length: count }, () => followUp(time, true));

describe('poolLags', () => {
  it('gives a channel with 25 wins its own curve and the small ones a common one', () => {
    const channels = new Map([
      ['big', wins(25, 10)],
      ['small', wins(24, 20)],
      ['tiny', [...wins(1, 30), followUp(90, false)]],
    ]);

    const lags = poolLags(channels);

    const common = kaplanMeier([...wins(24, 20), ...wins(1, 30), followUp(90, false)]);
    expect(lags.get('big')).toEqual({ steps: kaplanMeier(wins(25, 10)), longest: 10, isPooled: false });
    expect(lags.get('small')).toEqual({ steps: common, longest: 90, isPooled: true });
    expect(lags.get('tiny')).toEqual(lags.get('small'));
  });

  it('takes all channels where the small ones together have too few', () => {
    const channels = new Map([
      ['big', wins(40, 10)],
      ['small', wins(3, 20)],
    ]);

    const lags = poolLags(channels);

    expect(lags.get('small')?.steps).toEqual(kaplanMeier([...wins(40, 10), ...wins(3, 20)]));
    expect(lags.get('big')?.isPooled).toBe(false);
  });

  it('has no curves without channels, and an empty one without wins', () => {
    const lags = [poolLags(new Map()), poolLags(new Map([['new', []]]))];

    expect(lags[0]?.size).toBe(0);
    expect(lags[1]?.get('new')).toEqual({ steps: [], longest: 0, isPooled: true });
  });
});
