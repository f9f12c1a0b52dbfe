import { describe, expect, it } from 'vitest';
import { kpiText } from '../../../lib/cli/present/kpi-text.ts';
import { definitionOf, definitionsText } from '../../../lib/cli/present/metric-definitions.ts';
import { metricTable } from '../../../lib/cli/present/metric-table.ts';
import { METRICS, requireMetric } from '../../../lib/kpis/metrics/registry.ts';
import { demoNames, demoTable } from '../../studio/demo-table.ts';

const ALL = METRICS.map(({ id }) => id);
const table = demoTable({ metrics: ALL });
const lines = (id: string, lang: 'ja' | 'en') =>
  metricTable(requireMetric(id), table, { lang, names: demoNames, grain: 'channel' }).split('\n');

describe('metricTable', () => {
  it('names the metric, and gives value, interval and count of a channel', () => {
    const [title, header, , ...rows] = lines('cac', 'ja');

    expect(title).toBe('顧客獲得コスト (cac) = 費用 ÷ 新規顧客数');
    expect(header?.split(/ {2,}/)).toEqual(['チャネル', '値', '95%区間', '件数', '理由']);
    expect(rows.find((line) => line.startsWith('SEO'))?.split(/ {2,}/)).toEqual([
      'SEO',
      '30万円',
      '19.4万円〜49.1万円',
      '20',
    ]);
  });

  it('has the rows in the order of the table of channels', () => {
    const names = demoTable().rows.map(({ channel }) => demoNames.get(channel ?? '')?.en ?? '');
    const namesIn = (text: string) =>
      text.split('\n').flatMap((line) => names.filter((name) => line.startsWith(`${name} `)));
    const shown = kpiText(table, { lang: 'en', names: demoNames });

    expect(namesIn(lines('cac', 'en').join('\n'))).toEqual(namesIn(shown));
  });

  it('says why a value is missing, in both languages', () => {
    expect(lines('lead-to-mql-rate', 'en').join()).not.toContain('undefined');
    expect(lines('sessions', 'ja').join('\n')).toContain('アクティビティファイルに記録なし');
    expect(lines('sessions', 'en').join('\n')).toContain('no activity file has it');
  });

  it('shows a figure of the company once', () => {
    const rows = lines('target-cac', 'en');

    expect(rows.filter((line) => line.includes('¥'))).toHaveLength(1);
  });

  it('words a verdict', () => {
    expect(lines('verdict', 'ja').join('\n')).toContain('目標内');
  });

  it.each(ALL)('shows %s in both languages without a raw word', (id) => {
    expect(lines(id, 'en').join('\n')).not.toMatch(/NaN|undefined|Infinity/);
    expect(lines(id, 'ja').join('\n')).not.toMatch(/NaN|undefined|Infinity/);
  });
});

describe('definitions of metrics', () => {
  it('list every metric in one line each', () => {
    expect(definitionsText(METRICS, 'ja').split('\n')).toHaveLength(METRICS.length);
  });

  it('tell of one metric all that is known, edge cases in words', () => {
    const card = definitionsText([requireMetric('costPerLead')], 'ja');

    expect(card).toContain('cost-per-lead: リード単価');
    expect(card).toContain('計算式: 費用 ÷ リード数');
    expect(card).toContain('注意点: 分母が0: 値なし(理由を表示)');
  });

  it('mark what is of the whole company', () => {
    expect(definitionsText([requireMetric('required-budget')], 'en')).toContain(
      'money (of the whole company)',
    );
  });

  it('are data without the computation', () => {
    const definition = definitionOf(requireMetric('win-rate'));

    expect(Object.keys(definition)).not.toContain('measure');
    expect(definition).toMatchObject({ id: 'win-rate', number: 28, unit: 'share' });
  });
});
