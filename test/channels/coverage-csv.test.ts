import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { CoverageImport } from '../../lib/channels/channel-source.ts';
import { readCoverageCsv } from '../../lib/channels/coverage-csv.ts';
import { ChannelSchema } from '../../lib/domain/config-channels.ts';

const CHANNELS = z
  .array(ChannelSchema)
  .parse([{ id: 'trade_show', name: { ja: '展示会', en: 'Trade show' } }]);

function read(text: string): CoverageImport {
  const bytes = new TextEncoder().encode(text);
  return readCoverageCsv({ file: 'spend/coverage.csv', bytes, channels: CHANNELS });
}

describe('readCoverageCsv', () => {
  it.each(['complete', 'partial', 'none'] as const)('reads a month that is %s', (status) => {
    const result = read(`month,channel,status\n2026-04,trade_show,${status}\n`);

    expect(result).toEqual({ coverage: [{ channel: 'trade_show', month: '2026-04', status }], rejects: [] });
  });

  it('reads other forms of months, channels and headers', () => {
    const { coverage, rejects } = read('month,channel,coverage\n2026/4,展示会,Partial\n');

    expect(coverage).toEqual([{ channel: 'trade_show', month: '2026-04', status: 'partial' }]);
    expect(rejects).toEqual([]);
  });

  it.each([
    ['soon,trade_show,complete', 'month', /"soon"/],
    ['2026-04,tv,complete', 'channel', /"tv" is no channel/],
    ['2026-04,trade_show,done', 'status', /complete, partial, none/],
  ])('names %s by its %s and reads on', (row, column, reason) => {
    const { coverage, rejects } = read(`month,channel,status\n${row}\n2026-05,trade_show,none\n`);

    expect(rejects).toEqual([
      {
        file: 'spend/coverage.csv',
        line: 2,
        column,
        code: 'spend-row-invalid',
        reason: expect.stringMatching(reason),
      },
    ]);
    expect(coverage).toHaveLength(1);
  });

  it('keeps the first of two words on one month', () => {
    const { coverage, rejects } = read(
      'month,channel,status\n2026-04,trade_show,none\n2026-04,trade_show,none\n2026-04,trade_show,complete\n',
    );

    expect(coverage).toEqual([{ channel: 'trade_show', month: '2026-04', status: 'none' }]);
    expect(rejects).toMatchObject([{ line: 4, column: 'month' }]);
  });

  it('is unreadable without a column of status', () => {
    const { rejects } = read('month,channel\n2026-04,trade_show\n');

    expect(rejects).toMatchObject([
      { line: 1, reason: 'has no column "status" or "coverage"; its header is month, channel' },
    ]);
  });
});
