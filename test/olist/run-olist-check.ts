import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stopEmbeddedStore } from '../../lib/local/embedded-store.ts';
import { REPOSITORY } from '../support/source-tree.ts';

/**
 * Runs the demo on the Olist export in a home of its own, asks for more tables and the second plan, and lets the
 * independent check (`check_olist.py`) compare all of it with the CSV files. Ends with `N passed, N failed`.
 */
const DATA = join(REPOSITORY, '../shared/data/olist');
const CONFIG = join(REPOSITORY, 'examples/olist/revloop.yaml');
const CHECK = join(REPOSITORY, 'test/olist/check_olist.py');

/** A month cut by the time zone, the month of most leads, and one after the last lead. */
const PERIODS = [
  ['2017-12-01', '2017-12-31'],
  ['2018-01-01', '2018-01-31'],
  ['2018-09-01', '2018-09-30'],
] as const;

if (!existsSync(DATA)) {
  console.log('skipped: ../shared/data/olist is absent');
  console.log('0 passed, 0 failed');
} else {
  const folder = mkdtempSync(join(tmpdir(), 'revloop-olist-'));
  try {
    process.exitCode = check(folder);
  } finally {
    await stopEmbeddedStore(join(folder, 'home'));
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Exit code: 0 when every command ended well and every figure agrees. */
function check(folder: string): number {
  const months = join(folder, 'months');
  mkdirSync(months);
  const demo = join(folder, 'demo.json');
  const leadSource = join(folder, 'lead-source.json');
  const plan = join(folder, 'plan.json');
  const shown = ['kpi', 'show', '--by'];
  const runs: readonly (readonly [string, readonly string[]])[] = [
    [demo, ['demo', '--from', DATA, '--once']],
    ...PERIODS.map(
      ([from, to]) =>
        [join(months, `${from}.json`), [...shown, 'channel', '--from', from, '--to', to]] as const,
    ),
    [leadSource, [...shown, 'lead-source', '--period', 'all']],
    [plan, ['plan', '--detailed-exitcode']],
  ];
  const failedRuns = runs.filter(([file, args]) => !writeOutput(folder, file, args)).length;
  const figures = spawnSync(
    'python3',
    ['-B', CHECK, DATA, demo, '--months', months, '--lead-source', leadSource, '--plan', plan],
    { encoding: 'utf8' },
  );
  const lines = figures.stdout.trimEnd().split('\n');
  const last = /^(\d+) passed, (\d+) failed$/.exec(lines.at(-1) ?? '');
  console.log([...lines.slice(0, last === null ? undefined : -1), figures.stderr].join('\n').trim());
  const passed = runs.length - failedRuns + Number(last?.[1] ?? 0);
  const failed = failedRuns + Number(last?.[2] ?? 1);
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

/** Runs one command and keeps its one JSON document. */
function writeOutput(folder: string, file: string, args: readonly string[]): boolean {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(REPOSITORY, 'lib/cli/revloop.js'), ...args, '--config', CONFIG, '--json'],
    { cwd: folder, encoding: 'utf8', env: environment(folder), maxBuffer: Number.POSITIVE_INFINITY },
  );
  writeFileSync(file, stdout);
  const isOk = status === 0 && isJson(stdout);
  console.log(
    `${isOk ? '✓' : '✗'} revloop ${args.join(' ')}${isOk ? '' : ` ended with ${status}: ${stderr}`}`,
  );
  return isOk;
}

/** Nothing of the caller's AWS or RevLoop settings reaches the run. */
function environment(folder: string): Record<string, string> {
  return { PATH: process.env['PATH'] ?? '', CI: 'true', REVLOOP_HOME: join(folder, 'home') };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
