import {
  CreateTableCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ResourceInUseException,
  ResourceNotFoundException,
} from '@aws-sdk/client-dynamodb';
import { TABLE_SCHEMA } from './table-schema.ts';

/** Makes the table where the stack has not: on one machine and in tests; ready when it resolves. One that is there stays. */
export async function createTable(name: string, options: { readonly endpoint?: string } = {}): Promise<void> {
  const client = new DynamoDBClient({ ...options });
  const { partitionKey, sortKey } = TABLE_SCHEMA;
  try {
    await client.send(
      new CreateTableCommand({
        TableName: name,
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [
          { AttributeName: partitionKey, KeyType: 'HASH' },
          { AttributeName: sortKey, KeyType: 'RANGE' },
        ],
        AttributeDefinitions: [
          { AttributeName: partitionKey, AttributeType: 'S' },
          { AttributeName: sortKey, AttributeType: 'S' },
        ],
      }),
    );
  } catch (cause) {
    if (!(cause instanceof ResourceInUseException)) throw cause;
  }
  try {
    while ((await statusOf(client, name)) !== 'ACTIVE');
  } finally {
    client.destroy();
  }
}

/** Drops the table with everything in it. A table that is not there is no error. */
export async function dropTable(name: string, options: { readonly endpoint?: string } = {}): Promise<void> {
  const client = new DynamoDBClient({ ...options });
  try {
    await client.send(new DeleteTableCommand({ TableName: name }));
    while ((await statusOf(client, name)) !== undefined);
  } catch (cause) {
    if (!(cause instanceof ResourceNotFoundException)) throw cause;
  } finally {
    client.destroy();
  }
}

/** Undefined where there is no such table. */
async function statusOf(client: DynamoDBClient, name: string): Promise<string | undefined> {
  try {
    return (await client.send(new DescribeTableCommand({ TableName: name }))).Table?.TableStatus;
  } catch (cause) {
    if (cause instanceof ResourceNotFoundException) return undefined;
    throw cause;
  }
}
