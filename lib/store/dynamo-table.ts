import { ConditionalCheckFailedException, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  BatchWriteCommand,
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  type QueryCommandOutput,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { AppError } from '../domain/app-error.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Random } from '../runtime/random.ts';
import { countInput, type QueryInput, queryInput } from './query-input.ts';
import {
  type BatchOperation,
  type Condition,
  ConditionFailed,
  type CountFilter,
  type Item,
  type QueryOptions,
  type Table,
  type TableKey,
} from './table.ts';

/** Keys per BatchGetItem. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html */
const READ_BATCH = 100;
/** Items per BatchWriteItem. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html */
const WRITE_BATCH = 25;
/** Batches on the way at once; more only queue up behind the table's own limit. */
const PARALLEL_BATCHES = 4;
const UNPROCESSED_ATTEMPTS = 10;
const UNPROCESSED_BASE_MS = 50;

const ItemSchema = z.catchall(
  z.object({ pk: z.string(), sk: z.string() }),
  z.union([z.string(), z.number(), z.boolean(), z.null()]),
);

interface DynamoContext {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
  readonly clock: Clock;
  readonly random: Random;
}

/** The table behind an AWS endpoint: DynamoDB itself or anything that speaks its API. */
export function createDynamoTable(options: {
  readonly table: string;
  readonly endpoint?: string;
  readonly clock: Clock;
  readonly random: Random;
}): Table {
  const { table, endpoint, clock, random } = options;
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(endpoint === undefined ? {} : { endpoint }));
  // It copies every item for a log that nobody has asked for.
  client.middlewareStack.remove('loggerMiddleware');
  const context: DynamoContext = { client, table, clock, random };
  return {
    get: (key) => getItem(context, key),
    batchGet: async (keys) => (await inBatches(keys, READ_BATCH, (batch) => getBatch(context, batch))).flat(),
    query: (pk, query) => queryPartition(context, pk, query),
    count: (pk, where) => countPartition(context, pk, where),
    put: (item, condition) =>
      guarded(item, () =>
        client.send(new PutCommand({ TableName: table, Item: item, ...expression(condition) })),
      ),
    remove: (key, condition) =>
      guarded(key, () =>
        client.send(
          new DeleteCommand({ TableName: table, Key: { pk: key.pk, sk: key.sk }, ...expression(condition) }),
        ),
      ),
    batchWrite: async (operations) => {
      await inBatches(operations, WRITE_BATCH, (batch) => writeBatch(context, batch));
    },
  };
}

async function getItem({ client, table }: DynamoContext, { pk, sk }: TableKey): Promise<Item | undefined> {
  const answer = await reached(() =>
    client.send(new GetCommand({ TableName: table, Key: { pk, sk }, ConsistentRead: true })),
  );
  return answer.Item === undefined ? undefined : toItem(answer.Item);
}

async function getBatch(context: DynamoContext, keys: readonly TableKey[]): Promise<readonly Item[]> {
  const found: Item[] = [];
  let open = keys.map(({ pk, sk }) => ({ pk, sk }));
  for (let attempt = 0; open.length > 0; attempt += 1) {
    await beforeRetry(context, attempt);
    const request = { RequestItems: { [context.table]: { Keys: open, ConsistentRead: true } } };
    const answer = await reached(() => context.client.send(new BatchGetCommand(request)));
    found.push(...(answer.Responses?.[context.table] ?? []).map(toItem));
    open = (answer.UnprocessedKeys?.[context.table]?.Keys ?? []).map(toKey);
  }
  return found;
}

async function writeBatch(context: DynamoContext, operations: readonly BatchOperation[]): Promise<void> {
  let open = operations.map((operation) =>
    'put' in operation
      ? { PutRequest: { Item: { ...operation.put } } }
      : { DeleteRequest: { Key: { pk: operation.remove.pk, sk: operation.remove.sk } } },
  );
  for (let attempt = 0; open.length > 0; attempt += 1) {
    await beforeRetry(context, attempt);
    const request = { RequestItems: { [context.table]: open } };
    const answer = await reached(() => context.client.send(new BatchWriteCommand(request)));
    open = (answer.UnprocessedItems?.[context.table] ?? []).map((entry) =>
      entry.PutRequest?.Item === undefined
        ? { DeleteRequest: { Key: toKey(entry.DeleteRequest?.Key) } }
        : { PutRequest: { Item: toItem(entry.PutRequest.Item) } },
    );
  }
}

async function queryPartition(
  context: DynamoContext,
  pk: string,
  options: QueryOptions = {},
): Promise<readonly Item[]> {
  const { limit = Number.POSITIVE_INFINITY } = options;
  const items: Item[] = [];
  for await (const page of queryPages(context, queryInput(pk, options))) {
    items.push(...(page.Items ?? []).map(toItem));
    if (items.length >= limit) return items.slice(0, limit);
  }
  return items;
}

async function countPartition(
  context: DynamoContext,
  pk: string,
  where: CountFilter | undefined,
): Promise<number> {
  let count = 0;
  for await (const page of queryPages(context, countInput(pk, where))) count += page.Count ?? 0;
  return count;
}

/** A query answers at most 1 MB at a time. */
async function* queryPages(
  { client, table }: DynamoContext,
  input: QueryInput,
): AsyncGenerator<QueryCommandOutput> {
  let start: TableKey | undefined;
  do {
    const query = new QueryCommand({
      TableName: table,
      ConsistentRead: true,
      ...input,
      ...(start === undefined ? {} : { ExclusiveStartKey: { ...start } }),
    });
    const answer = await reached(() => client.send(query));
    yield answer;
    start = answer.LastEvaluatedKey === undefined ? undefined : toKey(answer.LastEvaluatedKey);
  } while (start !== undefined);
}

function expression(condition: Condition | undefined): Record<string, unknown> {
  if (condition === undefined) return {};
  if (condition.kind === 'absent') return { ConditionExpression: 'attribute_not_exists(pk)' };
  const names = { ExpressionAttributeNames: { '#a': condition.attribute } };
  const values = { ExpressionAttributeValues: { ':v': condition.value } };
  if (condition.kind === 'equals') return { ConditionExpression: '#a = :v', ...names, ...values };
  return { ConditionExpression: 'attribute_not_exists(#a) OR #a <= :v', ...names, ...values };
}

async function guarded(key: TableKey, write: () => Promise<unknown>): Promise<void> {
  try {
    await write();
  } catch (cause) {
    if (cause instanceof ConditionalCheckFailedException) throw new ConditionFailed(key);
    throw storeError(cause);
  }
}

async function reached<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (cause) {
    throw storeError(cause);
  }
}

function storeError(cause: unknown): AppError {
  const reason = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
  return new AppError('store-unreachable', `DynamoDB refused or did not answer (${reason})`, { cause });
}

/** DynamoDB hands back what it was too busy for; asking again at once only repeats that. */
async function beforeRetry({ clock, random }: DynamoContext, attempt: number): Promise<void> {
  if (attempt === 0) return;
  if (attempt > UNPROCESSED_ATTEMPTS)
    throw new AppError('store-unreachable', 'DynamoDB keeps leaving items unprocessed');
  await clock.sleep(random.next() * UNPROCESSED_BASE_MS * 2 ** attempt);
}

async function inBatches<T, R>(
  all: readonly T[],
  size: number,
  work: (batch: readonly T[]) => Promise<R>,
): Promise<readonly R[]> {
  const results: R[] = [];
  for (let start = 0; start < all.length; start += size * PARALLEL_BATCHES) {
    const group: Promise<R>[] = [];
    for (let at = start; at < Math.min(all.length, start + size * PARALLEL_BATCHES); at += size) {
      group.push(work(all.slice(at, at + size)));
    }
    results.push(...(await Promise.all(group)));
  }
  return results;
}

function toItem(raw: unknown): Item {
  return ItemSchema.parse(raw);
}

function toKey(raw: unknown): TableKey {
  const { pk, sk } = ItemSchema.parse(raw);
  return { pk, sk };
}
