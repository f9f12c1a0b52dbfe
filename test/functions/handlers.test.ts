import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import dynalite from 'dynalite';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { handler as computeKpis } from '../../functions/compute-kpis.ts';
import { handler as rankLeads } from '../../functions/rank-leads.ts';
import { handler as relayFeedback } from '../../functions/relay-feedback.ts';
import { reportOf } from '../../lib/runtime/job.ts';
import { createTable } from '../../lib/store/table-admin.ts';
import { close, listen } from '../support/loopback-server.ts';

const CONFIG = 'version: 1\ntimezone: Asia/Tokyo\ncurrency: JPY\ncrm: { hubspot: {} }\nasOf: 2026-03-10\n';
const SCHEDULE = { schedule: 'kpi', time: '2026-03-10T02:10:00Z' };
const COMPUTED = { 'detail-type': 'compute-kpis.done', detail: {} };
const server = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
const folder = mkdtempSync(join(tmpdir(), 'revloop-functions-'));

beforeAll(async () => {
  writeFileSync(join(folder, 'revloop.yaml'), CONFIG);
  for (const name of ['AWS_REGION', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']) vi.stubEnv(name, 'local');
  vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', await listen(server));
  vi.stubEnv('REVLOOP_CONFIG', join(folder, 'revloop.yaml'));
  vi.stubEnv('REVLOOP_TABLE', 'functions');
  vi.stubEnv('REVLOOP_BUS', undefined);
  vi.stubEnv('REVLOOP_LOG', 'silent');
  await createTable('functions');
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await close(server);
  rmSync(folder, { recursive: true });
});

describe('handlers over an empty table', () => {
  it('compute, rank and relay nothing, one after the other', async () => {
    const computed = await reportOf(computeKpis, SCHEDULE);
    const ranked = await reportOf(rankLeads, COMPUTED);
    const relayed = await reportOf(relayFeedback, COMPUTED);

    expect(computed).toMatchObject({ people: 0, won: 0, isNew: true });
    expect(ranked).toMatchObject({ ranked: 0 });
    expect(relayed).toEqual({ won: 0, sent: 0 });
  });
});
