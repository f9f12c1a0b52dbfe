import { describe, expect, it } from 'vitest';
import { ERROR_CODES } from '../../lib/domain/error-codes.ts';
import { pageOf } from './a-studio.ts';
import { demoData } from './demo-figures.ts';
import { demoConfig, demoTable } from './demo-table.ts';

describe('GET /', () => {
  it.each([
    ['/', 'ja', 'チャネル別のCACとLTV'],
    ['/?lang=en', 'en', 'CAC and LTV by channel'],
  ])('answers %s in %s', async (path, lang, heading) => {
    const page = await pageOf(undefined, path);

    expect(page).toContain(`<html lang="${lang}">`);
    expect(page).toContain(heading);
  });

  it('shows the headline with its interval and the win rate', async () => {
    const page = await pageOf(undefined, '/?lang=en');

    expect(page).toContain('95 % interval ¥696K–¥1.06M');
    expect(page).toContain('95 % interval 4.1–6.2x');
    expect(page).toContain('win rate 58.8% (49.1%–67.9%)');
  });

  it('says every bar in words and points where an interval goes on', async () => {
    const page = await pageOf();

    expect(page).toContain('aria-label="CAC 30万円、95%区間 19.4万〜49.1万円、目標 144万円"');
    expect(page).toContain('aria-label="CAC –、95%区間 32.5万円以上、目標 144万円"');
    expect(page.match(/class="arrow"/g)).toHaveLength(3);
  });

  it('puts each verdict in words with its reason', async () => {
    const page = await pageOf();

    expect(page).toContain('95%区間の全体が目標未満です');
    expect(page).toContain('このCACのままなら、新規顧客が累計127社になると判定できます');
  });

  it('shows steps of the funnel with Wilson intervals', async () => {
    const page = await pageOf();

    expect(page).toContain('前段階の48.0%(45.2%〜50.8%)');
  });

  it('skips a stage that nobody mapped and gives no rate above 1', async () => {
    const table = demoTable();
    const blended = { ...table.blended, mql: null, mqlReason: 'not-mapped', opportunities: 50, won: 92 };

    const page = await pageOf(demoData({ table: { ...table, blended } }), '/?lang=en');

    expect(page).toContain('not set in revloop.yaml');
    expect(page).toContain('25.4% of the stage before');
    expect(page).toContain('no rate: more entries than in the stage before');
  });

  it('shows runs, gaps, errors, quarantine, write-back and contradictions', async () => {
    const page = await pageOf();

    expect(page).toContain('未取得1件');
    expect(page).toContain('006000000000123AAA');
    expect(page).toContain('RL-2005');
    expect(page).toContain('CloseDate &quot;2026-13-40&quot; is no date');
    expect(page).toContain('1,190');
    expect(page).toContain('最初の接点より前に受注');
  });

  it.each([
    [
      'ja',
      [
        'CRMの管理者',
        'オブジェクトごとの完全性',
        '初回検知',
        '1,204',
        '照合',
        '削除・復元・マージ',
        '古かった2件を修復',
      ],
    ],
    [
      'en',
      [
        'An admin of the CRM',
        'First seen',
        '1,204',
        'reconcile',
        'deleted, restored and merged',
        'repaired, out of date: 2',
      ],
    ],
  ] as const)('groups open errors by cause beside runs, sweeps and repairs, in %s', async (lang, texts) => {
    const page = await pageOf(undefined, `/?lang=${lang}`);

    expect(texts.filter((text) => !page.includes(text))).toEqual([]);
    expect(page).toContain(ERROR_CODES['record-invalid'].fix[lang]);
    expect(page).toContain('10052, 10053');
    expect(page).toContain('>29</td>');
  });

  it('says so where nothing is wrong', async () => {
    const page = await pageOf(demoData({ inbox: [] }), '/?lang=en');

    expect(page).toContain('Nothing is wrong now.');
  });

  it('links a CAC to its explanation under the same period', async () => {
    const page = await pageOf(undefined, '/?lang=en&model=first');

    expect(page).toContain('href="/explain/cac%3Aseo%3A2025-11-01..2026-10-31?lang=en&amp;model=first"');
  });

  it('shows an empty store without failing', async () => {
    const table = demoTable();
    const nothing = {
      ...table.blended,
      leads: 0,
      mql: 0,
      sql: 0,
      opportunities: 0,
      won: 0,
      newCustomers: 0,
      cac: null,
      cacLow: null,
      cacHigh: null,
      cacReason: 'no-wins',
      ltvToCac: null,
      paybackMonths: null,
      wonRevenue: null,
      targetCac: null,
    };
    const empty = { rows: [], blended: nothing, unattributed: { ...nothing, key: 'unattributed' } };

    const page = await pageOf({
      ...demoData({
        feedback: [],
        runs: [],
        completeness: [],
        issues: [],
        quarantined: [],
        firstTouch: false,
      }),
      table: { ...table, ...empty },
      unattributed: [],
      writes: undefined,
      syncedAt: undefined,
    });

    expect(page).toContain('まだ同期していません');
    expect(page).toContain('矛盾は見つかりませんでした');
    expect(page).toContain('初回接点を記録するデータがありません');
    expect(page).not.toContain('value="first"');
    expect(page).not.toMatch(/NaN|Infinity|undefined/);
  });

  it('shows rows without a target and counts what it leaves out', async () => {
    const config = { ...demoConfig, targets: { ltvToCac: 3 } };
    const issues = Array.from({ length: 23 }, (_, at) => ({ code: 'undated', ref: `r${at}`, detail: '' }));
    const quarantined = Array.from({ length: 52 }, (_, at) => ({
      crm: 'hubspot',
      object: 'deals',
      id: `q${at}`,
      code: 'record-invalid',
      reason: 'why',
    }));

    const page = await pageOf(demoData({ table: demoTable({ config }), issues, quarantined }), '/?lang=en');

    expect(page).toContain('no target"');
    expect(page).toContain('… and 3 more');
    expect(page).toContain('… and 2 more');
  });
});

describe('markup', () => {
  it('has one main, one h1, captions, and a heading for each section', async () => {
    const page = await pageOf();

    expect(page.match(/<main /g)).toHaveLength(1);
    expect(page.match(/<h1>/g)).toHaveLength(1);
    expect(page.match(/<caption>/g)).toHaveLength(page.match(/<table/g)?.length ?? 0);
    expect(page.match(/<section id="(\w+)" aria-labelledby="\1-title">\s*<h2 id="\1-title">/g)).toHaveLength(
      8,
    );
    expect(page).toContain('<a class="skip" href="#main">');
  });

  it('defines every metric it shows', async () => {
    const page = await pageOf();

    expect(page).toContain('費用 ÷ 新規顧客数');
    expect(page).toContain('回収期間(月)');
  });
});
