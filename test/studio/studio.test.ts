import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../lib/domain/app-error.ts';
import type { StudioQuery } from '../../lib/studio/studio-data.ts';
import { aStudio, pageOf } from './a-studio.ts';
import { aFeedbackRow, demoData, demoExplanation } from './demo-figures.ts';
import { demoTable } from './demo-table.ts';

describe('safety', () => {
  const HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(1)>';

  it('escapes every text that people elsewhere typed', async () => {
    const table = demoTable();
    const rows = table.rows.map((row, at) => (at === 0 ? { ...row, key: HOSTILE } : row));

    const page = await pageOf(
      demoData({
        table: { ...table, rows },
        names: new Map([['seo', { ja: HOSTILE, en: HOSTILE }]]),
        feedback: [aFeedbackRow({ key: HOSTILE, lostReasons: [{ reason: HOSTILE, count: 1 }] })],
        issues: [{ code: HOSTILE, ref: HOSTILE, detail: HOSTILE }],
        quarantined: [{ crm: HOSTILE, object: HOSTILE, id: HOSTILE, code: HOSTILE, reason: HOSTILE }],
        unattributed: [{ reason: HOSTILE, lead: 1, won: 0 }],
        syncedAt: HOSTILE,
      }),
    );

    expect(page).toContain('&lt;script&gt;');
    expect(page).not.toContain('<script');
    expect(page).not.toContain('<img');
  });

  it('escapes an address and an explanation', async () => {
    const explain = async () => ({ label: HOSTILE, value: HOSTILE, formula: HOSTILE, inputs: [] });

    const page = await (
      await aStudio(demoData(), { explain }).request(`/explain/${encodeURIComponent(HOSTILE)}`)
    ).text();

    expect(page).toContain('&lt;script&gt;');
    expect(page).not.toContain('<script');
  });

  it('allows its own style sheet by hash and nothing else', async () => {
    const response = await aStudio().request('/');

    const page = await response.text();
    const [, style = ''] = page.match(/<style>([\s\S]*?)<\/style>/) ?? [];
    const hash = createHash('sha256').update(style).digest('base64');
    expect(response.headers.get('content-security-policy')).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
    );
    expect(page).not.toMatch(/ style=|<script|(?:src|href)="https?:|@import|url\(/);
  });

  it('answers no other name than this machine’s', async () => {
    const response = await aStudio().request('http://evil.example/');

    expect(response.status).toBe(421);
    expect(await response.text()).not.toContain('CAC');
  });
});

describe('questions', () => {
  it('hands the period and the model to the loader', async () => {
    const asked: StudioQuery[] = [];
    const load = async (query: StudioQuery) => {
      asked.push(query);
      return demoData();
    };

    const studio = aStudio(demoData(), { load });
    await studio.request('/?lang=en&from=2026-01-01&to=2026-03-31&model=lead-creation');
    await studio.request('/?from=&to=&model=');

    expect(asked).toEqual([
      { lang: 'en', from: '2026-01-01', to: '2026-03-31', model: 'lead-creation' },
      { lang: 'ja' },
    ]);
  });

  it.each(['from=yesterday', 'model=guess', 'from=2026-02-01&to=2026-01-01', 'lang=fr'])(
    'refuses %s in words',
    async (query) => {
      const response = await aStudio().request(`/?${query}`);

      expect(response.status).toBe(400);
      expect(await response.text()).toContain('RL-1002');
    },
  );

  it.each([
    ['from=yesterday', 'from: 日付を 2026-10-31 のように指定してください'],
    ['from=2026-02-01&to=2026-01-01', '期間の終了日が開始日より前です'],
  ])('says in Japanese what is wrong with %s', async (query, what) => {
    const page = await (await aStudio().request(`/?${query}`)).text();

    expect(page).toContain(`<pre>${what}</pre>`);
  });

  it('explains a target that the address codes', async () => {
    const asked: string[] = [];
    const explain = async (target: string) => {
      asked.push(target);
      return demoExplanation;
    };

    const response = await aStudio(demoData(), { explain }).request(
      '/explain/cac%3Apaid_search%2FLP-A%3A2025-11-01..2026-10-31?lang=en',
    );

    expect(asked).toEqual(['cac:paid_search/LP-A:2025-11-01..2026-10-31']);
    expect(await response.text()).toContain('6,000,000');
  });

  it('folds a long list of inputs', async () => {
    const inputs = Array.from({ length: 30 }, (_, at) => ({
      label: `spend.csv:${at}`,
      value: '1',
      inputs: [],
    }));
    const explain = async () => ({ label: 'spend', value: null, inputs });

    const page = await (await aStudio(demoData(), { explain }).request('/explain/x?lang=en')).text();

    expect(page).toContain('<summary>30 inputs</summary>');
  });

  it.each([
    ['no-snapshot', 404, 'RL-3101'],
    ['store-unreachable', 503, 'RL-3001'],
  ] as const)('shows %s as a page with status %i', async (code, status, rl) => {
    const load = async () => {
      throw new AppError(code, 'nothing there', { fix: 'revloop demo' });
    };

    const response = await aStudio(demoData(), { load }).request('/?lang=en');

    const page = await response.text();
    expect(response.status).toBe(status);
    expect(page).toContain(rl);
    expect(page).toContain('revloop demo');
  });

  it('answers unknown pages and broken addresses with 404', async () => {
    const statuses = await Promise.all(
      ['/nowhere', '/explain/%E0%A4%A'].map(async (path) => (await aStudio().request(path)).status),
    );

    expect(statuses).toEqual([404, 404]);
  });

  it('does not hide a fault of its own', async () => {
    const load = async () => {
      throw new TypeError('a bug');
    };

    await expect(async () => aStudio(demoData(), { load }).request('/')).rejects.toThrow('a bug');
  });
});
