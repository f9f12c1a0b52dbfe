import { describe, expect, it } from 'vitest';
import { isIn, reachOf, readSources, type SourceFile } from './support/source-tree.ts';

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

function importsWhere(
  breaks: (file: SourceFile, imported: SourceFile['imports'][number]) => boolean,
): readonly string[] {
  return SOURCES.flatMap((file) =>
    file.imports
      .filter((imported) => breaks(file, imported))
      .map(({ target, isType }) => `${file.path} → ${isType ? 'type ' : ''}${target}`),
  );
}
