import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { readActivityCsv } from '../../lib/channels/activity-csv.ts';
import type { ActivityImport } from '../../lib/channels/channel-source.ts';
import type { ActivitySource } from '../../lib/domain/config.ts';
import { ChannelSchema } from '../../lib/domain/config-channels.ts';

const CHANNELS = z.array(ChannelSchema).parse([{ id: 'social', name: { ja: 'SNS', en: 'Social' } }]);

function read(text: string, columns: ActivitySource['columns'] = {}): ActivityImport {
  const source: ActivitySource = { file: 'activity/*.csv', columns, encoding: 'auto' };
  const bytes = new TextEncoder().encode(text);
  return readActivityCsv({ file: 'activity/a.csv', bytes, source, channels: CHANNELS });
}

describe('readActivityCsv', () => {
  it('keeps a measurement as it is', () => {
    const { rows, rejects } = read('date,channel,metric,value\n2026/4/1,SNS,followers,1204\n');

    expect(rows).toEqual([
      {
        day: '2026-04-01',
        channel: 'social',
        metric: 'followers',
        value: '1204',
        source: 'activity/a.csv:2',
      },
    ]);
    expect(rejects).toEqual([]);
  });

  it.each([
    ['"1,204"', '1204'],
    ['１２', '12'],
    ['0', '0'],
    ['-3.50', '-3.5'],
    ['32.1%', '0.321'],
  ])('reads the value %s as %s', (cell, value) => {
    const { rows } = read(`date,channel,metric,value\n2026-04-01,social,x,${cell}\n`);

    expect(rows[0]?.value).toBe(value);
  });

  it('keeps an unknown channel under the word of the file', () => {
    const { rows } = read('date,channel,metric,value\n2026-04-01,TikTok,views,1\n');

    expect(rows[0]?.channel).toBe('TikTok');
  });

  it('takes mapped headers', () => {
    const { rows } = read('日付,channel,指標,value\n2026-04-01,social,表示,1\n', {
      date: '日付',
      metric: '指標',
    });

    expect(rows).toMatchObject([{ day: '2026-04-01', metric: '表示' }]);
  });

  it.each([
    ['x,social,views,1', '日付'],
    ['2026-04-01,,views,1', 'channel'],
    ['2026-04-01,social,,1', 'metric'],
    ['2026-04-01,social,views,', 'value'],
    ['2026-04-01,social,views,0:01:23', 'value'],
  ])('names %s by its %s and reads on', (row, column) => {
    const { rows, rejects } = read(`日付,channel,metric,value\n${row}\n2026-04-02,social,views,1\n`, {
      date: '日付',
    });

    expect(rejects).toMatchObject([{ file: 'activity/a.csv', line: 2, column, code: 'spend-row-invalid' }]);
    expect(rows).toHaveLength(1);
  });
});
