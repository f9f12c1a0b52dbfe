import { describe, expect, it } from 'vitest';
import { channelName } from '../../lib/i18n/channel-name.ts';
import { metricText, metricTexts } from '../../lib/i18n/metric-text.ts';
import { METRICS } from '../../lib/kpis/metrics/registry.ts';

describe('metricTexts', () => {
  it('lists every metric of the registry in both languages', () => {
    const ids = METRICS.map(({ id }) => id);

    expect(metricTexts('ja').map(({ id }) => id)).toEqual(ids);
    expect(metricTexts('en').map(({ id }) => id)).toEqual(ids);
  });

  it('translates formulas for Japanese readers', () => {
    expect(metricText('cac', 'ja')).toMatchObject({ name: '顧客獲得コスト', formula: '費用 ÷ 新規顧客数' });
    expect(metricText('cac', 'en')).toMatchObject({ name: 'CAC', formula: 'spend ÷ new customers' });
  });

  it('knows that a spend row is no metric', () => {
    expect(metricText('spend/ads.csv:5', 'ja')).toBeUndefined();
    expect(metricText('toString', 'ja')).toBeUndefined();
  });
});

describe('channelName', () => {
  const names = new Map([['paid_search', { ja: 'リスティング広告', en: 'Paid search' }]]);

  it.each([
    ['paid_search', 'リスティング広告', 'Paid search'],
    ['paid_search/LP-A', 'リスティング広告 / LP-A', 'Paid search / LP-A'],
    ['blended', '全体', 'Blended'],
    ['unattributed', '未特定', 'Unattributed'],
    ['Trade Show', 'Trade Show', 'Trade Show'],
    ['a/b', 'a/b', 'a/b'],
  ])('calls %s %s and %s', (key, ja, en) => {
    expect(channelName(key, names, 'ja')).toBe(ja);
    expect(channelName(key, names, 'en')).toBe(en);
  });
});
