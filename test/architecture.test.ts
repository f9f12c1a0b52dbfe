import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ERROR_CODES } from '../lib/domain/error-codes.ts';
import { REPOSITORY, reachOf, readSources, type SourceFile } from './support/source-tree.ts';

const SOURCES = readSources(['lib', 'functions', 'infra']);
const FILES = new Map(SOURCES.map((file) => [file.path, file]));

/** What may import a package, by the start of the importer's path. A new dependency is a new line. */
const PACKAGE_HOMES: Readonly<Record<string, readonly string[]>> = {
  zod: ['lib/', 'functions/', 'infra/'],
  'big.js': ['lib/domain/', 'lib/kpis/', 'lib/channels/', 'lib/crm/'],
  'temporal-polyfill': ['lib/domain/', 'lib/local/'],
  '@stdlib/math-base-special-betaln': ['lib/kpis/'],
  '@stdlib/math-base-special-gammaln': ['lib/kpis/'],
  '@stdlib/stats-base-dists-beta-cdf': ['lib/kpis/'],
  '@stdlib/stats-base-dists-beta-quantile': ['lib/kpis/'],
  '@stdlib/stats-base-dists-binomial-cdf': ['lib/kpis/'],
  '@stdlib/stats-base-dists-gamma-cdf': ['lib/kpis/'],
  '@stdlib/stats-base-dists-gamma-quantile': ['lib/kpis/'],
  '@stdlib/stats-base-dists-normal-cdf': ['lib/kpis/'],
  '@stdlib/stats-base-dists-normal-quantile': ['lib/kpis/'],
  yaml: ['lib/runtime/load-config.ts'],
  'csv-parse': ['lib/channels/', 'lib/local/simulators/'],
  '@aws-sdk/client-dynamodb': ['lib/store/dynamo-table.ts', 'lib/store/table-admin.ts'],
  '@aws-sdk/lib-dynamodb': ['lib/store/dynamo-table.ts'],
  '@aws-sdk/client-eventbridge': ['lib/runtime/events.ts'],
  '@aws-sdk/client-secrets-manager': ['lib/runtime/secrets.ts', 'lib/runtime/secret-versions.ts'],
  '@aws-sdk/client-s3': ['lib/channels/bucket-files.ts'],
  jsforce: ['lib/crm/salesforce/'],
  '@hubspot/api-client': ['lib/crm/hubspot/'],
  '@jetstreamapp/soql-parser-js': ['lib/local/simulators/salesforce/'],
  'pure-rand': ['lib/runtime/random.ts', 'lib/local/demo/', 'lib/kpis/methods/'],
  dynalite: ['lib/local/store-server.ts'],
  hono: ['lib/local/', 'lib/studio/'],
  '@hono/node-server': ['lib/local/', 'lib/studio/'],
  'd3-scale': ['lib/studio/'],
  'd3-shape': ['lib/studio/'],
  commander: ['lib/cli/'],
  'aws-cdk-lib': ['infra/'],
  constructs: ['infra/'],
  'cdk-nag': ['infra/'],
};

/** Own folders that a folder may import from, itself included; `type` ones only by `import type`. */
const FOLDER_IMPORTS: Readonly<
  Record<string, { readonly values: readonly string[]; readonly types?: readonly string[] }>
> = {
  'lib/domain/': { values: ['lib/domain/'] },
  'lib/kpis/': { values: ['lib/kpis/', 'lib/domain/'] },
  'lib/i18n/': {
    values: ['lib/i18n/', 'lib/kpis/metrics/registry.ts'],
    types: ['lib/domain/', 'lib/kpis/', 'lib/pipeline/'],
  },
  'lib/channels/': { values: ['lib/channels/', 'lib/domain/'] },
  'lib/store/': { values: ['lib/store/', 'lib/domain/'], types: ['lib/runtime/'] },
  'lib/crm/salesforce/': {
    values: ['lib/crm/salesforce/', ...crmPort(), 'lib/domain/', 'lib/runtime/retry.ts'],
    types: ['lib/crm/crm.ts', 'lib/crm/api-budget.ts', 'lib/crm/hint-batch.ts', 'lib/runtime/'],
  },
  'lib/crm/hubspot/': {
    values: ['lib/crm/hubspot/', ...crmPort(), 'lib/domain/', 'lib/runtime/retry.ts'],
    types: ['lib/crm/crm.ts', 'lib/crm/api-budget.ts', 'lib/crm/hint-batch.ts', 'lib/runtime/'],
  },
  'lib/pipeline/': {
    values: [
      'lib/pipeline/',
      'lib/domain/',
      'lib/kpis/',
      'lib/crm/fields.ts',
      'lib/crm/record-maps.ts',
      'lib/crm/crm-failure.ts',
      'lib/crm/api-budget.ts',
      'lib/channels/',
      'lib/store/',
    ],
    types: ['lib/crm/crm.ts', 'lib/crm/api-budget.ts', 'lib/crm/hint-batch.ts', 'lib/runtime/'],
  },
};

/** What any step may load when it runs. Steps are given everything that talks to the outside. */
const STEP_REACH: readonly RegExp[] = [
  /^lib\//,
  /^zod$/,
  /^big\.js$/,
  /^temporal-polyfill$/,
  /^@stdlib\//,
  /^csv-parse$/,
  /^pure-rand$/,
  /^node:crypto$/,
];

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

describe('imports', () => {
  it('name each package only in its home', () => {
    const strays = importsWhere(({ path }, { target, isOwn }) => {
      if (isOwn || target.startsWith('node:')) return false;
      return !isIn(path, PACKAGE_HOMES[target] ?? []);
    });

    expect(strays).toEqual([]);
  });

  it.each(Object.entries(FOLDER_IMPORTS))('of %s stay in the folders it may know', (folder, allowed) => {
    const { values, types = [] } = allowed;

    const strays = importsWhere(({ path }, { target, isOwn, isType }) => {
      if (!isOwn || !path.startsWith(folder)) return false;
      return !isIn(target, isType ? [...values, ...types] : values);
    });

    expect(strays).toEqual([]);
  });

  it('lead from no step to a client of a CRM, of AWS, or to the file system', () => {
    const steps = SOURCES.filter(({ path }) => path.startsWith('lib/pipeline/'));

    const strays = steps.flatMap(({ path }) =>
      [...reachOf(path, FILES)]
        .filter((target) => !STEP_REACH.some((allowed) => allowed.test(target)))
        .map((target) => `${path} → … → ${target}`),
    );

    expect(strays).toEqual([]);
  });

  it.each(['compute-kpis', 'rank-leads', 'relay-feedback', 'ingest-channels'])(
    'lead from the function %s to no CRM client',
    (step) => {
      const reached = reachOf(`functions/${step}.ts`, FILES);

      expect([...reached].filter((target) => /^(?:jsforce|@hubspot\/api-client)$/.test(target))).toEqual([]);
      expect(reached).toContain(`lib/pipeline/${step}.ts`);
    },
  );

  it('lead from write-back to both CRM clients, so that their absence elsewhere says something', () => {
    const reached = reachOf('functions/write-back.ts', FILES);

    expect([...reached]).toEqual(expect.arrayContaining(['jsforce', '@hubspot/api-client']));
  });

  it('of the local run come from the command line and from itself alone', () => {
    const strays = importsWhere(
      ({ path }, { target }) => isIn(target, ['lib/local/']) && !isIn(path, ['lib/local/', 'lib/cli/']),
    );

    expect(strays).toEqual([]);
  });

  it('of the command line come from itself alone', () => {
    const strays = importsWhere(
      ({ path }, { target }) => isIn(target, ['lib/cli/']) && !isIn(path, ['lib/cli/']),
    );

    expect(strays).toEqual([]);
  });
});

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

/** The files every adapter may know of the port it implements. */
function crmPort(): readonly string[] {
  return [
    'lib/crm/fields.ts',
    'lib/crm/crm-failure.ts',
    'lib/crm/call-count.ts',
    'lib/crm/hint-batch.ts',
    'lib/crm/credential-keeper.ts',
  ];
}

function isIn(path: string, places: readonly string[]): boolean {
  return places.some((place) => path === place || (place.endsWith('/') && path.startsWith(place)));
}

function filesWhere(breaks: (file: SourceFile) => boolean): readonly string[] {
  return SOURCES.filter(breaks).map(({ path }) => path);
}

function importsWhere(
  breaks: (file: SourceFile, imported: SourceFile['imports'][number]) => boolean,
): readonly string[] {
  return SOURCES.flatMap((file) =>
    file.imports
      .filter((imported) => breaks(file, imported))
      .map(({ target, isType }) => `${file.path} → ${isType ? 'type ' : ''}${target}`),
  );
}

function withoutImports(code: string): string {
  return code.replace(/^\s*(?:import|export)\s+(?:type\s+)?[{*][^;]*;/gm, '');
}
