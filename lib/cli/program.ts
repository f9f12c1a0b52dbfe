import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import * as z from 'zod';
import { AppError } from '../domain/app-error.ts';
import type { Lang } from '../i18n/catalogue.ts';
import { readEnvironment } from '../runtime/environment.ts';
import { loadConfig } from '../runtime/load-config.ts';
import { addConfig } from './commands/config.ts';
import { addCrm } from './commands/crm.ts';
import { addDemo } from './commands/demo.ts';
import { addDoctor } from './commands/doctor.ts';
import { addExplain } from './commands/explain.ts';
import { addFeedback } from './commands/feedback.ts';
import { addKpi } from './commands/kpi.ts';
import { addRuns } from './commands/runs.ts';
import { addSimulate } from './commands/simulate.ts';
import { addStudio } from './commands/studio.ts';
import { addSync } from './commands/sync.ts';
import { addWriteBack } from './commands/write-back.ts';
import { UsageError } from './options.ts';
import { EXIT, note } from './output.ts';
import { errorText } from './present/error-text.ts';
import { localizeHelp } from './present/localize-help.ts';

const COMMANDS = [
  addDemo,
  addConfig,
  addDoctor,
  addCrm,
  addSync,
  addRuns,
  addKpi,
  addExplain,
  addWriteBack,
  addFeedback,
  addStudio,
  addSimulate,
];

/** The whole command line, with its help in a language. */
export function createProgram(lang: Lang = 'en'): Command {
  const program = new Command('revloop')
    .description('CAC and LTV per channel, from your CRMs and back onto their records')
    .addHelpText('after', '\nStart:\n  revloop demo\n  revloop init && revloop validate && revloop doctor')
    .version(version(), '--version', 'version of RevLoop')
    // `report` says what was wrong, like for every other error.
    .configureOutput({ outputError: () => undefined })
    .exitOverride();
  for (const add of COMMANDS) add(program);
  localizeHelp(program, lang);
  return program;
}

/** Runs one command line and says how it went: 0 ok, 1 error, 2 usage or config, 3 changes, 4 some records failed. */
export async function runCli(args: readonly string[]): Promise<number> {
  try {
    const lang = langOf(args);
    // What zod says of a config is shown to people as it stands.
    if (lang === 'ja') z.config(z.locales.ja());
    await createProgram(lang).parseAsync([...args], { from: 'user' });
    return typeof process.exitCode === 'number' ? process.exitCode : EXIT.ok;
  } catch (cause) {
    return report(cause, args);
  }
}

const USAGE_CODES: readonly string[] = [
  'usage',
  'config-invalid',
  'config-missing',
  'file-unreadable',
  'plan-invalid',
  'store-foreign',
  'date-invalid',
  'target-unknown',
];

function report(cause: unknown, args: readonly string[]): number {
  const isHelp = cause instanceof CommanderError && /^commander\.(help|version)/.test(cause.code);
  if (isHelp) return cause.exitCode === 0 ? EXIT.ok : EXIT.usage;
  const error = toUsageError(cause, args);
  if (!(error instanceof AppError)) {
    note(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return EXIT.error;
  }
  note(errorText(error, langOf(args)));
  if (args.includes('--json')) {
    process.stdout.write(
      `${JSON.stringify({ error: { code: error.rl, name: error.code, message: error.message } })}\n`,
    );
  }
  return USAGE_CODES.includes(error.code) ? EXIT.usage : EXIT.error;
}

/** What commander and our own options say about wrong words, as an error with a code and a next step. */
function toUsageError(cause: unknown, args: readonly string[]): unknown {
  if (!(cause instanceof CommanderError || cause instanceof UsageError)) return cause;
  const message = cause.message.replace(/^error: /, '');
  return new AppError('usage', message, { fix: `${commandOf(args)} --help` });
}

/** The command that a line starts with, as far as it exists. */
function commandOf(args: readonly string[]): string {
  const words = ['revloop'];
  let command: Command | undefined = createProgram();
  for (const arg of args) {
    command = command.commands.find((each) => each.name() === arg);
    if (command === undefined) break;
    words.push(arg);
  }
  return words.join(' ');
}

/** Language of an error: the one asked for, else that of the config in use, else that of the terminal. */
function langOf(args: readonly string[]): 'ja' | 'en' {
  const at = args.findIndex((arg) => arg === '--lang' || arg.startsWith('--lang='));
  const named = args[at]?.split('=')[1] ?? args[at + 1];
  if (at >= 0) return named === 'ja' ? 'ja' : 'en';
  const { REVLOOP_CONFIG, LANG } = readEnvironment();
  try {
    if (REVLOOP_CONFIG !== undefined) return loadConfig(REVLOOP_CONFIG).lang;
  } catch (cause) {
    // The error being reported may well be about this config.
    if (!(cause instanceof AppError)) throw cause;
  }
  return LANG?.startsWith('ja') === true ? 'ja' : 'en';
}

function version(): string {
  const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(manifest)).version;
}
