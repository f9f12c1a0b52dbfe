import { type Command, Option } from 'commander';

/** Gives a command the options that every command has. */
export function withCommonOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--config <file>', "config to use (default: revloop.yaml here, else the last demo's)"),
    )
    .addOption(new Option('--lang <lang>', 'language of what is shown').choices(['ja', 'en']))
    .addOption(new Option('--as-of <date>', 'day the figures are as of, YYYY-MM-DD').argParser(toDay))
    .option('--json', 'one JSON document on standard output')
    .option('-v, --verbose', 'log lines on standard error');
}

/** Gives a command the options that say which days it covers. */
export function withWindowOptions(command: Command): Command {
  return command
    .addOption(new Option('--from <date>', 'first day, YYYY-MM-DD').argParser(toDay))
    .addOption(new Option('--to <date>', 'last day, included, YYYY-MM-DD').argParser(toDay))
    .option('--period <period>', '2026-10, fy2026, fy2026h1, fy2026q3, or all');
}

function toDay(text: string): string {
  const ms = Date.parse(`${text}T00:00:00Z`);
  // February 31 parses as a day of March: only a day that reads back as it was written is one.
  const isReal = !Number.isNaN(ms) && new Date(ms).toISOString().slice(0, 10) === text;
  if (!isReal) throw new UsageError(`"${text}" is no day; write YYYY-MM-DD`);
  return text;
}

/** The highest port there is. */
const LAST_PORT = 65_535;

/** Reads a port; 0 takes a free one. Throws `UsageError`. */
export function toPort(text: string): number {
  const port = toWholeNumber(text);
  if (port > LAST_PORT) throw new UsageError(`"${text}" is no port`);
  return port;
}

/** Throws `UsageError` where the text is no whole number from 0. */
export function toWholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new UsageError(`"${text}" is no whole number`);
  return Number(text);
}

/** A command was called with words that make no sense together. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}

/** Turns a command's exit code into the process's, so that what it started can end in peace. */
export function exitingWith<A extends readonly unknown[]>(
  run: (...args: A) => Promise<number>,
): (...args: A) => Promise<void> {
  return async (...args) => {
    process.exitCode = await run(...args);
  };
}
