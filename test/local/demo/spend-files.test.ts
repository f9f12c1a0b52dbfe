import { describe, expect, it } from 'vitest';
import { makeDemoCompany } from '../../../lib/local/demo/demo-company.ts';
import { readCsv } from './read-csv.ts';

const { files, truth } = makeDemoCompany({ seed: 42, today: '2026-11-22' });
const ads = readCsv(files.get('spend/ads.csv'), 'shift_jis');
const programs = readCsv(files.get('spend/programs.csv'));
const coverage = readCsv(files.get('spend/coverage.csv'));

describe('spendFiles', () => {
  it('writes the bills of the agency in Shift_JIS with Japanese headers', () => {
    expect(Object.keys(ads[0] ?? {})).toEqual([
      '日付',
      '媒体',
      'ランディングページ',
      '金額(税込)',
      '税区分',
      '税率',
      '通貨',
      '代理店',
      '請求書番号',
    ]);
    expect(() => new TextDecoder('utf-8', { fatal: true }).decode(files.get('spend/ads.csv'))).toThrow();
  });

  it('sums to the true spend once the tax is taken out', () => {
    const withoutTax = ads.reduce(
      (sum, row) => sum + Number(row['金額(税込)']) / (1 + Number(row['税率'])),
      0,
    );

    const rest = programs.reduce((sum, row) => sum + Number(row['amount']), 0);

    expect(Math.round(withoutTax) + rest).toBe(truth.totals.spend);
  });

  it('spreads no bill past today', () => {
    const lastDays = [...programs.map((row) => row['to'] ?? ''), ...ads.map((row) => row['日付'] ?? '')];

    expect(lastDays.sort().at(-1)).toBe('2026-11-22');
  });

  it('leaves the trade show undeclared for the last three closed months, in which it has leads', () => {
    const gap = coverage.filter((row) => row['status'] === 'none').map((row) => row['month']);

    const billed = programs
      .filter((row) => row['channel'] === 'trade_show')
      .map((row) => row['from']?.slice(0, 7));

    expect(gap).toEqual(['2026-08', '2026-09', '2026-10', '2026-11']);
    expect(billed).toEqual(['2025-05', '2025-09', '2026-01', '2026-05']);
  });

  it('declares every month of every other channel by a row', () => {
    const seen = new Map<string, Set<string>>();
    for (const row of [...ads, ...programs]) {
      const channel = row['媒体'] ?? row['channel'] ?? '';
      const month = (row['日付'] ?? row['from'] ?? '').slice(0, 7);
      seen.set(channel, (seen.get(channel) ?? new Set()).add(month));
    }

    const incomplete = [...seen].filter(([, months]) => months.size < 19).map(([channel]) => channel);

    expect(incomplete.sort()).toEqual(['sponsorship', 'trade_show']);
  });
});
