import { describe, expect, it } from 'vitest';
import { type FileKind, storeFile } from '../../lib/store/file-store.ts';
import { stableJson } from '../../lib/store/json.ts';
import { loadSpend } from '../../lib/store/spend-store.ts';
import { aSpendDay } from '../kpis/builders.ts';
import { MemoryTable } from '../support/memory-table.ts';

const ISSUE = { code: 'spend-unknown-channel', ref: 'ads.csv:3', detail: 'no channel is called x' };

describe('loadSpend', () => {
  it('gives the days, coverage and issues of all files', async () => {
    const table = new MemoryTable();
    await store(table, 'spend', 'ads.csv', [{ days: [aSpendDay()] }, { coverage: [aMonth('seminar')] }]);

    const spend = await loadSpend(table);

    expect(spend).toEqual({ days: [aSpendDay()], coverage: [aMonth('seminar')], issues: [ISSUE] });
  });

  it('lets coverage.csv override what the rows declare', async () => {
    const table = new MemoryTable();
    await store(table, 'spend', 'ads.csv', [{ coverage: [aMonth('seminar'), aMonth('organic')] }]);
    await store(table, 'coverage', 'coverage.csv', [aMonth('seminar', 'partial')]);

    const { coverage } = await loadSpend(table);

    expect(coverage).toEqual([aMonth('organic'), aMonth('seminar', 'partial')]);
  });

  it('is empty in an empty store', async () => {
    expect(await loadSpend(new MemoryTable())).toEqual({ days: [], coverage: [], issues: [] });
  });
});

function store(table: MemoryTable, kind: FileKind, name: string, rows: readonly unknown[]) {
  const summary = stableJson({ issues: kind === 'spend' ? [ISSUE] : [] });
  return storeFile(table, { kind, name, digest: '1', summary }, rows);
}

function aMonth(channel: string, status: 'complete' | 'partial' = 'complete') {
  return { channel, month: '2026-01', status };
}
