import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import dynalite from 'dynalite';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { handler } from '../../functions/ingest-crm.ts';
import { type LocalBus, startLocalBus } from '../../lib/local/event-bus.ts';
import { systemClock } from '../../lib/runtime/clock.ts';
import { systemRandom } from '../../lib/runtime/random.ts';
import { createDynamoTable } from '../../lib/store/dynamo-table.ts';
import { loadErrors } from '../../lib/store/error-store.ts';
import { createTable } from '../../lib/store/table-admin.ts';
import { startAccount } from '../crm/hubspot/test-account.ts';
import { close, listen } from '../support/loopback-server.ts';

const CONFIG = 'version: 1\ntimezone: Asia/Tokyo\ncurrency: JPY\ncrm: { hubspot: {} }\nasOf: 2026-11-10\n';
const DetailSchema = z.object({ calls: z.number() });
/** Lambda's longest run, of which a margin is kept free. */
const LONG_MS = 900_000;
const server = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
const folder = mkdtempSync(join(tmpdir(), 'revloop-ingest-'));
let account: Awaited<ReturnType<typeof startAccount>>;
let bus: LocalBus;

beforeAll(async () => {
  writeFileSync(join(folder, 'revloop.yaml'), CONFIG);
  account = await startAccount();
  bus = await startLocalBus();
  for (const name of ['AWS_REGION', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']) vi.stubEnv(name, 'local');
  vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', await listen(server));
  vi.stubEnv('AWS_ENDPOINT_URL_EVENTBRIDGE', bus.url);
  vi.stubEnv('REVLOOP_HUBSPOT_URL', account.url);
  vi.stubEnv('REVLOOP_CONFIG', join(folder, 'revloop.yaml'));
  vi.stubEnv('REVLOOP_BUS', 'local');
  vi.stubEnv('REVLOOP_LOG', 'silent');
});

beforeEach(async ({ task }) => {
  vi.stubEnv('REVLOOP_TABLE', `ingest-${task.id}`);
  await createTable(`ingest-${task.id}`);
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await Promise.all([account.close(), bus.close(), close(server)]);
  rmSync(folder, { recursive: true });
});

describe('ingest-crm', () => {
  it('asks to go on where its time was up, and tells how many calls were made so far', async () => {
    const first = bus.events.length;
    let remainingMs = LONG_MS;

    await handler(queued({ crm: 'hubspot', calls: 40 }), {
      getRemainingTimeInMillis: () => {
        remainingMs -= 20_000;
        return Math.max(0, remainingMs);
      },
    });

    const [goOn] = bus.events.slice(first).filter(({ type }) => type === 'ingest-crm.continue');
    expect(goOn?.detail).toMatchObject({ crm: 'hubspot', continue: true });
    expect(DetailSchema.parse(goOn?.detail).calls).toBeGreaterThan(40);
  });

  it('does not ask again where the run has used its share of the day', async () => {
    const first = bus.events.length;

    await handler(queued({ crm: 'hubspot', continue: true, calls: 1_000_000 }));

    const seen = bus.events.slice(first);
    expect(seen.map(({ type }) => type)).toEqual(['ingest-crm.done']);
    expect(seen[0]?.detail).toMatchObject({ isOpen: false, failed: expect.any(Number) });
  });
  it('notes what came in and was not taken, without a call to the CRM', async () => {
    const refused = [{ code: 'change-forged', reason: 'signature that is not by the app', count: 1 }];
    const before = account.account.calls.list().length;

    await handler(queued({ crm: 'hubspot', refused, atMs: 1 }));

    const table = createDynamoTable({
      ...{ table: process.env['REVLOOP_TABLE'] ?? '', clock: systemClock, random: systemRandom },
      endpoint: process.env['AWS_ENDPOINT_URL_DYNAMODB'] ?? '',
    });
    expect([...(await loadErrors(table, 'change')).values()]).toMatchObject(refused);
    expect(account.account.calls.list().length).toEqual(before);
  });
});

function queued(body: unknown): unknown {
  return { Records: [{ eventSource: 'aws:sqs', messageId: '1', body: JSON.stringify(body) }] };
}
