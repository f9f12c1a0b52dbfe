import { describe, expect, it } from 'vitest';
import { type ChannelTable, compareChannelTables } from '../cloud/channel-tables.ts';
import { createChecklist } from '../cloud/checklist.ts';
import { invocationsOf } from '../cloud/invocations.ts';
import { countRecordWrites } from '../cloud/record-writes.ts';

describe('compareChannelTables', () => {
  it('finds nothing between tables that say the same at different moments', () => {
    const cloud = aTable({ asOf: '2026-01-02' });
    const local = aTable({ asOf: '2026-01-01' });

    const differences = compareChannelTables(cloud, local);

    expect(differences).toEqual([]);
  });

  it('does not mind the order of rows', () => {
    const rows = [aRow('seminar'), aRow('paid_search')];

    const differences = compareChannelTables(aTable({ rows }), aTable({ rows: rows.toReversed() }));

    expect(differences).toEqual([]);
  });

  it('names row, column and both values where they differ, null and zero included', () => {
    const cloud = aTable({ rows: [{ ...aRow('seminar'), cac: null, won: 0 }] });
    const local = aTable({ rows: [{ ...aRow('seminar'), cac: '200000', won: 5 }] });

    const differences = compareChannelTables(cloud, local);

    expect(differences).toEqual(['seminar.cac: null ≠ "200000"', 'seminar.won: 0 ≠ 5']);
  });

  it('names rows that one side lacks, and differences of the totals', () => {
    const cloud = aTable({ rows: [aRow('seminar')], blended: { ...aRow('blended'), won: 4 } });
    const local = aTable({ rows: [aRow('paid_search')] });

    const differences = compareChannelTables(cloud, local);

    expect(differences).toEqual([
      '(blended).won: 4 ≠ 5',
      'paid_search: only in the local table',
      'seminar: only in the cloud table',
    ]);
  });
});

describe('invocationsOf', () => {
  it('takes the lines of a step that say what woke it, and skips the rest of the log', () => {
    const lines = [
      'START RequestId: 1 Version: $LATEST',
      '{"step":"ingest-crm","trigger":"queue","crm":"hubspot"}',
      '{"step":"rank-leads","trigger":"rule"}',
      '{"step":"ingest-crm","trigger":"by hand"}',
      '{"message":"no step"}',
      '{broken',
    ];

    const invocations = invocationsOf('ingest-crm', lines);

    expect(invocations).toEqual([{ step: 'ingest-crm', trigger: 'queue' }]);
  });
});

describe('countRecordWrites', () => {
  it.each([
    ['PATCH', '/services/data/v67.0/composite/sobjects', 2],
    ['PATCH', '/services/data/{version}/sobjects/{object}/{id}', 2],
    ['POST', '/crm/v3/objects/{objectType}/batch/update', 2],
    ['POST', '/crm/v3/objects/{objectType}/batch/read', 0],
    ['POST', '/crm/v3/objects/{objectType}/search', 0],
    ['POST', '/crm/v3/properties/{objectType}/batch/create', 0],
    ['POST', '/services/oauth2/token', 0],
    ['GET', '/services/data/{version}/query', 0],
  ])('counts %s %s as %i of two calls', (method, route, expected) => {
    const writes = countRecordWrites([{ method, route, count: 2 }]);

    expect(writes).toBe(expected);
  });
});

describe('createChecklist', () => {
  it('counts claims and ends with the totals', () => {
    const lines: string[] = [];
    const list = createChecklist((line) => lines.push(line));

    list.check('it deploys', true);
    list.check('it runs', false, 'no log line');
    const green = list.end();

    expect(green).toBe(false);
    expect(lines).toEqual(['✓ it deploys', '✗ it runs — no log line', '1 passed, 1 failed']);
  });
});

function aRow(key: string): ChannelTable['blended'] {
  return { key, channel: key, spend: '1000000', won: 5, cac: '200000' };
}

function aTable(changes: Partial<ChannelTable> = {}): ChannelTable {
  return {
    currency: 'JPY',
    from: '2025-01-01',
    to: '2025-12-31',
    rows: [aRow('seminar')],
    blended: aRow('blended'),
    unattributed: aRow('unattributed'),
    ...changes,
  };
}
