import { describe, expect, it } from 'vitest';
import { errorText } from '../../../lib/cli/present/error-text.ts';
import { explainText } from '../../../lib/cli/present/explain-text.ts';
import { createProgress } from '../../../lib/cli/present/progress.ts';
import { AppError } from '../../../lib/domain/app-error.ts';
import type { Lang } from '../../../lib/i18n/catalogue.ts';
import { demoExplanation } from '../../studio/demo-figures.ts';

describe('explainText', () => {
  it('draws the tree down to spend rows and records', () => {
    expect(explainText(demoExplanation, { lang: 'ja' }).split('\n')).toEqual([
      '顧客獲得コスト: 300,000  = 費用 ÷ 新規顧客数',
      '├ 費用: 6,000,000  = 費用の合計(消費税を除く)',
      '│ ├ spend/seo.csv:2: 2,500,000',
      '│ └ spend/seo.csv:3: 3,500,000',
      '└ 新規顧客数: 1  = 初めて受注した会社の数',
      '  └ deal-1: - (日付不明)',
      '    └ salesforce/Opportunity/006000000000001AAA: 2026-02-03',
    ]);
  });

  it('keeps the formula of a node that is no metric, and a value without a reason', () => {
    const node = { label: 'rule', value: null, formula: 'LeadSource = "Web"', inputs: [] };

    expect(explainText(node, { lang: 'en' })).toBe('rule: -  = LeadSource = "Web"');
  });
});

describe('errorText', () => {
  it('gives code, what happened, who can fix it and the next command', () => {
    const error = new AppError('config-missing', 'no revloop.yaml in ./shop');

    expect(errorText(error, 'ja').split('\n')).toEqual([
      'RL-1004  revloop.yaml が見つかりません。',
      '  内容: 原文: no revloop.yaml in ./shop',
      '  対応する人: ご自身(RevOps)',
      '  次の手順: revloop init',
    ]);
  });

  it('prefers the exact fix, and says where running again may help', () => {
    const error = new AppError('lease-held', 'Lead is being read', { fix: 'Wait for run 7.' });

    const lines = errorText(error, 'en').split('\n');

    expect(lines.slice(-2)).toEqual(['  Next: Wait for run 7.', '  Running it again may help.']);
  });
});

describe('createProgress', () => {
  const page = { step: 'ingest-crm', what: 'hubspot contacts', done: 4000 } as const;

  function record(options: {
    readonly isTty: boolean;
    readonly isSilent?: boolean;
    readonly columns?: number;
    readonly lang?: Lang;
  }) {
    const written: string[] = [];
    const stream = { write: (text: string) => written.push(text), columns: options.columns };
    return { written, progress: createProgress(stream, { lang: 'ja', ...options }) };
  }

  it('keeps one line up to date on a terminal and clears it at the end', () => {
    const { written, progress } = record({ isTty: true });

    progress.report(page);
    progress.report({ ...page, done: 8000, total: 8000 });
    progress.end();
    progress.end();

    expect(written).toEqual([
      '\r\x1b[2K同期: HubSpot contacts  4,000',
      '\r\x1b[2K同期: HubSpot contacts  8,000 / 8,000',
      '\r\x1b[2K',
    ]);
  });

  it('never wraps the line of a narrow terminal', () => {
    const { written, progress } = record({ isTty: true, columns: 10 });

    progress.report(page);

    expect(written).toEqual(['\r\x1b[2K同期: Hu…']);
  });

  it('writes one plain line per piece of work off a terminal', () => {
    const { written, progress } = record({ isTty: false });

    progress.report(page);
    progress.report({ ...page, done: 8000 });
    progress.report({ ...page, what: 'salesforce Lead', done: 842 });
    progress.end();

    expect(written).toEqual(['同期: HubSpot contacts\n', '同期: Salesforce Lead\n']);
  });

  it.each([
    [45, '約45秒'],
    [719, '約12分'],
    [8_100, '約2.3時間'],
  ])('forecasts a first read of %i s as a line that stays', (seconds, about) => {
    const { written, progress } = record({ isTty: false });

    progress.forecast({ crm: 'hubspot', object: 'contacts', records: 12_000, calls: 121, seconds });

    expect(written).toEqual([`HubSpot contacts の全件読み込み: 12,000件、API呼び出し121回、${about}\n`]);
  });

  it('clears a changing line before a forecast, in English too', () => {
    const { written, progress } = record({ isTty: true, lang: 'en' });
    progress.report(page);

    progress.forecast({ crm: 'salesforce', object: 'Lead', records: 842, calls: 3, seconds: 0 });
    progress.end();

    expect(written.slice(1)).toEqual([
      '\r\x1b[2KReading all of Salesforce Lead: 842 records, 3 API calls, about 1 s\n',
    ]);
  });

  it('says nothing where silence is asked for', () => {
    const { written, progress } = record({ isTty: true, isSilent: true });

    progress.report(page);
    progress.forecast({ crm: 'hubspot', object: 'contacts', records: 1, calls: 1, seconds: 1 });
    progress.end();

    expect(written).toEqual([]);
  });
});
