import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { AppError } from '../../lib/domain/app-error.ts';
import { createJob, type JobRuntime, reportOf } from '../../lib/runtime/job.ts';
import { startAwsServer } from '../support/aws-server.ts';
import { close } from '../support/loopback-server.ts';

const CONFIG = 'version: 1\ntimezone: Asia/Tokyo\ncurrency: JPY\ncrm: { hubspot: {} }\n';
const LineSchema = z.record(z.string(), z.unknown());
let aws: Awaited<ReturnType<typeof startAwsServer>>;
let folder: string;
let written: string[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'revloop-job-'));
  writeFileSync(join(folder, 'revloop.yaml'), CONFIG);
  aws = await startAwsServer(() => ({ body: { FailedEntryCount: 0, Entries: [{ EventId: '1' }] } }));
  written = [];
  vi.spyOn(process.stderr, 'write').mockImplementation((chunk) => {
    written.push(String(chunk));
    return true;
  });
  for (const name of ['AWS_REGION', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']) vi.stubEnv(name, 'local');
  vi.stubEnv('AWS_ENDPOINT_URL', aws.url);
  vi.stubEnv('REVLOOP_CONFIG', join(folder, 'revloop.yaml'));
  vi.stubEnv('REVLOOP_BUS', 'bus');
  vi.stubEnv('REVLOOP_LOG', 'info');
  vi.stubEnv('REVLOOP_AS_OF', undefined);
});

afterEach(async () => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  await close(aws.server);
  rmSync(folder, { recursive: true });
});

describe('createJob', () => {
  it('gives the report, logs one line and puts one event with the facts', async () => {
    const report = await reportOf(
      aJob(async () => ({ facts: { read: 5 }, report: 'done' })),
      {},
    );

    expect(report).toBe('done');
    expect(lines()).toMatchObject([{ level: 'info', message: 'step done', step: 'sync', read: 5 }]);
    expect(aws.calls).toMatchObject([
      { operation: 'PutEvents', body: { Entries: [{ DetailType: 'sync.done', Detail: '{"read":5}' }] } },
    ]);
  });

  it('puts no event where there is no bus', async () => {
    vi.stubEnv('REVLOOP_BUS', '');

    await aJob(async () => ({ facts: {}, report: null }))({});

    expect(aws.calls).toEqual([]);
  });

  it.each([
    ['queue', { Records: [{ body: '{"crm":"hubspot"}' }] }, { crm: 'hubspot' }],
    ['rule', { 'detail-type': 'sync.done', detail: {} }, { 'detail-type': 'sync.done', detail: {} }],
    ['schedule', { schedule: 'daily' }, { schedule: 'daily' }],
    ['direct', { crm: 'hubspot' }, { crm: 'hubspot' }],
    ['direct', null, null],
    ['direct', { Records: [] }, { Records: [] }],
  ])('is told what a %s says', async (trigger, event, expected) => {
    const inputs: unknown[] = [];

    await aJob(async ({ input }) => {
      inputs.push(input);
      return { facts: {}, report: null };
    })(event);

    expect(inputs).toEqual([expected]);
    expect(lines()).toMatchObject([{ trigger }]);
  });

  it.each([
    ['its code', new AppError('lease-held', 'busy'), 'lease-held'],
    ['“unexpected” for a bug', new TypeError('bug'), 'unexpected'],
  ])('ends with the error, having logged %s, and puts no event', async (_case, cause, code) => {
    const run = aJob(async () => Promise.reject(cause))({});

    await expect(run).rejects.toBe(cause);
    expect(lines()).toMatchObject([{ level: 'warn', message: 'step failed', code }]);
    expect(aws.calls).toEqual([]);
  });

  it('answers a queue that no message failed, and others nothing', async () => {
    const job = aJob(async () => ({ facts: {}, report: 'large' }));

    const answers = [await job({ Records: [{ body: '{}' }] }), await job({ schedule: 'daily' })];

    expect(answers).toEqual([{ batchItemFailures: [] }, undefined]);
  });

  it.each([
    ['10 s before a short run ends', 60_000, 50_000],
    ['a tenth of the time before a long run ends', 900_000, 810_000],
  ])('has to be done %s', async (_case, leftMs, remainingMs) => {
    const seen: unknown[] = [];

    await aJob(async ({ context }) => {
      seen.push(context.deadline?.remainingMs());
      return { facts: {}, report: null };
    })({}, { getRemainingTimeInMillis: () => leftMs });

    expect(seen).toEqual([remainingMs]);
  });

  it('may take its time where nothing cuts it off', async () => {
    const remainingMs = await reportOf(
      aJob(async ({ context }) => ({ facts: {}, report: context.deadline?.remainingMs() })),
      {},
    );

    expect(remainingMs).toBe(Number.POSITIVE_INFINITY);
  });

  it('refuses a queue message that is no JSON', async () => {
    const run = aJob(async () => ({ facts: {}, report: null }))({ Records: [{ body: 'hello' }] });

    await expect(run).rejects.toMatchObject({ code: 'usage' });
  });

  it.each([
    ['the environment', '2025-01-31', 'asOf: 2024-02-29\n', '2025-01-31'],
    ['the config', undefined, 'asOf: 2024-02-29\n', '2024-02-29'],
  ])('takes the day from %s', async (_case, asOf, line, today) => {
    vi.stubEnv('REVLOOP_AS_OF', asOf);
    writeFileSync(join(folder, 'revloop.yaml'), CONFIG + line);

    const seen = await reportOf(
      aJob(async ({ context }) => ({ facts: {}, report: context.today })),
      {},
    );

    expect(seen).toBe(today);
  });

  it('says nothing where it is told to be silent', async () => {
    vi.stubEnv('REVLOOP_LOG', 'silent');

    await aJob(async () => ({ facts: {}, report: null }))({});

    expect(lines()).toEqual([]);
  });

  it('ends before it runs where there is no config', async () => {
    vi.stubEnv('REVLOOP_CONFIG', join(folder, 'none.yaml'));

    const run = aJob(async () => ({ facts: {}, report: null }))({});

    await expect(run).rejects.toMatchObject({ code: 'config-missing' });
  });
});

function aJob<R>(run: (runtime: JobRuntime) => Promise<{ facts: Record<string, number>; report: R }>) {
  return createJob('sync', run);
}

function lines(): readonly Record<string, unknown>[] {
  return written.map((line) => LineSchema.parse(JSON.parse(line)));
}
