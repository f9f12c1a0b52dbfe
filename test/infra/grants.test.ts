import { describe, expect, it } from 'vitest';
import { JOBS } from '../../infra/jobs.ts';
import { resourcesOf, roleStatements, synthesize } from './synthesize.ts';

const template = synthesize();
const statements = roleStatements(template);

const LOG = ['logs:CreateLogStream', 'logs:PutLogEvents'];
const TABLE = [
  'dynamodb:BatchGetItem',
  'dynamodb:BatchWriteItem',
  'dynamodb:DeleteItem',
  'dynamodb:GetItem',
  'dynamodb:PutItem',
  'dynamodb:Query',
];
const KEY = [
  'kms:Decrypt',
  'kms:DescribeKey',
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
];
const BUS = ['events:PutEvents'];
const SECRET = ['secretsmanager:GetSecretValue'];
const SECRETS = [...SECRET, 'secretsmanager:PutSecretValue', 'secretsmanager:UpdateSecretVersionStage'];
const INBOX = ['s3:GetObject', 's3:ListBucket'];
const TAKE_MESSAGES = [
  'sqs:ChangeMessageVisibility',
  'sqs:DeleteMessage',
  'sqs:GetQueueAttributes',
  'sqs:GetQueueUrl',
  'sqs:ReceiveMessage',
];
const LEAVE_DEAD_LETTERS = ['sqs:GetQueueAttributes', 'sqs:GetQueueUrl', 'sqs:SendMessage'];

describe('roles of functions', () => {
  it.each([
    ['receive-changes', [...LOG, ...BUS, ...SECRET, 'kms:Decrypt', 'kms:DescribeKey', ...LEAVE_DEAD_LETTERS]],
    ['ingest-crm', [...LOG, ...TABLE, ...KEY, ...BUS, ...SECRETS, ...TAKE_MESSAGES]],
    ['ingest-channels', [...LOG, ...TABLE, ...KEY, ...BUS, ...INBOX, ...LEAVE_DEAD_LETTERS]],
    ['compute-kpis', [...LOG, ...TABLE, ...KEY, ...BUS, ...LEAVE_DEAD_LETTERS]],
    ['rank-leads', [...LOG, ...TABLE, ...KEY, ...BUS, ...LEAVE_DEAD_LETTERS]],
    ['relay-feedback', [...LOG, ...TABLE, ...KEY, ...BUS, ...LEAVE_DEAD_LETTERS]],
    ['write-back', [...LOG, ...TABLE, ...KEY, ...BUS, ...SECRETS, ...TAKE_MESSAGES]],
  ])('%s may do this and nothing else', (step, allowed) => {
    const own = statements.filter(({ role }) => role.startsWith(`${step.replace('-', '')}Role`));

    const actions = [...new Set(own.flatMap((statement) => statement.actions))].sort();

    expect(actions).toEqual([...allowed].sort());
  });

  it('are one per function', () => {
    const roles = [...resourcesOf(template, 'AWS::Lambda::Function').values()].map(({ Properties }) =>
      JSON.stringify(Properties['Role']),
    );

    expect(new Set(roles).size).toBe(JOBS.length);
  });
});

describe('roles of schedules', () => {
  it('reach one target and its dead letters', () => {
    const own = statements.filter(({ role }) => role.includes('Schedule'));

    const perRole = Map.groupBy(own, ({ role }) => role);

    expect(perRole.size).toBe(4);
    for (const [, granted] of perRole) {
      const actions = granted.flatMap((statement) => statement.actions);
      expect(['lambda:InvokeFunction', 'sqs:SendMessage']).toEqual(expect.arrayContaining(actions));
      expect(granted.flatMap(({ resources }) => resources)).toHaveLength(2);
    }
  });
});

describe('all roles', () => {
  it('name every action, without a wildcard', () => {
    const wild = statements.flatMap(({ actions }) => actions.filter((action) => action.includes('*')));

    expect(wild).toEqual([]);
  });

  it('name every resource; only the sheets of the two inbox folders share a wildcard', () => {
    const wild = statements
      .flatMap(({ resources }) => resources.map((resource) => JSON.stringify(resource)))
      .filter((resource) => resource.includes('*'));

    expect(wild).toHaveLength(2);
    expect(wild.every((resource) => /DataInbox.*\/(spend|activity)\/\*/.test(resource))).toBe(true);
  });

  it('use no policy that AWS manages', () => {
    const managed = [...resourcesOf(template, 'AWS::IAM::Role').values()].map(
      ({ Properties }) => Properties['ManagedPolicyArns'],
    );

    expect(managed.filter((arns) => arns !== undefined)).toEqual([]);
  });
});
