import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Command, Option } from 'commander';
import * as z from 'zod';
import { AppError } from '../../domain/app-error.ts';
import { ConfigSchema } from '../../domain/config.ts';
import { LOOP_WORDS } from '../../i18n/loop.ts';
import { readEnvironment } from '../../runtime/environment.ts';
import { loadConfig } from '../../runtime/load-config.ts';
import { exitingWith, withCommonOptions } from '../options.ts';
import { EXIT, print } from '../output.ts';
import type { CommonOptions } from '../session.ts';

interface InitOptions extends CommonOptions {
  readonly crm: 'salesforce' | 'hubspot' | 'both';
  readonly force?: boolean;
}

const FILE = 'revloop.yaml';

/** `init` writes a commented config, `validate` checks one. */
export function addConfig(program: Command): void {
  const init = program
    .command('init')
    .description('write a commented revloop.yaml to start from')
    .addOption(
      new Option('--crm <name>', 'CRMs you use').choices(['salesforce', 'hubspot', 'both']).default('both'),
    )
    .option('--force', 'overwrite a revloop.yaml that is there')
    .addHelpText('after', '\nExample:\n  revloop init --crm hubspot');
  withCommonOptions(init).action(exitingWith(runInit));
  const validate = program
    .command('validate')
    .description('check revloop.yaml, with line and column of what is wrong')
    .option('--schema', 'print the JSON Schema instead')
    .addHelpText('after', '\nExample:\n  revloop validate --config revloop.yaml');
  withCommonOptions(validate).action(exitingWith(runValidate));
}

async function runInit(options: InitOptions): Promise<number> {
  const file = resolve(options.config ?? FILE);
  if (existsSync(file) && options.force !== true) {
    throw new AppError('usage', `${file} exists already`, { fix: 'revloop init --force' });
  }
  const text = starterConfig(options);
  writeFileSync(file, text);
  const { lang } = loadConfig(file);
  print(options.json === true, { file }, () => LOOP_WORDS[options.lang ?? lang].configWritten(file));
  return EXIT.ok;
}

async function runValidate(options: CommonOptions & { readonly schema?: boolean }): Promise<number> {
  if (options.schema === true) {
    process.stdout.write(`${JSON.stringify(z.toJSONSchema(ConfigSchema, { io: 'input' }), null, 2)}\n`);
    return EXIT.ok;
  }
  const file = options.config ?? readEnvironment().REVLOOP_CONFIG ?? FILE;
  const config = loadConfig(file);
  const facts = {
    file,
    channels: config.channels.length,
    currency: config.currency,
    timezone: config.timezone,
  };
  const words = LOOP_WORDS[options.lang ?? config.lang];
  print(options.json === true, { valid: true, ...facts }, () =>
    words.configValid(file, String(facts.channels), facts.currency, facts.timezone),
  );
  return EXIT.ok;
}

/** The template, without the blocks of CRMs that are not used. */
function starterConfig({ crm, lang }: InitOptions): string {
  const template = readFileSync(
    fileURLToPath(new URL('../../../examples/starter/revloop.yaml', import.meta.url)),
    'utf8',
  );
  const dropped = crm === 'both' ? [] : [crm === 'salesforce' ? 'hubspot' : 'salesforce'];
  const kept = dropped.reduce((text, name) => withoutBlock(text, name), template);
  return lang === undefined ? kept : kept.replace(/^lang: .*$/m, `lang: ${lang}`);
}

/** Cuts what stands between `# <name>` and `# /<name>`. */
function withoutBlock(text: string, name: string): string {
  return text.replace(new RegExp(`^ *# <${name}>$[\\s\\S]*?^ *# </${name}>$\\n`, 'gm'), '');
}
