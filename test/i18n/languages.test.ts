import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { createProgram } from '../../lib/cli/program.ts';
import { ERROR_CODES } from '../../lib/domain/error-codes.ts';
import { catalogue } from '../../lib/i18n/catalogue.ts';
import { detailText } from '../../lib/i18n/detail-text.ts';
import { HEALTH_WORDS } from '../../lib/i18n/health.ts';
import { INPUT_WORDS } from '../../lib/i18n/inputs.ts';
import { LOOP_WORDS } from '../../lib/i18n/loop.ts';
import { RUN_WORDS } from '../../lib/i18n/runs.ts';

const LIB = join(import.meta.dirname, '../../lib');
const JAPANESE = /[\u3040-\u30ff\u4e00-\u9fff]/;
/** Commands, options, fields, names and code words are the same in every language. */
const SAME = /`[^`]*`|--?[\w-]+|\b\w*[._/=]\w+\b|\b[A-Z]\w*\b|\b(?:revloop|npm|npx)(?: [\w:.-]+)*/g;

/** Texts without a Japanese letter that are more than names: at least two English words in a row. */
const untranslated = (text: string): boolean =>
  !JAPANESE.test(text) && /\b[a-z]{2,} [a-z]{2,}\b/.test(text.replaceAll(SAME, ''));

function textsOf(node: unknown, path = ''): readonly (readonly [string, string])[] {
  if (typeof node === 'string') return [[path, node]];
  if (typeof node === 'function') return [[path, String(node('7', '8', '9', '10', '11'))]];
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) => textsOf(value, `${path}.${key}`));
}

/** Sentences that the sources make where no language is known, with a value in every slot. */
function sentences(pattern: string, files: RegExp): readonly string[] {
  const make = new RegExp(`${pattern}\\s*(?:\`((?:[^\`\\\\]|\\\\.)*)\`|'((?:[^'\\\\]|\\\\.)*)')`, 'g');
  return globSync('**/*.ts', { cwd: LIB })
    .filter((file) => files.test(file))
    .flatMap((file) => [...readFileSync(join(LIB, file), 'utf8').matchAll(make)])
    .map(([, template, plain]) => filled(template ?? plain ?? ''));
}

function filled(template: string): string {
  let open = template.replace(/\$\{JSON\.stringify\(\w+\)\}/g, '"X7"');
  // From the innermost slot outwards: an expression may hold another text.
  for (let before = ''; before !== open; ) {
    before = open;
    open = open.replace(/\$\{[^{}]*\}/g, 'X7');
  }
  return open;
}

describe('Japanese texts', () => {
  it('stand in every catalogue', () => {
    // What rests on the inputs is made of `INPUT_WORDS`.
    const { inputs: _, ...health } = HEALTH_WORDS.ja;
    const words = [catalogue('ja'), health, INPUT_WORDS.ja, LOOP_WORDS.ja, RUN_WORDS.ja];

    const left = words.flatMap((node) => textsOf(node)).filter(([, text]) => untranslated(text));

    expect(left).toEqual([]);
  });

  it('say of every error code what it means and what to do', () => {
    const left = Object.entries(ERROR_CODES).filter(
      ([, { ja, fix }]) => !JAPANESE.test(ja) || untranslated(fix.ja),
    );

    expect(left).toEqual([]);
  });

  it.each([
    ['an error', "new AppError\\(\\s*'[\\w-]+',", /./],
    ['a call to a CRM', "new CrmFailure\\(\\s*'[\\w-]+',", /^(?:crm|runtime)/],
    ['a wrong call', 'new UsageError\\(', /^cli/],
    ['a row of a file', 'reason:', /^channels/],
    ['what came in', '(?:rejects\\.push\\(|rejects: \\[|refuse\\(\\d+,)', /^crm/],
    ['a contradiction', 'detail(?:: | = )', /^kpis/],
  ])('tell the details of %s', (_what, pattern, files) => {
    const made = sentences(pattern, files);

    const left = made.filter((text) => untranslated(text) && isOriginal(detailText(text, 'ja')));

    expect(made.length).toBeGreaterThan(3);
    expect(left).toEqual([]);
  });

  it('say that words of a CRM stand as they came', () => {
    const text = detailText('salesforce: HTTP 500: something is wrong', 'ja');

    expect(text).toBe('salesforce: HTTP 500: 原文: something is wrong');
  });

  it.each([
    ['"x" is no day; write YYYY-MM-DD', '「x」は日付ではありません。YYYY-MM-DD で書いてください'],
    [
      'has a header that cannot be read: it has a quote that is never closed',
      'の見出し行を読めません: の引用符が閉じていません',
    ],
    ['no stored record 006A has a field RevLoop_LTV__c', '006A のレコードに項目 RevLoop_LTV__c がありません'],
    ["unknown option '--x'\n(Did you mean --y?)", 'オプション --x はありません\nもしかして: --y'],
  ])('keep the values of “%s”', (english, japanese) => {
    expect([detailText(english, 'ja'), detailText(english, 'en')]).toEqual([japanese, english]);
  });

  it.each(commandsOf(createProgram('ja')))('are the help of `%s`', (_name, command) => {
    const left = command
      .helpInformation()
      .split('\n')
      .filter((line) =>
        untranslated(line.replace(/^ {2}\S+( \S+)*? {2,}/, '').replace(/^\S+: revloop.*/, '')),
      );

    expect(left).toEqual([]);
  });
});

const isOriginal = (text: string): boolean => !JAPANESE.test(text.replaceAll('原文', ''));

function commandsOf(command: Command): readonly (readonly [string, Command])[] {
  return [[command.name(), command] as const, ...command.commands.flatMap(commandsOf)];
}
