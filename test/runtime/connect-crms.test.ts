import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { connectCrm, connectCrms } from '../../lib/runtime/connect-crms.ts';
import { type Environment, readEnvironment } from '../../lib/runtime/environment.ts';
import { startAwsServer } from '../support/aws-server.ts';
import { aConfig } from '../support/builders.ts';
import { close } from '../support/loopback-server.ts';
import { createCountingRandom, createManualClock } from '../support/manual-clock.ts';
import { MemoryTable } from '../support/memory-table.ts';

const SECRETS: Readonly<Record<string, unknown>> = {
  'revloop/salesforce': { loginUrl: 'https://acme.my.salesforce.com', clientId: 'a', clientSecret: 'b' },
  'revloop/no-address': { clientId: 'a', clientSecret: 'b' },
  'revloop/hubspot': { accessToken: 't' },
  'revloop/strange': { password: 'canary' },
};
let aws: Awaited<ReturnType<typeof startAwsServer>>;

beforeAll(async () => {
  aws = await startAwsServer(({ body }) => ({
    body: { SecretString: JSON.stringify(SECRETS[String(body['SecretId'])]) },
  }));
  vi.stubEnv('AWS_ENDPOINT_URL', aws.url);
  vi.stubEnv('AWS_REGION', 'local');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await close(aws.server);
});

describe('connectCrms', () => {
  it('connects what is configured, Salesforce first', async () => {
    const crm = { hubspot: { secret: 'revloop/hubspot' }, salesforce: { secret: 'revloop/salesforce' } };

    const crms = await connectCrms(options({ crm }));

    expect([...crms.keys()]).toEqual(['salesforce', 'hubspot']);
  });

  it('connects simulators on loopback without any secret', async () => {
    const local = { REVLOOP_SALESFORCE_URL: 'http://127.0.0.1:1', REVLOOP_HUBSPOT_URL: 'http://localhost:2' };

    const crms = await connectCrms(options({}, { ...local, AWS_ENDPOINT_URL: undefined }));

    expect(crms.size).toBe(2);
  });
});

describe('connectCrm', () => {
  it.each<[string, Record<string, unknown>, Partial<Environment>, object]>([
    ['names no secret', {}, {}, { code: 'crm-auth', message: 'crm.salesforce.secret is not configured' }],
    [
      'has a secret without an address',
      { secret: 'revloop/no-address' },
      {},
      {
        code: 'config-invalid',
        fix: 'Put "loginUrl" into the secret, or set REVLOOP_SALESFORCE_URL.',
      },
    ],
    [
      'has a secret of another shape',
      { secret: 'revloop/strange' },
      { REVLOOP_SALESFORCE_URL: 'https://x.jp' },
      {
        code: 'crm-auth',
        message: expect.not.stringContaining('canary'),
      },
    ],
    [
      'has an address that is none',
      { secret: 'revloop/salesforce' },
      { REVLOOP_SALESFORCE_URL: 'acme' },
      {
        code: 'config-invalid',
        message: expect.stringContaining('acme'),
      },
    ],
  ])('refuses a CRM that %s', async (_case, salesforce, environment, expected) => {
    const connect = connectCrm('salesforce', options({ crm: { salesforce } }, environment));

    await expect(connect).rejects.toMatchObject(expected);
  });
});

function options(config: Readonly<Record<string, unknown>>, environment: Partial<Environment> = {}) {
  return {
    config: aConfig(config),
    environment: { ...readEnvironment(), ...environment },
    table: new MemoryTable(),
    clock: createManualClock(),
    random: createCountingRandom(),
  };
}
