import { afterAll, beforeAll } from 'vitest';
import { systemClock } from '../../lib/runtime/clock.ts';
import { systemRandom } from '../../lib/runtime/random.ts';
import { createDynamoTable } from '../../lib/store/dynamo-table.ts';
import { createTable } from '../../lib/store/table-admin.ts';
import { describeTable } from '../store/table-contract.ts';
import { type DynamodbLocal, startDynamodbLocal } from './start-dynamodb-local.ts';

let engine: DynamodbLocal | undefined;

beforeAll(async () => {
  Object.assign(process.env, {
    AWS_REGION: 'local',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
  });
  engine = await startDynamodbLocal();
});

afterAll(async () => engine?.stop());

describeTable('DynamoDB Local', async () => {
  if (engine === undefined) throw new Error('DynamoDB Local is not running');
  const table = `contract-${systemRandom.id(6)}`;
  const { endpoint } = engine;
  await createTable(table, { endpoint });
  return createDynamoTable({ table, endpoint, clock: systemClock, random: systemRandom });
});
