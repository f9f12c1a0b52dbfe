import { CfnElement, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { TABLE_SCHEMA } from '../../lib/store/table-schema.ts';
import type { DeploySettings } from '../settings.ts';

export interface DataStore {
  readonly key: Key;
  readonly table: Table;
  readonly inbox: Bucket;
}

export const INBOX_LOGICAL_ID = 'DataInbox';

/**
 * What must outlive the stack: the key, the table and the inbox. Their logical ids are fixed, because a changed id
 * makes CloudFormation replace the resource, and for the table that means an empty one.
 */
export function createDataStore(scope: Construct, settings: DeploySettings): DataStore {
  const key = createKey(scope);
  const table = new Table(scope, 'Table', {
    tableName: settings.name,
    partitionKey: { name: TABLE_SCHEMA.partitionKey, type: AttributeType.STRING },
    sortKey: { name: TABLE_SCHEMA.sortKey, type: AttributeType.STRING },
    timeToLiveAttribute: TABLE_SCHEMA.ttlAttribute,
    billingMode: BillingMode.PAY_PER_REQUEST,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    encryption: TableEncryption.CUSTOMER_MANAGED,
    encryptionKey: key,
    deletionProtection: true,
    removalPolicy: RemovalPolicy.RETAIN,
  });
  const inbox = new Bucket(scope, 'Inbox', {
    encryption: BucketEncryption.KMS,
    encryptionKey: key,
    bucketKeyEnabled: true,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    enforceSSL: true,
    versioned: true,
    removalPolicy: RemovalPolicy.RETAIN,
  });
  Validations.of(inbox).acknowledge({
    id: 'AwsSolutions-S1',
    reason: 'One function and the company’s own uploaders reach it; versions keep what was there before.',
  });
  fixLogicalIds({ key, table, inbox });
  return { key, table, inbox };
}

/** One key for table, inbox, secrets and alarms. Alarms reach an encrypted topic only if the key lets them. */
function createKey(scope: Construct): Key {
  const key = new Key(scope, 'Key', {
    description: 'RevLoop: table, inbox, CRM secrets and alarms',
    enableKeyRotation: true,
    removalPolicy: RemovalPolicy.RETAIN,
  });
  key.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: ['*'],
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
    }),
  );
  return key;
}

function fixLogicalIds({ key, table, inbox }: DataStore): void {
  for (const [id, resource] of Object.entries({
    DataKey: key,
    DataTable: table,
    [INBOX_LOGICAL_ID]: inbox,
  })) {
    const element = resource.node.defaultChild;
    if (element instanceof CfnElement) element.overrideLogicalId(id);
  }
}
