import { createServer, type Server } from 'node:http';
import dynalite from 'dynalite';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { createDynamoTable } from '../../lib/store/dynamo-table.ts';
import type { Table } from '../../lib/store/table.ts';
import { createTable, dropTable } from '../../lib/store/table-admin.ts';
import { close, listen } from '../support/loopback-server.ts';
import { createCountingRandom, createManualClock } from '../support/manual-clock.ts';
import { describeTable } from './table-contract.ts';

const server = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
let endpoint = '';
let count = 0;

beforeAll(async () => {
  vi.stubEnv('AWS_REGION', 'local');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
  endpoint = await listen(server);
});

afterAll(async () => {
  await close(server);
  vi.unstubAllEnvs();
});

describeTable('dynalite', async () => {
  count += 1;
  const table = `contract-${count}`;
  await createTable(table, { endpoint });
  return tableAt(endpoint, table).table;
});

describe('createDynamoTable', () => {
  it.each([
    ['writes', 'BatchWriteItem'],
    ['reads', 'BatchGetItem'],
  ])('asks again, after a wait, for batch %s that were left unprocessed', async (_what, operation) => {
    const busy = await startBusyTable({ operation, refusals: 2 });
    const { table, clock } = tableAt(busy.url, 'busy');

    await table.batchWrite([{ put: { pk: 'A', sk: '1' } }, { remove: { pk: 'A', sk: '2' } }]);
    const found = await table.batchGet([{ pk: 'A', sk: '1' }]);

    expect(found).toEqual([{ pk: 'A', sk: '1' }]);
    expect(busy.callsOf(operation)).toBe(3);
    expect(clock.slept).toEqual([50, 100]);
    await close(busy.server);
  });

  it('gives up on items that stay unprocessed', async () => {
    const busy = await startBusyTable({ operation: 'BatchWriteItem', refusals: Number.POSITIVE_INFINITY });
    const { table } = tableAt(busy.url, 'busy');

    const write = table.batchWrite([{ put: { pk: 'A', sk: '1' } }]);

    await expect(write).rejects.toMatchObject({ code: 'store-unreachable' });
    expect(busy.callsOf('BatchWriteItem')).toBe(11);
    await close(busy.server);
  });

  it.each<[string, (table: Table) => Promise<unknown>]>([
    ['get', (table) => table.get({ pk: 'A', sk: '1' })],
    ['batchGet', (table) => table.batchGet([{ pk: 'A', sk: '1' }])],
    ['query', (table) => table.query('A')],
    ['put', (table) => table.put({ pk: 'A', sk: '1' })],
    ['remove', (table) => table.remove({ pk: 'A', sk: '1' })],
    ['batchWrite', (table) => table.batchWrite([{ put: { pk: 'A', sk: '1' } }])],
  ])('says of %s that the store is unreachable where there is no table', async (_name, call) => {
    const { table } = tableAt(endpoint, 'nowhere');

    const refused = call(table);

    await expect(refused).rejects.toMatchObject({ code: 'store-unreachable' });
  });
});

describe('createTable', () => {
  it('leaves a table that is there as it is', async () => {
    await createTable('kept', { endpoint });
    const { table } = tableAt(endpoint, 'kept');
    await table.put({ pk: 'A', sk: '1' });

    await createTable('kept', { endpoint });

    expect(await table.query('A')).toHaveLength(1);
  });

  it('makes an empty table after a drop, and a drop of nothing is no error', async () => {
    await createTable('dropped', { endpoint });
    const { table } = tableAt(endpoint, 'dropped');
    await table.put({ pk: 'A', sk: '1' });

    await dropTable('dropped', { endpoint });
    await dropTable('dropped', { endpoint });
    await createTable('dropped', { endpoint });

    expect(await table.query('A')).toEqual([]);
  });
});

function tableAt(url: string, table: string) {
  const clock = createManualClock();
  return { clock, table: createDynamoTable({ table, endpoint: url, clock, random: createCountingRandom() }) };
}

const RequestSchema = z.object({ RequestItems: z.object({ busy: z.unknown() }) });

/** Answers batch calls; hands all of one operation's items back as unprocessed for its first calls. */
async function startBusyTable(options: { readonly operation: string; readonly refusals: number }) {
  const calls: string[] = [];
  const server: Server = createServer((request, response) => {
    const operation = String(request.headers['x-amz-target']).split('.')[1] ?? '';
    calls.push(operation);
    const nth = calls.filter((call) => call === operation).length;
    const isRefused = operation === options.operation && nth <= options.refusals;
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      const { RequestItems } = RequestSchema.parse(JSON.parse(body));
      response.setHeader('content-type', 'application/x-amz-json-1.0');
      response.end(JSON.stringify(isRefused ? refusal(operation, RequestItems) : ANSWERS[operation]));
    });
  });
  const url = await listen(server);
  return { server, url, callsOf: (operation: string) => calls.filter((call) => call === operation).length };
}

const ANSWERS: Readonly<Record<string, unknown>> = {
  BatchWriteItem: { UnprocessedItems: {} },
  BatchGetItem: { Responses: { busy: [{ pk: { S: 'A' }, sk: { S: '1' } }] }, UnprocessedKeys: {} },
};

function refusal(operation: string, items: unknown): unknown {
  return operation === 'BatchWriteItem'
    ? { UnprocessedItems: items }
    : { Responses: {}, UnprocessedKeys: items };
}
