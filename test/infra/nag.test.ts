import { type App, Stack, Validations } from 'aws-cdk-lib';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import { readSettings } from '../../infra/settings.ts';
import { createStack } from '../../infra/stack.ts';
import { createApp } from './synthesize.ts';

describe('the AWS Solutions rules', () => {
  it('find nothing in the stack beyond what is acknowledged with a reason', () => {
    const app = checkedApp();
    createStack(app, readSettings(app.node));

    const synth = () => app.synth();

    expect(synth).not.toThrow();
  });

  it('stop the synthesis of a stack that breaks one', () => {
    const app = checkedApp();
    new Queue(new Stack(app, 'careless'), 'Queue');

    const synth = () => app.synth();

    expect(synth).toThrow('AwsSolutions-SQS4');
  });
});

function checkedApp(): App {
  const app = createApp();
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return app;
}
