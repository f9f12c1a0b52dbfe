import { describe, expect, it } from 'vitest';
import { feedbackText } from '../../../lib/cli/present/feedback-text.ts';
import { aFeedbackRow, demoFeedback } from '../../studio/demo-figures.ts';

const options = {
  lang: 'ja',
  currency: 'JPY',
  by: 'lead-source',
  from: '2025-11-01',
  to: '2026-10-31',
} as const;

describe('feedbackText', () => {
  it('shows win rate with its interval, revenue, cycle and top lost reasons', () => {
    const line = feedbackText(demoFeedback, options)
      .split('\n')
      .find((text) => text.startsWith('Organic Search'));

    expect(line?.split(/ {2,}/)).toEqual([
      'Organic Search',
      '240',
      '20',
      '14',
      '58.8%',
      '42.2%〜73.6%',
      '8.3%',
      '3,840万円',
      '74日',
      '価格 6, 競合に決定 5, 理由未入力 3',
    ]);
  });

  it('shows dashes where nothing closed', () => {
    const line = feedbackText(demoFeedback, options)
      .split('\n')
      .find((text) => text.startsWith('Press Release'));

    expect(line?.trimEnd().split(/ {2,}/)).toEqual([
      'Press Release',
      '20',
      '0',
      '0',
      '-',
      '-',
      '0.0%',
      '0円',
      '-',
    ]);
  });

  it('names the grouping and who has none', () => {
    const text = feedbackText([aFeedbackRow({ key: 'unattributed' })], {
      ...options,
      by: 'industry',
      width: 40,
    });

    expect(text).toMatch(/^業種 /);
    expect(text).toContain('未特定');
  });

  it('names the days with records where the period has none', () => {
    const known = { from: '2017-06-14', to: '2018-11-14' };

    const [, hint] = feedbackText([], { ...options, known }).split('\n');

    expect(hint).toBe(
      'データは 2017-06-14 〜 2018-11-14 にあります。すべて見るには --period all を付けてください。',
    );
  });

  it('says so without rows', () => {
    expect(feedbackText([], options)).toMatch(/^この期間にリード・受注・失注はありません。/);
  });
});
