import { type ChildProcess, spawn } from 'node:child_process';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const REPOSITORY = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

export type Environment = Readonly<Record<string, string | undefined>>;

export interface CommandOptions {
  readonly env?: Environment;
  readonly timeoutMs: number;
}

export interface CommandResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** How long a stopped process may take before it is killed. */
const GRACE_MS = 5_000;

/** Runs a command to its end. Past the deadline it is killed with its children, and `code` is null. */
export async function run(
  file: string,
  args: readonly string[],
  options: CommandOptions,
): Promise<CommandResult> {
  const child = start(file, args, options.env);
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const deadline = setTimeout(() => signalGroup(child, 'SIGKILL'), options.timeoutMs);
  try {
    const code = await new Promise<number | null>((done, fail) => {
      child.once('error', fail);
      child.once('close', done);
    });
    return { code, stdout, stderr };
  } finally {
    clearTimeout(deadline);
  }
}

/** Like `run`, but throws with the last lines of output when the command did not end with 0. */
export async function runOrThrow(
  file: string,
  args: readonly string[],
  options: CommandOptions,
): Promise<string> {
  const { code, stdout, stderr } = await run(file, args, options);
  if (code === 0) return stdout;
  const last = `${stdout}\n${stderr}`.trim().split('\n').slice(-20).join('\n');
  throw new Error(`${file} ${args.join(' ')} ended with ${code ?? 'a timeout'}:\n${last}`);
}

/** Starts a process in a group of its own, so that its children stop with it. */
export function start(file: string, args: readonly string[], env: Environment = {}): ChildProcess {
  return spawn(file, [...args], {
    cwd: REPOSITORY,
    env: { ...ownEnvironment(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
}

/** This machine's variables, without those that would point a command at another cloud or store. */
function ownEnvironment(): Environment {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(AWS|REVLOOP)_/.test(name)));
}

/** Ends a process and its children: asks first, kills after the grace period. */
export async function stop(child: ChildProcess): Promise<void> {
  const ended = new Promise<void>((done) => {
    if (child.exitCode !== null || child.signalCode !== null) done();
    else child.once('exit', () => done());
  });
  signalGroup(child, 'SIGTERM');
  const killer = setTimeout(() => signalGroup(child, 'SIGKILL'), GRACE_MS);
  await ended;
  clearTimeout(killer);
  signalGroup(child, 'SIGKILL');
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'ESRCH')) throw cause;
  }
}
