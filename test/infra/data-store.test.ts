import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { resourcesOf, synthesize } from './synthesize.ts';

describe('the data store', () => {
  const template = synthesize();

  it('keeps the logical ids that hold the data', () => {
    const ids = ['AWS::DynamoDB::Table', 'AWS::KMS::Key', 'AWS::S3::Bucket'].flatMap((type) => [
      ...resourcesOf(template, type).keys(),
    ]);

    expect(ids).toEqual(['DataTable', 'DataKey', 'DataInbox']);
  });

  it('names the table after the stack, with the keys, the expiry and the billing the code relies on', () => {
    template.hasResourceProperties('AWS::DynamoDB::Table', {
      TableName: 'revloop',
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      BillingMode: 'PAY_PER_REQUEST',
    });
  });

  it('recovers to any second, is encrypted with our key and refuses deletion', () => {
    template.hasResourceProperties('AWS::DynamoDB::Table', {
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      SSESpecification: {
        SSEEnabled: true,
        SSEType: 'KMS',
        KMSMasterKeyId: { 'Fn::GetAtt': ['DataKey', 'Arn'] },
      },
      DeletionProtectionEnabled: true,
    });
    template.hasResourceProperties('AWS::KMS::Key', { EnableKeyRotation: true });
  });

  it.each(['AWS::DynamoDB::Table', 'AWS::KMS::Key', 'AWS::S3::Bucket', 'AWS::SecretsManager::Secret'])(
    'leaves every %s behind when the stack goes',
    (type) => {
      const resources = [...resourcesOf(template, type).values()];

      const policies = resources.flatMap((one) => [one.DeletionPolicy, one.UpdateReplacePolicy]);

      expect(policies.length).toBeGreaterThan(0);
      expect(new Set(policies)).toEqual(new Set(['Retain']));
    },
  );

  it('keeps the inbox private, versioned, encrypted and off plain HTTP', () => {
    template.hasResourceProperties('AWS::S3::Bucket', {
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      VersioningConfiguration: { Status: 'Enabled' },
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          Match.objectLike({ ServerSideEncryptionByDefault: Match.objectLike({ SSEAlgorithm: 'aws:kms' }) }),
        ],
      },
    });
    template.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: Match.objectLike({
        Statement: Match.arrayWith([
          Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
        ]),
      }),
    });
  });

  it('creates a secret per configured CRM and one for webhooks, with the configured name and no literal value', () => {
    const secrets = [...resourcesOf(template, 'AWS::SecretsManager::Secret').values()];

    const names = secrets.map(({ Properties }) => Properties['Name']);

    expect(names).toEqual(['acme/salesforce', 'acme/hubspot', 'acme/hubspot-webhooks']);
    for (const { Properties } of secrets) expect(Properties).not.toHaveProperty('SecretString');
  });

  it('is not made for a CRM without a named secret', () => {
    const nameless = () => synthesize({ config: 'test/infra/nameless-secret.yaml' });

    expect(nameless).toThrow('crm.salesforce.secret is not configured');
  });
});

describe('the bus', () => {
  it('keeps its events for a replay', () => {
    const template = synthesize();

    template.hasResourceProperties('AWS::Events::EventBus', { Name: 'revloop' });
    template.hasResourceProperties('AWS::Events::Archive', {
      EventPattern: { source: ['revloop'] },
      RetentionDays: 30,
    });
  });
});
