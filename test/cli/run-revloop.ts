import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { stopEmbeddedStore } from '../../lib/local/embedded-store.ts';
import { REPOSITORY } from '../support/source-tree.ts';

export const REVLOOP = join(REPOSITORY, 'lib/cli/revloop.js');

/** A working folder of one test file, with a store of its own. */
export interface Place {
  readonly cwd: string;
  readonly home: string;
}

export interface Outcome {
  /** Null where a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command that goes on until it is stopped. */
export interface RunningCommand {
  readonly child: ChildProcess;
  /** Resolves with what standard output or standard error holds as soon as it says this. */
  readonly until: (stream: 'stdout' | 'stderr', said: RegExp) => Promise<string>;
  readonly ended: Promise<Outcome>;
  /** Asks it to end, as Ctrl-C does. */
  readonly stop: () => Promise<Outcome>;
}

export function aPlace(): Place {
  const cwd = mkdtempSync(join(tmpdir(), 'revloop-cli-'));
  return { cwd, home: join(cwd, '.revloop') };
}

export async function leave({ cwd, home }: Place): Promise<void> {
  await stopEmbeddedStore(home);
  rmSync(cwd, { recursive: true, force: true });
}

/** Writes files into a place; paths are from its working folder. */
export function put({ cwd }: Place, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, path)), { recursive: true });
    writeFileSync(join(cwd, path), text);
  }
}

/** Runs one command line to its end. Nothing of the caller's AWS or RevLoop settings reaches it. */
export function revloop(
  place: Place,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Outcome> {
  return start(place, args, env).ended;
}

export function start(
  { cwd, home }: Place,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): RunningCommand {
  const child = spawn(process.execPath, [REVLOOP, ...args], {
    cwd,
    env: { PATH: process.env['PATH'] ?? '', CI: 'true', REVLOOP_HOME: home, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said.stderr += text;
  });
  const ended = new Promise<Outcome>((done, fail) => {
    child.once('error', fail);
    child.once('close', (code) => done({ code, ...said }));
  });
  const until: RunningCommand['until'] = (stream, what) =>
    new Promise((done, fail) => {
      const look = (): void => {
        if (what.test(said[stream])) done(said[stream]);
      };
      child[stream].on('data', look);
      void ended.then(({ code }) => fail(new Error(`ended with ${code} before ${what}: ${said.stderr}`)));
      look();
    });
  const stop = (): Promise<Outcome> => {
    child.kill('SIGTERM');
    return ended;
  };
  return { child, until, ended, stop };
}

/** The one JSON document of an output; throws where there is none, or more. */
export function jsonOf({ stdout }: Pick<Outcome, 'stdout'>): unknown {
  return JSON.parse(stdout);
}
