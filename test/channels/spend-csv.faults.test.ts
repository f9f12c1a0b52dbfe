import { describe, expect, it } from 'vitest';
import { read, readBytes } from './spend-files.ts';

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

function bytesOf(ascii: string): Uint8Array {
  return new TextEncoder().encode(ascii);
}
