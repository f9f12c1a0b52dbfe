import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { BUNDLE } from '../../infra/bundle/bundle-options.ts';
import { defaultProvider } from '../../infra/bundle/credential-provider-node.ts';
import { JOBS } from '../../infra/jobs.ts';

/** What compute-kpis may weigh, minified: its start-up time grows with it. */
const COMPUTE_KPIS_BYTES = 650 * 1024;

/** What receive-changes may weigh without the AWS SDK: HubSpot waits 5 seconds, a cold start included. */
const RECEIVER_BYTES = 60 * 1024;
const AWS_SDK = /node_modules\/@(?:aws-sdk|smithy|aws-crypto|aws)\//;

const CRM_CLIENTS: readonly string[] = ['node_modules/jsforce/', 'node_modules/@hubspot/'];
const LANGUAGES = 'node_modules/zod/v4/locales/';

describe('the bundle of compute-kpis', () => {
  it('stays within its weight', () => {
    const { bytes } = bundle('compute-kpis');

    expect(bytes).toBeLessThanOrEqual(COMPUTE_KPIS_BYTES);
  });
});

describe('jobs without a secret', () => {
  it.each(JOBS.filter(({ grants }) => !grants.includes('crm-secrets')))(
    '$step reaches no CRM client',
    (job) => {
      const { inputs } = bundle(job.step);

      const clients = inputs.filter((input) => CRM_CLIENTS.some((client) => input.includes(client)));

      expect(clients).toEqual([]);
    },
  );
});

describe('the bundle of receive-changes', () => {
  it('weighs little beside the AWS SDK, and reads no config file', () => {
    const { inputs, ownBytes } = bundle('receive-changes');

    expect(ownBytes).toBeLessThanOrEqual(RECEIVER_BYTES);
    expect(
      inputs.filter((input) => /node_modules\/(?:yaml|big\.js|temporal-polyfill)\//.test(input)),
    ).toEqual([]);
  });
});

describe.each(JOBS.filter(({ step }) => step !== 'receive-changes'))('the bundle of $step', (job) => {
  it('has messages of zod in English alone', () => {
    const { inputs } = bundle(job.step);

    const languages = inputs.filter((input) => input.includes(LANGUAGES));

    expect(languages, "write: import * as z from 'zod'").toEqual([`${LANGUAGES}en.js`]);
  });
});

describe('the stand-in for the search of credentials', () => {
  afterEach(() => vi.unstubAllEnvs());

  it('gives what Lambda puts into the environment', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'id');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
    vi.stubEnv('AWS_SESSION_TOKEN', 'token');

    const credentials = await defaultProvider()();

    expect(credentials).toEqual({ accessKeyId: 'id', secretAccessKey: 'secret', sessionToken: 'token' });
  });
});

/** What a function's bundle weighs, and the files that left something in it. */
function bundle(step: string): {
  readonly inputs: readonly string[];
  readonly bytes: number;
  readonly ownBytes: number;
} {
  const { metafile } = buildSync({
    ...BUNDLE,
    mainFields: [...BUNDLE.mainFields],
    entryPoints: [fileURLToPath(new URL(`../../functions/${step}.ts`, import.meta.url))],
    bundle: true,
    platform: 'node',
    outfile: `${step}.js`,
    metafile: true,
    write: false,
    logLevel: 'silent',
  });
  const [output] = Object.values(metafile.outputs);
  const inputs = Object.entries(output?.inputs ?? {}).filter(([, { bytesInOutput }]) => bytesInOutput > 0);
  const own = inputs.filter(([file]) => !AWS_SDK.test(file));
  const ownBytes = own.reduce((total, [, { bytesInOutput }]) => total + bytesInOutput, 0);
  return { ownBytes, inputs: inputs.map(([file]) => file), bytes: output?.bytes ?? 0 };
}
