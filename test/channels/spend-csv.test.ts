import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { SpendImport } from '../../lib/channels/channel-source.ts';
import { read, readBytes } from './spend-files.ts';

const OLIST_SPEND = join(import.meta.dirname, '../../../shared/data/olist/spend/2017-2018.csv');

/** One row of date, channel and amount, and further columns. */
function readRow(columns: string, cells: string): SpendImport {
  return read(`date,channel,amount,${columns}\n2026-04-01,paid_search,1000,${cells}\n`);
}

describe('a row', () => {
  it('becomes the spend of its day, under its channel and source', () => {
    const { days, rows, totalMinor } = read(
      'date,channel,sub_channel,amount,campaign\n2026/4/1,paid_search, LP-A ,"1,000",brand\n',
    );

    expect(days).toEqual([
      {
        day: '2026-04-01',
        channel: 'paid_search',
        isKnownChannel: true,
        subChannel: 'LP-A',
        campaign: 'brand',
        amountMinor: 1000,
        currency: 'JPY',
        costScope: 'media',
        source: 'spend/a.csv:2',
      },
    ]);
    expect({ rows, totalMinor }).toEqual({ rows: 1, totalMinor: 1000 });
  });

  it('spreads over the days from and to, both included', () => {
    const { days } = read('from,to,channel,amount\n2026-03-31,2026-04-02,trade_show,100\n');

    expect(days.map(({ day, amountMinor }) => [day, amountMinor])).toEqual([
      ['2026-03-31', 33],
      ['2026-04-01', 34],
      ['2026-04-02', 33],
    ]);
  });

  it('stays on its one date, also on the first of a month', () => {
    const { days } = read('date,channel,amount\n2026-04-01,paid_search,300000\n');

    expect(days.map(({ day, amountMinor }) => [day, amountMinor])).toEqual([['2026-04-01', 300_000]]);
  });

  it('takes either a date or a span in a file that has both', () => {
    const { days, rejects } = read(
      'date,from,to,channel,amount\n2026-04-01,,,paid_search,1\n,2026-04-02,2026-04-02,paid_search,2\n',
    );

    expect(rejects).toEqual([]);
    expect(days.map(({ day }) => day)).toEqual(['2026-04-01', '2026-04-02']);
  });

  it.each([
    ['its id', 'paid_search'],
    ['its id in another case', 'PAID_SEARCH'],
    ['its Japanese name', 'リスティング広告'],
    ['its English name', 'Paid Search'],
    ['half-width kana', 'ﾘｽﾃｨﾝｸﾞ広告'],
  ])('finds its channel by %s', (_, word) => {
    const { days, issues } = read(`date,channel,amount\n2026-04-01,${word},1\n`);

    expect(days[0]).toMatchObject({ channel: 'paid_search', isKnownChannel: true });
    expect(issues).toEqual([]);
  });

  it.each([
    ['', 'media'],
    ['program', 'program'],
    ['fully_loaded', 'fully-loaded'],
    ['Fully loaded', 'fully-loaded'],
  ])('with the cost scope %j counts in %s', (cell, costScope) => {
    expect(readRow('cost_scope', cell).days[0]?.costScope).toBe(costScope);
  });

  it('takes the cost scope of its file where it names none', () => {
    const { days } = read('date,channel,amount\n2026-04-01,paid_search,1\n', { costScope: 'program' });

    expect(days[0]?.costScope).toBe('program');
  });

  it.each([
    ['tax', '100', 900],
    ['tax_rate', '10%', 909],
    ['tax_rate', '0.25', 800],
    ['currency', 'jpy', 1000],
    ['vendor,invoice,status', 'A,1,paid', 1000],
  ])('with %s %s is %d without tax', (columns, cells, amountMinor) => {
    expect(readRow(columns, cells).totalMinor).toBe(amountMinor);
  });

  it.each(['cancelled', 'Void', '取消', 'キャンセル'])(
    'with the status %s is left out and counted',
    (status) => {
      const { rows, excluded, days, coverage, rejects } = readRow('status', status);

      expect({ rows, excluded, days, coverage, rejects }).toEqual({
        rows: 0,
        excluded: 1,
        days: [],
        coverage: [],
        rejects: [],
      });
    },
  );

  it('may take money back', () => {
    expect(read('date,channel,amount\n2026-04-01,paid_search,"▲1,000"\n').totalMinor).toBe(-1000);
  });
});

describe('a row of an unknown channel', () => {
  const result = read(
    'date,channel,amount\n2026-04-01,TikTok,1000\n2026-04-02,TikTok,500\n2026-04-03,paid_search,1\n',
  );

  it('is kept under the word of the file', () => {
    expect(result.days[0]).toMatchObject({ channel: 'TikTok', isKnownChannel: false });
    expect(result.totalMinor).toBe(1501);
  });

  it('is listed once a word', () => {
    expect(result.issues).toEqual([
      {
        code: 'spend-unknown-channel',
        ref: 'spend/a.csv:2',
        detail: '"TikTok" is no channel of the config; 1500 JPY in 2 row(s) stay unallocated',
      },
    ]);
  });

  it('declares no channel', () => {
    expect(result.coverage.map(({ channel }) => channel)).toEqual(['paid_search']);
  });
});

describe('a file', () => {
  it('declares every month that a row touches, once', () => {
    const { coverage } = read(
      'from,to,channel,amount\n2026-01-31,2026-03-01,trade_show,100\n2026-02-01,2026-02-02,trade_show,0\n2026-02-03,2026-02-03,paid_search,0\n',
    );

    expect(coverage).toEqual([
      { channel: 'trade_show', month: '2026-01', status: 'complete' },
      { channel: 'paid_search', month: '2026-02', status: 'complete' },
      { channel: 'trade_show', month: '2026-02', status: 'complete' },
      { channel: 'trade_show', month: '2026-03', status: 'complete' },
    ]);
  });

  it('says the same whenever it is read', () => {
    const text = 'from,to,channel,amount\n2026-01-01,2026-12-31,trade_show,1000000\nx,y,z,1\n';

    expect(read(text)).toEqual(read(text));
  });

  it.each(['', 'date,channel,amount\n'])('without rows says nothing: %j', (text) => {
    expect(read(text)).toEqual({
      days: [],
      coverage: [],
      totalMinor: 0,
      rows: 0,
      excluded: 0,
      rejects: [],
      issues: [],
    });
  });

  it('of UTF-16 is refused with a reason', () => {
    const { rejects } = readBytes(Uint8Array.of(0xff, 0xfe, 0x64, 0x00));

    expect(rejects).toMatchObject([{ line: 1, reason: expect.stringContaining('UTF-16') }]);
  });

  it.skipIf(!existsSync(OLIST_SPEND))(
    'of real size sums to its own total (skipped where ../shared is absent)',
    () => {
      const bytes = readFileSync(OLIST_SPEND);
      const lines = bytes.toString('utf8').trim().split('\n').slice(1);
      const total = lines.reduce((sum, line) => sum + Number(line.split(',')[3]), 0);

      const { rows, totalMinor, rejects } = readBytes(bytes, {}, 'BRL');

      expect({ rows, totalMinor, rejects }).toEqual({
        rows: lines.length,
        totalMinor: total * 100,
        rejects: [],
      });
    },
  );
});
