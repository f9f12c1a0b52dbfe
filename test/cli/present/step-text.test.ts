import { describe, expect, it } from 'vitest';
import { channelText, computeText } from '../../../lib/cli/present/step-text.ts';

const REPORT = {
  runId: '2026-03-10-abc',
  months: ['2026-01'],
  restated: [
    {
      month: '2026-01',
      counts: { lead: { before: 4, after: 3 } },
      recredited: 1,
      causes: [{ kind: 'deleted', count: 1, records: ['salesforce/Lead/a'] }],
    },
  ],
  seconds: 0.1,
  people: 3,
  won: 1,
  issues: [],
  isNew: true,
} as const;

describe('computeText', () => {
  it('says which published figures changed, from what to what, and why', () => {
    const [, title, line] = computeText(REPORT, { lang: 'en' }).split('\n');

    expect(title).toBe('Closed months whose published figures changed (1)');
    expect(line).toBe('  2026-01  lead 4 → 3, 1 credited to another channel (records deleted 1)');
  });

  it('says so in Japanese', () => {
    const text = computeText(REPORT, { lang: 'ja' });

    expect(text).toContain('2026-01  lead 4 → 3, チャネルの付け替え 1件 (レコード削除 1)');
  });

  it('is one line where no published figure changed', () => {
    expect(computeText({ ...REPORT, restated: [] }, { lang: 'en' }).split('\n')).toHaveLength(1);
  });
});

describe('channelText', () => {
  const reject = (line: number, reason: string) =>
    ({ file: 'spend/ads.csv', line, column: 'currency', code: 'spend-row-invalid', reason }) as const;
  const file = {
    kind: 'spend',
    name: 'spend/ads.csv',
    rows: 0,
    totalMinor: 0,
    isChanged: true,
    issues: [],
    rejects: [2, 3, 4, 5, 6].map((line) => reject(line, 'is BRL')).concat(reject(7, 'is USD')),
  } as const;

  it('names the first rows of each reason, counts the rest, and says what to do', () => {
    const lines = channelText({ files: [file], removed: [] }, { lang: 'en', currency: 'JPY' }).split('\n');

    expect(lines.slice(2)).toEqual([
      '    spend/ads.csv:2  currency is BRL',
      '    spend/ads.csv:3  currency is BRL',
      '    spend/ads.csv:4  currency is BRL',
      '      … and 2 more',
      '    spend/ads.csv:7  currency is USD',
      expect.stringMatching(/^ {4}RL-3201 {2}Fix: .*revloop\.yaml/),
    ]);
  });
});
