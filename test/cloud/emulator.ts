import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Environment, REPOSITORY, run, runOrThrow, start, stop } from './commands.ts';

/** An AWS emulator that runs Lambda functions as local processes, without Docker. */
const MINISTACK = '1.5.33';
const VENV = join(REPOSITORY, '.ci-work/ministack');
const INSTALL_MS = 300_000;
const HEALTHY_MS = 60_000;

/** AWS's stand-in for credentials; a key of its own, because the CDK CLI remembers the account of each key. */
const ACCESS_KEY = 'revloop-e2e';
const REGION = 'us-east-1';

export interface Emulator {
  readonly url: string;
  /** What the AWS SDK and the CDK CLI need to talk to it. */
  readonly env: Environment;
  readonly account: string;
  readonly region: string;
  readonly stop: () => Promise<void>;
}

/** Installs the emulator where it is not there yet. boto3 comes in the same call, or pip breaks its pins. */
export async function installEmulator(): Promise<void> {
  const check = `import boto3, importlib.metadata as m; assert m.version('ministack') == '${MINISTACK}'`;
  const python = join(VENV, 'bin/python');
  const there = await run(python, ['-c', check], { timeoutMs: HEALTHY_MS }).catch(() => undefined);
  if (there?.code === 0) return;
  await runOrThrow('python3', ['-m', 'venv', '--clear', VENV], { timeoutMs: INSTALL_MS });
  await runOrThrow(python, ['-m', 'pip', 'install', '--quiet', `ministack==${MINISTACK}`, 'boto3'], {
    timeoutMs: INSTALL_MS,
  });
}

/**
 * Starts the emulator on a free loopback port, its log under `workDir`. It unpacks functions in a folder outside
 * the repository: inside, they would find our node_modules and hide what a bundle forgot.
 */
export async function startEmulator(workDir: string): Promise<Emulator> {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const tmp = await mkdtemp(join(tmpdir(), 'revloop-emulator-'));
  const child = start(join(VENV, 'bin/ministack'), [], {
    PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter),
    NODE_PATH: join(REPOSITORY, 'node_modules'),
    TMPDIR: tmp,
    BIND_HOST: '127.0.0.1',
    GATEWAY_PORT: String(port),
    IOT_MTLS_ENABLED: '0',
  });
  const log = createWriteStream(join(workDir, 'emulator.log'));
  child.stdout?.pipe(log, { end: false });
  child.stderr?.pipe(log, { end: false });
  const emulator = {
    url,
    account: '000000000000',
    region: REGION,
    env: clientEnvironment(url, workDir),
    stop: async () => {
      await stop(child);
      log.end();
      await rm(tmp, { recursive: true, force: true });
    },
  };
  try {
    await untilHealthy(url, () => child.exitCode);
  } catch (cause) {
    await emulator.stop();
    throw cause;
  }
  return emulator;
}

function clientEnvironment(url: string, workDir: string): Environment {
  return {
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: ACCESS_KEY,
    AWS_SECRET_ACCESS_KEY: ACCESS_KEY,
    AWS_REGION: REGION,
    AWS_DEFAULT_REGION: REGION,
    CDK_HOME: join(workDir, 'cdk-home'),
    CDK_DISABLE_CLI_TELEMETRY: 'true',
  };
}

async function untilHealthy(url: string, exitCode: () => number | null): Promise<void> {
  const end = Date.now() + HEALTHY_MS;
  while (Date.now() < end) {
    if (exitCode() !== null) throw new Error(`the emulator ended with ${exitCode()}`);
    const answer = await fetch(`${url}/_ministack/health`).catch(() => undefined);
    if (answer?.ok === true) return;
    await pause(100);
  }
  throw new Error(`the emulator did not answer within ${HEALTHY_MS} ms`);
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address !== null ? done(address.port) : fail(new Error('no port')),
      );
    });
  });
}
