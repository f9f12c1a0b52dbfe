import { readdirSync } from 'node:fs';
import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { JOBS } from '../../infra/jobs.ts';
import { nodeOptionsOf } from '../../infra/node-options.ts';
import { resourcesOf, synthesize } from './synthesize.ts';

const template = synthesize();

describe('the list of jobs', () => {
  it('has a row per file in functions/, and a file per row', () => {
    const files = readdirSync(new URL('../../functions', import.meta.url)).sort();

    const steps = JOBS.map(({ step }) => `${step}.ts`).sort();

    expect(files).toEqual(steps);
  });

  it('names only steps of its own in rules', () => {
    const steps = JOBS.map(({ step }) => step);

    const named = JOBS.flatMap(({ trigger }) => {
      if (trigger.kind === 'rule') return [trigger.after];
      return trigger.kind === 'queue' && trigger.fedBy.kind === 'rule' ? [trigger.fedBy.after] : [];
    });

    expect(steps).toEqual(expect.arrayContaining(named));
  });
});

describe.each(JOBS)('the function of $step', (job) => {
  it('runs on Node 24 and ARM with the timeout and memory of its row', () => {
    template.hasResourceProperties('AWS::Lambda::Function', {
      FunctionName: `revloop-${job.step}`,
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Timeout: job.timeoutSeconds,
      MemorySize: job.memoryMb,
      Description: job.description,
    });
  });

  it('tells V8 how much of its memory objects may take, as the bench does', () => {
    template.hasResourceProperties('AWS::Lambda::Function', {
      FunctionName: `revloop-${job.step}`,
      Environment: { Variables: { NODE_OPTIONS: nodeOptionsOf(job) } },
    });
  });

  it('leaves a quarter of its memory to code and buffers', () => {
    const [, oldSpaceMb] = /--max-old-space-size=(\d+)$/.exec(nodeOptionsOf(job)) ?? [];

    expect(Number(oldSpaceMb)).toBe(Math.floor(job.memoryMb * 0.75));
  });

  it('knows the table, the bus, the inbox and its config, and no CRM address or secret', () => {
    template.hasResourceProperties('AWS::Lambda::Function', {
      FunctionName: `revloop-${job.step}`,
      Environment: {
        Variables: {
          REVLOOP_TABLE: { Ref: 'DataTable' },
          REVLOOP_BUS: Match.anyValue(),
          REVLOOP_INBOX: { Ref: 'DataInbox' },
          REVLOOP_CONFIG: 'revloop.yaml',
          REVLOOP_SALESFORCE_URL: Match.absent(),
          REVLOOP_HUBSPOT_URL: Match.absent(),
        },
      },
    });
  });

  it('logs to a group that forgets after 90 days', () => {
    template.hasResourceProperties('AWS::Logs::LogGroup', {
      LogGroupName: `/aws/lambda/revloop-${job.step}`,
      RetentionInDays: 90,
    });
  });
});

describe('addresses of CRMs', () => {
  it('reach the functions when the context names them', () => {
    const pointed = synthesize({ salesforceUrl: 'http://127.0.0.1:1', hubspotUrl: 'http://127.0.0.1:2' });

    const variables = [...resourcesOf(pointed, 'AWS::Lambda::Function').values()].map(
      ({ Properties }) => Properties['Environment'],
    );

    expect(variables).toHaveLength(JOBS.length);
    for (const environment of variables)
      expect(environment).toMatchObject({
        Variables: {
          REVLOOP_SALESFORCE_URL: 'http://127.0.0.1:1',
          REVLOOP_HUBSPOT_URL: 'http://127.0.0.1:2',
        },
      });
  });
});
