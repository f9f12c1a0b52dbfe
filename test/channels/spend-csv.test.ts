import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { SpendImport } from '../../lib/channels/channel-source.ts';
import { readSpendCsv } from '../../lib/channels/spend-csv.ts';
import type { SpendSource } from '../../lib/domain/config.ts';
import { ChannelSchema } from '../../lib/domain/config-channels.ts';

const CHANNELS = z.array(ChannelSchema).parse([
  { id: 'paid_search', name: { ja: 'リスティング広告', en: 'Paid search' } },
  { id: 'trade_show', name: { ja: '展示会', en: 'Trade show' } },
]);
const PLAIN: SpendSource = { file: 'spend/*.csv', columns: {}, encoding: 'auto', costScope: 'media' };
const OLIST_SPEND = join(import.meta.dirname, '../../../shared/data/olist/spend/2017-2018.csv');

function read(text: string, source: Partial<SpendSource> = {}, currency = 'JPY'): SpendImport {
  return readBytes(new TextEncoder().encode(text), source, currency);
}

function readBytes(bytes: Uint8Array, source: Partial<SpendSource> = {}, currency = 'JPY'): SpendImport {
  const file = 'spend/a.csv';
  return readSpendCsv({ file, bytes, source: { ...PLAIN, ...source }, channels: CHANNELS, currency });
}

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

describe('a bad row', () => {
  it.each([
    ['2026-02-30,,,paid_search,1,,,', 'date', /no day/],
    [',,,paid_search,1,,,', 'date', /blank/],
    [',2026-04-01,,paid_search,1,,,', 'to', /blank/],
    [',,2026-04-01,paid_search,1,,,', 'from', /blank/],
    [',2026-04-02,2026-04-01,paid_search,1,,,', 'to', /before/],
    [',2026-04-01,2206-04-01,paid_search,1,,,', 'to', /65744 days/],
    ['2026-04-01,2026-04-01,2026-04-30,paid_search,1,,,', 'date', /beside from and to/],
    ['2026-04-01,,,,1,,,', 'channel', /blank/],
    ['2026-04-01,,,paid_search,,,,', 'amount', /blank/],
    ['2026-04-01,,,paid_search,abc,,,', 'amount', /"abc" is no amount of money/],
    ['2026-04-01,,,paid_search,1,USD,,', 'currency', /USD.*JPY/],
    ['2026-04-01,,,paid_search,1,,much,', 'cost_scope', /media, program, fully-loaded/],
    ['2026-04-01,,,paid_search,1,,,ten', 'tax_rate', /ten/],
  ])('%s is named by its %s', (row, column, reason) => {
    const { rejects, rows } = read(
      `date,from,to,channel,amount,currency,cost_scope,tax_rate\n${row}\n2026-04-01,,,paid_search,7,,,\n`,
    );

    expect(rejects).toEqual([
      {
        file: 'spend/a.csv',
        line: 2,
        column,
        code: 'spend-row-invalid',
        reason: expect.stringMatching(reason),
      },
    ]);
    expect(rows).toBe(1);
  });

  it('is named by its physical line, also after quoted line breaks and bad quotes', () => {
    const { rejects, days } = read(
      [
        'date,channel,amount,campaign',
        '2026-04-01,paid_search,1,"two',
        'lines"',
        'bad,paid_search,1,',
        '',
        '2026-04-02,paid_search,1,"x"y',
        '2026-04-03,paid_search,1,000,',
        '2026-04-04,paid_search,1,ok',
        'bad,paid_search,1,"never closed',
      ].join('\r\n'),
    );

    expect(rejects.map(({ line }) => line)).toEqual([4, 6, 7, 9]);
    expect(days.map(({ day, source }) => [day, source])).toEqual([
      ['2026-04-01', 'spend/a.csv:2'],
      ['2026-04-04', 'spend/a.csv:8'],
    ]);
  });

  it('says how far its quotes reach where they swallowed lines', () => {
    const { rejects } = read(
      'date,channel,amount\n2026-04-01,paid_search,"1\n2026-04-02,paid_search,2\n",x\n',
    );

    expect(rejects).toMatchObject([{ line: 2, reason: expect.stringContaining('reach to line 4') }]);
  });
});

describe('a header', () => {
  it('may be Japanese, by mapping, in Shift_JIS', () => {
    // 日付,媒体,金額 and 2026年4月1日,展示会,1000円 by the JIS X 0208 table.
    const header = [0x93, 0xfa, 0x95, 0x74, 0x2c, 0x94, 0x7d, 0x91, 0xcc, 0x2c, 0x8b, 0xe0, 0x8a, 0x7a, 0x0a];
    const date = [
      ...bytesOf('2026'),
      0x94,
      0x4e,
      ...bytesOf('4'),
      0x8c,
      0x8e,
      ...bytesOf('1'),
      0x93,
      0xfa,
      0x2c,
    ];
    const channel = [0x93, 0x57, 0x8e, 0xa6, 0x89, 0xef, 0x2c];
    const bytes = Uint8Array.of(...header, ...date, ...channel, ...bytesOf('1000'), 0x89, 0x7e, 0x0a);
    const columns = { date: '日付', channel: '媒体', amount: '金額' };

    const { days, rejects } = readBytes(bytes, { columns, encoding: 'shift_jis' });

    expect(rejects).toEqual([]);
    expect(days).toMatchObject([{ day: '2026-04-01', channel: 'trade_show', amountMinor: 1000 }]);
  });

  it('is named in rejects as the file writes it', () => {
    const columns = { date: '日付', amount: '金額(税込)' };

    const { rejects } = read('日付,channel,金額（税込）\n2026-04-01,paid_search,abc\n', { columns });

    expect(rejects).toMatchObject([{ line: 2, column: '金額(税込)' }]);
  });

  it('may stand after a byte order mark, in another case and beside columns of its own', () => {
    const { rows, rejects } = read('\uFEFFDate,Channel,Amount,note\n2026-04-01,paid_search,1,hello\n');

    expect({ rows, rejects }).toEqual({ rows: 1, rejects: [] });
  });

  it.each([
    ['date,amount\n2026-04-01,1\n', {}, /no column "channel"/],
    ['day,channel,amount\n2026-04-01,paid_search,1\n', {}, /no column "date" or "from"/],
    ['from,channel,amount\n2026-04-01,paid_search,1\n', {}, /no column "date" or "to"/],
    ['date,channel,amount\n2026-04-01,paid_search,1\n', { tax: '消費税' }, /no column "消費税".*for tax/],
    ['date,channel,amount,Amount\n2026-04-01,paid_search,1,2\n', {}, /"amount" twice/],
    ['"date,channel,amount\n', {}, /header that cannot be read/],
  ])('that says too little makes the file unreadable: %j', (text, columns, reason) => {
    const { rows, rejects } = read(text, { columns });

    expect(rows).toBe(0);
    expect(rejects).toMatchObject([{ file: 'spend/a.csv', line: 1, reason: expect.stringMatching(reason) }]);
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

function bytesOf(ascii: string): Uint8Array {
  return new TextEncoder().encode(ascii);
}
