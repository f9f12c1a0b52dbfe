import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { REPOSITORY } from '../support/source-tree.ts';

/** Stands for npm: notes how it was called, then installs what npm would, or fails as npm does. */
const NPM = `
const { appendFileSync, mkdirSync, writeFileSync } = require('node:fs');
appendFileSync('npm-calls', process.argv.slice(2).join(' ') + '\\n');
if (process.env.NPM_FAILS) {
  console.error('npm warn deprecated x\\nnpm error code ENOTFOUND\\nnpm error request to the registry failed');
  process.exit(1);
}
if (!process.env.NPM_SKIPS_NODE) {
  mkdirSync('node_modules/node/bin', { recursive: true });
  writeFileSync('node_modules/node/bin/node', '');
}
mkdirSync('node_modules', { recursive: true });
writeFileSync('node_modules/.package-lock.json', '{}');
`;

let clone: string;

beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), 'revloop-clone-'));
  mkdirSync(join(clone, 'lib/cli'), { recursive: true });
  for (const name of ['setup.js', 'revloop.js'])
    copyFileSync(join(REPOSITORY, 'lib/cli', name), join(clone, 'lib/cli', name));
  writeFileSync(join(clone, 'package.json'), '{"type":"module"}');
  writeFileSync(join(clone, 'package-lock.json'), '{}');
  mkdirSync(join(clone, 'npm'));
  writeFileSync(join(clone, 'npm/package.json'), '{"type":"commonjs"}');
  writeFileSync(join(clone, 'npm/npm-cli.js'), NPM);
});

afterEach(() => rmSync(clone, { recursive: true }));

/** Runs a script of the clone, on a Node that says it is `version`. */
function run(script: string, env: Record<string, string> = {}, version = process.versions.node) {
  const pretend = `Object.defineProperty(process,'versions',{value:{...process.versions,node:'${version}'}})`;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', `data:text/javascript,${encodeURIComponent(pretend)}`, join(clone, script)],
    {
      cwd: clone,
      encoding: 'utf8',
      env: {
        PATH: process.env['PATH'] ?? '',
        npm_execpath: join(clone, 'npm/npm-cli.js'),
        npm_node_execpath: process.execPath,
        npm_config_user_agent: 'npm/11.19.1 node/v20.20.2 linux x64',
        ...env,
      },
    },
  );
  return { status, out: stdout, lines: `${stdout}${stderr}`.trimEnd().split('\n') };
}

function npmCalls(): readonly string[] {
  const file = join(clone, 'npm-calls');
  return existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : [];
}

describe('lib/cli/setup.js', () => {
  it('installs on the first start and says so in one line', () => {
    const { status, lines } = run('lib/cli/setup.js');

    expect(status).toBe(0);
    expect(lines).toEqual([expect.stringMatching(/^revloop: first start: installing/)]);
    expect(npmCalls()).toEqual(['ci --no-audit --no-fund']);
  });

  it('installs nothing and prints nothing on the second start', () => {
    run('lib/cli/setup.js');

    const { status, lines } = run('lib/cli/setup.js');

    expect(status).toBe(0);
    expect(lines).toEqual(['']);
    expect(npmCalls()).toHaveLength(1);
  });

  it('installs again when the lockfile is newer', () => {
    run('lib/cli/setup.js');
    const later = Date.parse('2100-01-01');
    utimesSync(join(clone, 'package-lock.json'), later / 1000, later / 1000);

    const { lines } = run('lib/cli/setup.js');

    expect(lines[0]).toContain('package-lock.json is newer than node_modules');
    expect(npmCalls()).toHaveLength(2);
  });

  it('ends with 1 and one line when npm fails', () => {
    const { status, lines } = run('lib/cli/setup.js', { NPM_FAILS: '1' });

    expect(status).toBe(1);
    expect(lines.slice(1)).toEqual(['revloop: npm ci failed: request to the registry failed. Run: npm ci']);
  });

  it('ends with 1 and one line when the pinned Node did not arrive', () => {
    const { status, lines } = run('lib/cli/setup.js', { NPM_SKIPS_NODE: '1' });

    expect(status).toBe(1);
    expect(lines.slice(1)).toEqual([expect.stringContaining('npm ci --ignore-scripts=false')]);
  });

  it.each([
    ['Node', '16.20.2', {}],
    ['npm', '20.20.2', { npm_config_user_agent: 'npm/8.19.4 node/v20.20.2 linux x64' }],
  ])('ends with 1 and one line on a %s that is too old', (what, version, env) => {
    const { status, lines } = run('lib/cli/setup.js', env, version);

    expect(status).toBe(1);
    expect(lines).toEqual([expect.stringMatching(new RegExp(`^revloop: ${what} .* is too old`))]);
    expect(npmCalls()).toEqual([]);
  });
});

describe('lib/cli/revloop.js', () => {
  it('ends with 2 and one line below Node 24', () => {
    const { status, lines } = run('lib/cli/revloop.js', {}, '20.20.2');

    expect(status).toBe(2);
    expect(lines).toEqual([expect.stringMatching(/^RL-1001 .*needs Node 24, this is 20\.20\.2.*npm start/)]);
  });

  it('runs main.ts from Node 24 on', () => {
    writeFileSync(join(clone, 'lib/cli/main.ts'), "const text: string = 'main runs';\nconsole.log(text);\n");

    const { status, out } = run('lib/cli/revloop.js');

    expect(status).toBe(0);
    expect(out).toBe('main runs\n');
  });
});
