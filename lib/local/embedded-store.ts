import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { AppError } from '../domain/app-error.ts';
import { answers } from '../runtime/answers.ts';
import { systemClock } from '../runtime/clock.ts';

const StoreRecordSchema = z.object({ url: z.string(), pid: z.int() });
export type StoreRecord = z.infer<typeof StoreRecordSchema>;

/** What the AWS clients want to be told although nobody checks it on one machine. */
export const LOCAL_AWS = {
  AWS_REGION: 'local',
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
} as const;

const START_LIMIT_MS = 20_000;
const POLL_MS = 50;
/** Longer than it takes to write one number into a file that was just created. */
const LOCK_WRITE_MS = 1_000;

/**
 * Address of the embedded store under `home`: of the one that runs, else of one started now, detached, so that
 * separate commands see the same data. Throws `store-unreachable` when it does not come up.
 */
export async function ensureEmbeddedStore(home: string, tableName: string): Promise<string> {
  mkdirSync(home, { recursive: true });
  const recordPath = join(home, 'store.json');
  const lockPath = join(home, 'store.lock');
  const endMs = systemClock.nowMs() + START_LIMIT_MS;
  while (systemClock.nowMs() < endMs) {
    const running = await runningStore(recordPath);
    if (running !== undefined) return running.url;
    if (takeLock(lockPath)) {
      try {
        launch(home, recordPath, tableName);
        return await untilUp(recordPath, endMs);
      } finally {
        rmSync(lockPath, { force: true });
      }
    }
    await systemClock.sleep(POLL_MS);
  }
  throw notUp(home);
}

/** Ends the store of `home` if one runs; its data stays on disk. */
export async function stopEmbeddedStore(home: string): Promise<void> {
  const running = await runningStore(join(home, 'store.json'));
  if (running === undefined) return;
  process.kill(running.pid, 'SIGTERM');
  // Its id may outlive it: a process is listed until the one that inherited it takes notice.
  while (await answers(running.url)) await systemClock.sleep(POLL_MS);
}

function launch(home: string, recordPath: string, tableName: string): void {
  const log = openSync(join(home, 'store.log'), 'a');
  const script = fileURLToPath(new URL('./store-server.ts', import.meta.url));
  const child = spawn(process.execPath, [script, join(home, 'store'), recordPath, tableName], {
    detached: true,
    stdio: ['ignore', log, log],
  });
  child.unref();
  closeSync(log);
}

async function untilUp(recordPath: string, endMs: number): Promise<string> {
  while (systemClock.nowMs() < endMs) {
    const running = await runningStore(recordPath);
    if (running !== undefined) return running.url;
    await systemClock.sleep(POLL_MS);
  }
  throw notUp(recordPath);
}

async function runningStore(recordPath: string): Promise<StoreRecord | undefined> {
  const record = readRecord(recordPath);
  if (record === undefined || !isAlive(record.pid)) return undefined;
  return (await answers(record.url)) ? record : undefined;
}

function readRecord(path: string): StoreRecord | undefined {
  try {
    return StoreRecordSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    // Absent, or half written by a process that is just starting: either way there is no store to use yet.
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/**
 * One process starts the store; a lock whose holder is gone counts for nothing. Should two ever start one all the
 * same, the data folder takes only one of them: the other store ends before it could announce itself.
 */
function takeLock(path: string): boolean {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' });
    return true;
  } catch (cause) {
    if (!(cause instanceof Error) || !('code' in cause) || cause.code !== 'EEXIST') throw cause;
  }
  if (isStale(path)) rmSync(path, { force: true });
  return false;
}

/** Whether the holder of a lock has ended, or was killed before it could write its id. */
function isStale(path: string): boolean {
  try {
    const ageMs = systemClock.nowMs() - statSync(path).mtimeMs;
    const holder = Number(readFileSync(path, 'utf8'));
    return holder > 0 ? !isAlive(holder) || ageMs > START_LIMIT_MS : ageMs > LOCK_WRITE_MS;
  } catch {
    // Given back in this very moment.
    return false;
  }
}

function notUp(where: string): AppError {
  return new AppError(
    'store-unreachable',
    `the embedded store of ${where} did not start; see store.log beside it`,
  );
}
