import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../../lib/cli/present/display-width.ts';
import { kpiText } from '../../../lib/cli/present/kpi-text.ts';
import { demoConfig, demoNames, demoTable } from '../../studio/demo-table.ts';

describe('kpiText', () => {
  it('shows CAC, its interval and the verdict of a channel in Japanese', () => {
    const text = kpiText(demoTable(), { lang: 'ja', names: demoNames });

    const seo = text.split('\n').find((line) => line.startsWith('SEO'));
    expect(seo?.split(/ {2,}/)).toEqual([
      'SEO',
      '600万円',
      '240',
      '66',
      '41',
      '20',
      '30万円',
      '19.4万〜49.1万円',
      '14.4倍',
      '144万円',
      '目標内',
      '95%区間の全体が目標未満です',
    ]);
  });

  it('puts the largest spend first, and unattributed and blended last', () => {
    const lines = kpiText(demoTable(), { lang: 'en', names: demoNames }).split('\n');

    const names = lines.filter((line) => /¥/.test(line)).map((line) => line.split(/ {2,}/)[0]);
    expect(names.slice(0, 2)).toEqual(['Paid search', 'Display ads']);
    expect(names.slice(-2)).toEqual(['Unattributed', 'Blended']);
  });

  it.each([60, 80, 100])('fits %i columns and still says why', (width) => {
    const lines = kpiText(demoTable(), { lang: 'ja', names: demoNames, width }).split('\n');

    const table = lines.slice(0, lines.indexOf(''));
    expect(Math.max(...table.map(displayWidth))).toBeLessThanOrEqual(width);
    expect(lines).toContain('  SEO: 95%区間の全体が目標未満です');
  });

  it('calls an interval without an upper end open', () => {
    const text = kpiText(demoTable(), { lang: 'en', names: demoNames });

    expect(text).toMatch(/Press release .* - {2}¥325K or more/);
  });

  it('names period, model, currency and whether the figures are final', () => {
    const closed = kpiText(demoTable(), { lang: 'ja', names: demoNames });
    const open = kpiText(demoTable({ to: '2026-11-22' }), { lang: 'ja', names: demoNames });

    expect(closed).toContain(
      '2025-11-01 〜 2026-10-31 · 確定(締め済みの月のみ) · モデル: 初回接点 · 金額の単位: JPY · 2026-11-22 時点',
    );
    expect(open).toContain('速報(未締めの月を含む)');
    expect(closed).toContain('ポアソン');
  });

  it('lists why records belong to no channel', () => {
    const unattributed = [{ reason: 'no-rule', lead: 24, won: 2 }];

    const text = kpiText(demoTable(), { lang: 'ja', names: demoNames, unattributed });

    expect(text).toContain('  流入元に合うチャネルルールがない: リード24件、受注2件');
  });

  it('says so where no channel has anything', () => {
    const empty = { ...demoTable(), rows: [] };

    const text = kpiText(empty, { lang: 'en', names: demoNames, width: 60 });

    expect(text.split('\n')[0]).toBe('No channel has spend, leads or wins in this period.');
  });

  it('names the days with records where the period has none', () => {
    const empty = { ...demoTable(), rows: [] };
    const known = { from: '2017-06-14', to: '2018-11-14' };

    const text = kpiText(empty, { lang: 'en', names: demoNames, known });

    expect(text.split('\n')[1]).toBe(
      'Records exist from 2017-06-14 to 2018-11-14. To see them add: --period all',
    );
  });

  it('says that there is no first-touch model where no source records first touches', () => {
    const options = { lang: 'ja', names: demoNames } as const;

    const without = kpiText(demoTable(), { ...options, firstTouch: false });
    const withOne = kpiText(demoTable(), { ...options, firstTouch: true });

    expect(without).toContain('初回接点を記録するデータがありません');
    expect(withOne).not.toContain('初回接点を記録するデータがありません');
  });

  it('shows a dash for what is not known', () => {
    const config = { ...demoConfig, targets: { ltvToCac: 3 } };

    const text = kpiText(demoTable({ config }), { lang: 'en', names: demoNames });

    expect(text.split('\n').find((line) => line.startsWith('Webinar'))).toMatch(/- {2,}- {2}Not enough data/);
  });

  it('says how the ranges are made where the model parts wins', () => {
    const parted = kpiText({ ...demoTable(), model: 'linear' }, { lang: 'ja', names: demoNames });
    const whole = kpiText(demoTable(), { lang: 'ja', names: demoNames });

    expect(parted).toContain('ブートストラップ');
    expect(whole).toContain('ポアソン分布');
  });
});
