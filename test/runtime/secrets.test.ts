import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { AppError } from '../../lib/domain/app-error.ts';
import { readEnvironment } from '../../lib/runtime/environment.ts';
import { hasSecrets, isLoopback, readSecret } from '../../lib/runtime/secrets.ts';
import { startAwsServer } from '../support/aws-server.ts';
import { close } from '../support/loopback-server.ts';

let aws: Awaited<ReturnType<typeof startAwsServer>>;

beforeAll(async () => {
  aws = await startAwsServer(({ body }) =>
    body['SecretId'] === 'none'
      ? { status: 400, body: { __type: 'ResourceNotFoundException', message: 'no such secret' } }
      : { body: { SecretString: body['SecretId'] === 'broken' ? 'canary-token' : '{"accessToken":"t"}' } },
  );
  vi.stubEnv('AWS_ENDPOINT_URL', aws.url);
  vi.stubEnv('AWS_REGION', 'local');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await close(aws.server);
});

describe('readSecret', () => {
  it('gives the JSON that a secret holds', async () => {
    expect(await readSecret('revloop/hubspot')).toEqual({ accessToken: 't' });
  });

  it('says which secret is not there, and how to make it', async () => {
    const read = readSecret('none');

    await expect(read).rejects.toMatchObject({
      code: 'crm-auth',
      message: 'the secret none cannot be read (ResourceNotFoundException)',
      fix: expect.stringContaining('--secret-id none'),
    });
  });

  it('never tells what a broken secret holds', async () => {
    const error: unknown = await readSecret('broken').catch((cause: unknown) => cause);

    if (!(error instanceof AppError)) throw new Error('no error');
    expect(error.message).toBe('the secret broken is no JSON');
    expect(`${error.stack} ${error.fix} ${String(error.cause)}`).not.toContain('canary');
  });
});

describe('hasSecrets', () => {
  it.each([
    ['AWS_LAMBDA_FUNCTION_NAME', true],
    ['AWS_ENDPOINT_URL', true],
    ['AWS_ENDPOINT_URL_SECRETS_MANAGER', true],
    ['AWS_PROFILE', true],
    ['AWS_ENDPOINT_URL_DYNAMODB', false],
  ])('with %s is %s', (name, expected) => {
    const environment = { ...readEnvironment(), AWS_ENDPOINT_URL: undefined };

    expect(hasSecrets({ ...environment, [name]: 'x' })).toBe(expected);
  });
});

describe('isLoopback', () => {
  it.each([
    ['http://127.0.0.1:8080', true],
    ['http://127.9.9.9', true],
    ['http://localhost:1/a', true],
    ['http://[::1]:1', true],
    ['https://api.hubapi.com', false],
    ['https://127.0.0.1.example.com', false],
    ['https://localhost.example.com', false],
    ['https://128.0.0.1', false],
  ])('of %s is %s', (url, expected) => {
    expect(isLoopback(url)).toBe(expected);
  });
});
