import { describe, expect, it } from 'vitest';
import { inputsText } from '../../lib/i18n/inputs.ts';
import { lagText } from '../../lib/i18n/lag-text.ts';
import type { KpiInputs } from '../../lib/pipeline/kpi-inputs.ts';

const SOUND: KpiInputs = {
  isComplete: true,
  isStale: false,
  lagSeconds: 7300,
  watermarks: {},
  problems: [],
  stale: [],
};
const PROBLEM = { crm: 'hubspot', object: 'deals', reason: 'partial-quota', detail: null } as const;

describe('inputsText', () => {
  it.each([
    ['en', 'Inputs: complete, CRMs read up to 2 h ago'],
    ['ja', '入力データ: 完全(最終読み取りから2時間以内)'],
  ] as const)('says in one line that all is well (%s)', (lang, title) => {
    expect(inputsText(SOUND, lang)).toEqual({ isSound: true, titles: [title], causes: [] });
  });

  it.each([
    ['en', 'PARTIAL', 'HubSpot deals: the API calls were used up'],
    ['ja', '一部のデータのみ', 'HubSpot deals: API 枠を使い切った'],
  ] as const)('never calls partial inputs complete (%s)', (lang, title, cause) => {
    const text = inputsText({ ...SOUND, isComplete: false, problems: [PROBLEM] }, lang);

    expect(text.isSound).toBe(false);
    expect(text.titles[0]).toContain(title);
    expect(text.causes[0]).toContain(cause);
  });

  it('names both where inputs are partial and stale, and counts causes past the fifth', () => {
    const problems = Array.from({ length: 7 }, () => PROBLEM);

    const { titles, causes } = inputsText(
      { ...SOUND, isComplete: false, isStale: true, problems, stale: ['hubspot/deals'] },
      'en',
    );

    expect(titles).toHaveLength(2);
    expect(titles[1]).toContain('STALE');
    expect(causes[5]).toBe('and 2 more');
  });
});

describe('lagText', () => {
  it.each([
    [null, '–', '–'],
    [0, '0 s', '0秒'],
    [59, '59 s', '59秒'],
    [60, '1 min', '1分'],
    [7199, '1 h', '1時間'],
    [259_200, '3 d', '3日'],
  ])('%s: %s, %s', (seconds, en, ja) => {
    expect([lagText(seconds, 'en'), lagText(seconds, 'ja')]).toEqual([en, ja]);
  });
});
