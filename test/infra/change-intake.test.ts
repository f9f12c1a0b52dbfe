import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { resourcesOf, synthesize } from './synthesize.ts';

const template = synthesize();
const SOURCE = 'aws.partner/salesforce.com/00D000000000001EAA/0YL000000000001GAA';

describe('the public address', () => {
  it('has one route, which is all of the stack that is public', () => {
    template.resourceCountIs('AWS::ApiGatewayV2::Api', 1);
    template.resourceCountIs('AWS::ApiGatewayV2::Route', 1);
    template.resourceCountIs('AWS::Lambda::Url', 0);
    template.hasResourceProperties('AWS::ApiGatewayV2::Route', { RouteKey: 'POST /webhooks/hubspot' });
  });

  it('is throttled and logged, without addresses or queries of callers', () => {
    const [stage] = [...resourcesOf(template, 'AWS::ApiGatewayV2::Stage').values()];

    expect(stage?.Properties).toMatchObject({
      DefaultRouteSettings: { ThrottlingRateLimit: 200, ThrottlingBurstLimit: 400 },
    });
    expect(JSON.stringify(stage?.Properties['AccessLogSettings'])).not.toMatch(/sourceIp|queryString|path/i);
  });

  it('leads to a function that may run 20 times at once and knows what to verify', () => {
    template.hasResourceProperties('AWS::Lambda::Function', {
      FunctionName: 'revloop-receive-changes',
      ReservedConcurrentExecutions: 20,
      Environment: {
        Variables: {
          REVLOOP_WEBHOOK_URL: 'https://hooks.example.com/webhooks/hubspot',
          REVLOOP_WEBHOOK_SECRET: 'acme/hubspot-webhooks',
          REVLOOP_WEBHOOK_PORTAL: '62515',
        },
      },
    });
  });

  it('and its function are left out where neither webhooks nor change events are configured', () => {
    const plain = synthesize({ config: 'test/infra/hubspot-only.yaml' });

    plain.resourceCountIs('AWS::ApiGatewayV2::Api', 0);
    expect([...resourcesOf(plain, 'AWS::Lambda::Function').values()].map(nameOf)).not.toContain(
      'revloop-receive-changes',
    );
  });
});

describe('change events of Salesforce', () => {
  it('come over the bus of the partner source, are tried for a day and then kept', () => {
    template.hasResourceProperties('AWS::Events::EventBus', { EventSourceName: SOURCE, Name: SOURCE });
    template.hasResourceProperties('AWS::Events::Rule', {
      Name: 'revloop-change-events',
      EventPattern: { source: [SOURCE] },
      Targets: [
        Match.objectLike({
          Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('receivechangesFunction'), 'Arn'] },
          DeadLetterConfig: Match.anyValue(),
          RetryPolicy: { MaximumRetryAttempts: 185, MaximumEventAgeInSeconds: 86_400 },
        }),
      ],
    });
  });

  it('are left out on a local cloud, which knows no partners', () => {
    const local = synthesize({ local: 'true' });

    local.resourceCountIs('AWS::Events::EventBus', 1);
  });
});

describe('what ingest-crm is asked for', () => {
  it('reaches its queue as the detail of the event, tried for a day', () => {
    template.hasResourceProperties('AWS::Events::Rule', {
      Name: 'revloop-ingest-crm-requests',
      EventPattern: {
        source: ['revloop'],
        'detail-type': ['changes.received', 'changes.quarantined', 'ingest-crm.continue'],
      },
      Targets: [
        Match.objectLike({
          Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('ingestcrmQueue'), 'Arn'] },
          InputPath: '$.detail',
          RetryPolicy: { MaximumRetryAttempts: 185, MaximumEventAgeInSeconds: 86_400 },
        }),
      ],
    });
  });
});

function nameOf({ Properties }: { readonly Properties: Readonly<Record<string, unknown>> }): unknown {
  return Properties['FunctionName'];
}
