import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { displayWidth } from '../../lib/cli/present/display-width.ts';
import { REPOSITORY } from '../support/source-tree.ts';
import { COMPLETENESS_KEYS, FEEDBACK_KEYS, nullsWithoutReason, ROW_KEYS, RUN_KEYS } from './promised-keys.ts';
import {
  aPlace,
  jsonOf,
  leave,
  type Place,
  put,
  type RunningCommand,
  revloop,
  start,
} from './run-revloop.ts';

const RowSchema = z.record(z.string(), z.unknown());
const RowsSchema = z.array(RowSchema);
const TableSchema = z.looseObject({ rows: RowsSchema, blended: RowSchema, unattributed: RowSchema });
const DemoSchema = z.object({
  ingested: z.object({
    salesforce: z.record(z.string(), z.number()),
    hubspot: z.record(z.string(), z.number()),
  }),
  completeness: RowsSchema,
  kpis: TableSchema,
  writes: z.record(z.string(), z.number()),
  feedback: RowsSchema,
  seconds: z.record(z.string(), z.number()),
});

const TABLE_KEYS = [
  'asOf',
  'currency',
  'timeZone',
  'from',
  'to',
  'model',
  'rows',
  'blended',
  'unattributed',
  'inputs',
];

let place: Place;
let demo: RunningCommand;
let printed: z.infer<typeof DemoSchema>;

/** One demo, its studio and simulators serving, for every test here. */
beforeAll(async () => {
  place = aPlace();
  const config = readFileSync(join(REPOSITORY, 'examples/demo/revloop.yaml'), 'utf8');
  put(place, { 'revloop.yaml': `${config}\nasOf: 2026-11-24\n` });
  demo = start(place, ['demo', '--config', 'revloop.yaml', '--port', '0', '--json', '--lang', 'en']);
  await demo.until('stderr', /Studio +http/);
  printed = DemoSchema.parse(jsonOf({ stdout: await demo.until('stdout', /\n$/) }));
}, 120_000);

afterAll(async () => {
  await demo.stop();
  await leave(place);
});

async function json(...args: readonly string[]): Promise<unknown> {
  const outcome = await revloop(place, [...args, '--json']);
  if (outcome.code !== 0)
    throw new Error(`${args.join(' ')} ended with ${outcome.code}: ${outcome.stderr}${outcome.stdout}`);
  return jsonOf(outcome);
}

describe('demo --json', () => {
  it('prints one document with the promised keys', () => {
    expect(printed.ingested.salesforce).toMatchObject({ Lead: 622, Opportunity: 256 });
    expect(printed.ingested.hubspot).toMatchObject({ contacts: 1160, companies: 1120, deals: 13 });
    for (const entry of printed.completeness)
      expect(Object.keys(entry)).toEqual(expect.arrayContaining([...COMPLETENESS_KEYS]));
    expect(Object.keys(printed.seconds)).toEqual(['sync', 'compute', 'write']);
  });

  it('counts every planned record in exactly one outcome', () => {
    const { planned, applied, unchanged, rejected, skipped, unknown, ...more } = printed.writes;

    expect(planned).toBeGreaterThan(0);
    expect([applied, unchanged, rejected, skipped, unknown].reduce((a = 0, b = 0) => a + b)).toBe(planned);
    expect(more).toEqual({});
  });
});

describe.concurrent('kpi show --json', () => {
  it('shows over all data, in a process of its own, what the demo printed while its studio serves', async () => {
    const table = await json('kpi', 'show', '--period', 'all');

    // Only how long ago the CRMs were read has moved on.
    const inputs = { ...z.looseObject({}).parse(printed.kpis['inputs']), lagSeconds: expect.any(Number) };
    expect(table).toEqual({ ...printed.kpis, inputs });
  });

  it.each(['channel', 'sub-channel', 'lead-source', 'campaign'])(
    'by %s gives every promised key, and a reason beside each null',
    async (grain) => {
      const raw = await json('kpi', 'show', '--by', grain, '--from', '2026-01-01', '--to', '2026-06-30');

      expect(raw).toMatchObject({
        from: '2026-01-01',
        to: '2026-06-30',
        currency: 'JPY',
        timeZone: 'Asia/Tokyo',
      });
      expect(Object.keys(RowSchema.parse(raw)).sort()).toEqual([...TABLE_KEYS].sort());
      const { rows, blended, unattributed } = TableSchema.parse(raw);
      expect(rows.length).toBeGreaterThan(0);
      for (const row of [...rows, blended, unattributed]) {
        const promised = ROW_KEYS.filter((key) => key !== 'cacReason');
        expect(promised.filter((key) => !(key in row))).toEqual([]);
        expect({ key: row['key'], nulls: nullsWithoutReason(row) }).toEqual({ key: row['key'], nulls: [] });
      }
    },
  );

  it('covers the 12 closed months before today unless told otherwise', async () => {
    const table = await json('kpi', 'show');

    expect(table).toMatchObject({ from: '2025-11-01', to: '2026-10-31', asOf: '2026-11-24' });
  });
});

describe.concurrent('feedback --json', () => {
  it.each(['lead-source', 'campaign', 'content'])(
    'by %s gives every promised key, and a reason beside each null',
    async (trait) => {
      const rows = RowsSchema.parse(await json('feedback', '--by', trait, '--period', 'all'));

      expect(rows.length).toBeGreaterThan(0);
      for (const row of rows) {
        expect(Object.keys(row)).toEqual(expect.arrayContaining([...FEEDBACK_KEYS]));
        expect({ key: row['key'], nulls: nullsWithoutReason(row) }).toEqual({ key: row['key'], nulls: [] });
      }
    },
  );
});

describe('sync, kpi compute, plan and apply after the demo', () => {
  it('find nothing to store, to compute or to write', async () => {
    const sync = z.object({ runs: RowsSchema, completeness: RowsSchema }).parse(await json('sync'));
    const compute = await json('kpi', 'compute');
    const plan = await json('plan', '--detailed-exitcode', '--out', 'plan.json');
    const apply = await json('apply', 'plan.json');

    for (const run of sync.runs) {
      expect(Object.keys(run)).toEqual(expect.arrayContaining([...RUN_KEYS]));
      expect(run).toMatchObject({ upserted: 0, deleted: 0, quarantined: 0 });
    }
    for (const entry of sync.completeness) expect(entry).toMatchObject({ missing: [], extra: [] });
    expect(compute).toMatchObject({ runId: expect.any(String), months: [], seconds: expect.any(Number) });
    expect(plan).toEqual({
      planId: expect.any(String),
      changes: [],
      skipped: [],
      calls: { salesforce: 0, hubspot: 0 },
    });
    expect(apply).toMatchObject({ runId: expect.any(String), applied: 0, rejected: [], unknown: 0 });
  });
});

describe('explain --json', () => {
  it('leads from a CAC to its deals and spend rows', async () => {
    const row = printed.kpis.rows.find(({ key }) => key === 'seo');
    const tree = await json('explain', 'cac:seo:2025-05-01..2026-11-24');

    const NodeSchema = z.object({ label: z.string(), value: z.unknown(), inputs: z.array(z.unknown()) });
    const { value, inputs } = NodeSchema.parse(tree);
    expect(Number(value)).toBe(Number(row?.['cac']));
    expect(JSON.stringify(inputs)).toMatch(/salesforce\/Opportunity\/006/);
    expect(JSON.stringify(inputs)).toMatch(/spend\/programs\.csv:\d+/);
  });
});

describe('doctor and crm apply with --json', () => {
  it('check both CRMs and find every field in place', async () => {
    const checks = RowsSchema.parse(await json('doctor'));
    const fields = await json('crm', 'apply');

    for (const check of checks) expect(check).toMatchObject({ status: expect.stringMatching(/^(ok|warn)$/) });
    for (const crm of ['salesforce', 'hubspot'])
      expect(checks.some(({ check }) => String(check).startsWith(crm))).toBe(true);
    const unchanged = { created: [], granted: [], failed: [] };
    expect(fields).toMatchObject({ salesforce: unchanged, hubspot: unchanged });
  });
});

describe('a table for people', () => {
  it.each([
    ['kpi', 'show'],
    ['feedback', '--by', 'industry'],
  ])('keeps its columns with Japanese text: %s', async (...args) => {
    const { code, stdout } = await revloop(place, [...args, '--lang', 'ja']);

    const lines = stdout.split('\n');
    const rule = lines.findIndex((line) => /^-{20,}$/.test(line));
    const width = lines[rule]?.length ?? 0;
    const body = lines.slice(rule + 1, lines.indexOf('', rule)).filter((line) => !line.startsWith('---'));
    expect(code).toBe(0);
    expect(body.length).toBeGreaterThan(3);
    expect(displayWidth(lines[rule - 1] ?? '')).toBeLessThanOrEqual(width);
    for (const line of body) expect(displayWidth(line)).toBeLessThanOrEqual(width);
    expect(new Set(body.map(endOfSecondColumn)).size).toBe(1);
  });
});

/** Screen column where the second cell of a line ends: the same in every row, for it is right-aligned. */
function endOfSecondColumn(line: string): number {
  const [start = ''] = /^.*?\S {2,}\S+/.exec(line) ?? [];
  return displayWidth(start);
}
