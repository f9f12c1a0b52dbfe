import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import * as z from 'zod';
import { type Environment, REPOSITORY, runOrThrow, start } from './commands.ts';

const REVLOOP = join(REPOSITORY, 'lib/cli/revloop.js');
const COMMAND_MS = 300_000;
const SIMULATORS_MS = 60_000;

const AddressesSchema = z.object({ salesforce: z.url(), hubspot: z.url() });

export type Addresses = z.infer<typeof AddressesSchema>;

/** Runs a command of the CLI to its end; returns its one JSON document. */
export async function revloop(args: readonly string[], env: Environment): Promise<unknown> {
  const stdout = await runOrThrow(process.execPath, [REVLOOP, ...args, '--json'], {
    env,
    timeoutMs: COMMAND_MS,
  });
  return JSON.parse(stdout);
}

/** Starts both simulators on free ports. The caller stops the process. */
export function startSimulators(exportDir: string): ChildProcess {
  return start(process.execPath, [REVLOOP, 'simulate', '--from', exportDir]);
}

/** The addresses that started simulators name in their first line. */
export async function addressesOf(simulators: ChildProcess): Promise<Addresses> {
  let stderr = '';
  simulators.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const line = await new Promise<string>((done, fail) => {
    const late = setTimeout(() => fail(new Error('the simulators did not start in time')), SIMULATORS_MS);
    let stdout = '';
    simulators.stdout?.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      const end = stdout.indexOf('\n');
      if (end < 0) return;
      clearTimeout(late);
      done(stdout.slice(0, end));
    });
    simulators.once('exit', (code) => {
      clearTimeout(late);
      fail(new Error(`revloop simulate ended with ${code}: ${stderr.trim()}`));
    });
  });
  return AddressesSchema.parse(JSON.parse(line));
}
