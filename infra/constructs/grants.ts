import { Validations } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { EventBus } from 'aws-cdk-lib/aws-events';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import type { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Grant } from '../jobs.ts';
import { INBOX_LOGICAL_ID } from './data-store.ts';

/** What a job can be let at. */
export interface Grantable {
  readonly key: Key;
  readonly table: Table;
  readonly bus: EventBus;
  readonly inbox: Bucket;
  readonly secrets: ReadonlyMap<string, Secret>;
  /** What webhooks are signed with, where there are any. */
  readonly webhookSecret: Secret | undefined;
}

interface Permission {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

/** Folders of the inbox bucket. */
const INBOX_FOLDERS: readonly string[] = ['spend', 'activity'];

const DECRYPT: readonly string[] = ['kms:Decrypt', 'kms:DescribeKey'];
const ENCRYPT: readonly string[] = [
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
];

/** Written out, not taken from CDK's grants: those add stream, scan and wildcard key actions that no job uses. */
const PERMISSIONS: Readonly<Record<Grant, (to: Grantable) => readonly Permission[]>> = {
  'table-read': ({ table, key }) => [
    { actions: ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'], resources: [table.tableArn] },
    { actions: DECRYPT, resources: [key.keyArn] },
  ],
  'table-write': ({ table, key }) => [
    {
      actions: ['dynamodb:PutItem', 'dynamodb:DeleteItem', 'dynamodb:BatchWriteItem'],
      resources: [table.tableArn],
    },
    { actions: [...DECRYPT, ...ENCRYPT], resources: [key.keyArn] },
  ],
  'bus-put': ({ bus }) => [{ actions: ['events:PutEvents'], resources: [bus.eventBusArn] }],
  'crm-secrets': ({ secrets, key }) => [
    {
      // A CRM may replace a refresh token at each use: the new one is stored, then put into use.
      actions: [
        'secretsmanager:GetSecretValue',
        'secretsmanager:PutSecretValue',
        'secretsmanager:UpdateSecretVersionStage',
      ],
      resources: [...secrets.values()].map((secret) => secret.secretArn),
    },
    { actions: [...DECRYPT, 'kms:GenerateDataKey'], resources: [key.keyArn] },
  ],
  'webhook-secret': ({ webhookSecret, key }) =>
    webhookSecret === undefined
      ? []
      : [
          { actions: ['secretsmanager:GetSecretValue'], resources: [webhookSecret.secretArn] },
          { actions: DECRYPT, resources: [key.keyArn] },
        ],
  'inbox-read': ({ inbox, key }) => [
    { actions: ['s3:ListBucket'], resources: [inbox.bucketArn] },
    {
      actions: ['s3:GetObject'],
      resources: INBOX_FOLDERS.map((folder) => inbox.arnForObjects(`${folder}/*`)),
    },
    { actions: DECRYPT, resources: [key.keyArn] },
  ],
};

/** Adds the actions behind `grant`, on that resource alone, to the function's role. */
export function allow(grantee: NodejsFunction, grant: Grant, to: Grantable): void {
  for (const { actions, resources } of PERMISSIONS[grant](to))
    grantee.addToRolePolicy(new PolicyStatement({ actions: [...actions], resources: [...resources] }));
  if (grant === 'inbox-read') acknowledgeFolders(grantee);
}

function acknowledgeFolders(grantee: NodejsFunction): void {
  for (const folder of INBOX_FOLDERS)
    Validations.of(grantee.role ?? grantee).acknowledge({
      id: `AwsSolutions-IAM5[Resource::<${INBOX_LOGICAL_ID}.Arn>/${folder}/*]`,
      reason: 'People name the sheets they upload; the folder is the narrowest resource there is.',
    });
}
