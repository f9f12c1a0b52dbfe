import { describe, expect, it } from 'vitest';
import { explainLabel, explainValue, isRawLabel } from '../../lib/i18n/explain-label.ts';

describe('an explanation', () => {
  it.each([
    ['model', 'first', '初回接点', 'First touch'],
    ['verdict', 'not-enough-data', 'データ不足', 'Not enough data'],
    ['channel', 'blended', '全体', 'Blended'],
    ['channel', 'paid_search', 'paid_search', 'paid_search'],
    ['spend', '10200000', '10,200,000', '10,200,000'],
    ['spend/ads.csv:46', '2026-04-01', '2026-04-01', '2026-04-01'],
  ])('words the %s %s as %s and %s', (label, value, ja, en) => {
    expect([explainValue(label, value, 'ja'), explainValue(label, value, 'en')]).toEqual([ja, en]);
  });

  it('calls a metric by its name, and a record by its id', () => {
    expect(explainLabel('newCustomers', 'ja')).toBe('新規顧客数');
    expect(isRawLabel('salesforce/Opportunity/006A', 'ja')).toBe(true);
  });
});
