import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ERROR_CODES } from '../lib/domain/error-codes.ts';
import { isIn, REPOSITORY, readSources, type SourceFile } from './support/source-tree.ts';

const SOURCES = readSources(['lib', 'functions', 'infra']);

/** Where the machine's time, chance, surroundings and network may be named. Everything else is handed them. */
const MACHINE: readonly {
  readonly what: string;
  readonly word: RegExp;
  readonly homes: readonly string[];
}[] = [
  { what: 'the time', word: /\bDate\.now\b|\bnew Date\(\s*\)|\bperformance\.now\b|\bhrtime\b/, homes: [] },
  { what: 'chance', word: /\bMath\.random\b|\brandomBytes\b|\brandomUUID\b|\bgetRandomValues\b/, homes: [] },
  { what: 'timers', word: /\bset(?:Timeout|Interval|Immediate)\b|node:timers/, homes: [] },
  { what: 'the environment', word: /\bprocess\.env\b/, homes: ['lib/cli/setup.js'] },
  {
    what: 'the network',
    word: /(?<![.\w])fetch\(/,
    homes: ['lib/crm/salesforce/', 'lib/crm/hubspot/', 'lib/local/simulators/hubspot/webhooks/'],
  },
  {
    what: 'deadlines',
    word: /\bAbortSignal\.timeout\b/,
    homes: ['lib/crm/salesforce/', 'lib/crm/hubspot/', 'lib/local/simulators/hubspot/webhooks/'],
  },
];
const MACHINE_HOMES = ['lib/runtime/', 'infra/'];

const VAGUE_NAMES = /(?:^|-)(?:utils?|helpers?|common|managers?|services?|misc)(?:-|$)|^index$/;
const MAX_LINES = 250;
const MAX_FUNCTION_LINES = 30;
const TOP_FOLDERS = ['.ci', 'docs', 'examples', 'functions', 'infra', 'lib', 'test'];
const LIB_FOLDERS = [
  'channels',
  'cli',
  'crm',
  'domain',
  'i18n',
  'kpis',
  'local',
  'pipeline',
  'runtime',
  'store',
  'studio',
];
const UNTRACKED = ['.git', '.ci-work', '.revloop', 'cdk.out', 'coverage', 'node_modules'];

describe('code', () => {
  it.each(MACHINE)('takes $what from its caller', ({ word, homes }) => {
    expect(
      filesWhere(({ path, code }) => word.test(code) && !isIn(path, [...MACHINE_HOMES, ...homes])),
    ).toEqual([]);
  });

  it('asserts no types', () => {
    const isAsserting = ({ code }: SourceFile) => /\bas\s+(?!const\b)[\w{[(]/.test(withoutImports(code));

    expect(filesWhere(isAsserting)).toEqual([]);
    expect(filesWhere(({ code }) => /[\w\])]!(?=[.;,)\]]|\s*$)/m.test(code))).toEqual([]);
  });

  it('has no any', () => {
    expect(filesWhere(({ code }) => /(?:[:<,|&]\s*|=>\s*)any\b|\bas\s+any\b/.test(code))).toEqual([]);
  });

  it('has no enums, default exports or namespaces', () => {
    const word = /^\s*(?:export\s+)?(?:const\s+enum|enum|namespace)\s|^\s*export\s+default\b/m;

    expect(filesWhere(({ code }) => word.test(code))).toEqual([]);
  });

  it('does not ask which CRM it is, outside that CRM', () => {
    const word = /\bif\s*\([^)]*[!=]==\s*'(?:hubspot|salesforce)'/;

    expect(filesWhere(({ path, text }) => word.test(text) && !isIn(path, ['lib/crm/']))).toEqual([]);
  });
});

describe('files', () => {
  it('have no vague names', () => {
    expect(filesWhere(({ path }) => VAGUE_NAMES.test(basename(path).replace(/\.\w+$/, '')))).toEqual([]);
  });

  it('have kebab-case names', () => {
    expect(filesWhere(({ path }) => !/^[a-z0-9]+(?:-[a-z0-9]+)*\.(?:ts|js)$/.test(basename(path)))).toEqual(
      [],
    );
  });

  it(`have at most ${MAX_LINES} lines`, () => {
    const long = filesWhere(({ text }) => text.trimEnd().split('\n').length > MAX_LINES);

    expect(long).toEqual([]);
  });

  it(`of functions have at most ${MAX_FUNCTION_LINES} lines below their imports`, () => {
    const long = filesWhere(
      ({ path, code }) =>
        path.startsWith('functions/') && withoutImports(code).trim().split('\n').length > MAX_FUNCTION_LINES,
    );

    expect(long).toEqual([]);
  });

  it('stand in the folders of the design', () => {
    const folders = (path: string) =>
      readdirSync(join(REPOSITORY, path), { withFileTypes: true })
        .filter((entry) => entry.isDirectory() && !UNTRACKED.includes(entry.name))
        .map((entry) => entry.name)
        .sort();

    expect(folders('.')).toEqual(TOP_FOLDERS);
    expect(folders('lib')).toEqual(LIB_FOLDERS);
  });

  it('of each step are spelled the same', () => {
    const steps = SOURCES.filter(({ path }) => path.startsWith('functions/')).map(({ path }) =>
      basename(path, '.ts'),
    );

    const missing = steps.filter(
      (step) =>
        !existsSync(join(REPOSITORY, `lib/pipeline/${step}.ts`)) &&
        !existsSync(join(REPOSITORY, `lib/pipeline/${step}`)),
    );

    expect(missing).toEqual([]);
  });
});

describe('error codes', () => {
  it('are each raised somewhere', () => {
    const texts = SOURCES.filter(({ path }) => !path.startsWith('lib/domain/error-codes/')).map(
      ({ text }) => text,
    );
    const isRaised = (code: string, rl: string) =>
      texts.some((text) => text.includes(`'${code}'`) || text.includes(rl));

    const unused = Object.entries(ERROR_CODES)
      .filter(([code, { rl }]) => !isRaised(code, rl))
      .map(([code]) => code);

    expect(unused).toEqual([]);
  });

  it('have a number each', () => {
    const numbers = Object.values(ERROR_CODES).map(({ rl }) => rl);

    expect(new Set(numbers).size).toBe(numbers.length);
  });
});

function filesWhere(breaks: (file: SourceFile) => boolean): readonly string[] {
  return SOURCES.filter(breaks).map(({ path }) => path);
}

function withoutImports(code: string): string {
  return code.replace(/^\s*(?:import|export)\s+(?:type\s+)?[{*][^;]*;/gm, '');
}
