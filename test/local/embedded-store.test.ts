import { execFile } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ensureEmbeddedStore, stopEmbeddedStore } from '../../lib/local/embedded-store.ts';
import { REPOSITORY } from '../support/source-tree.ts';

/** A process id that nobody has: beyond what Linux and macOS give out. */
const NOBODY = 2 ** 30;
const LONG_AGO = 1_000_000;

let home: string;

beforeEach(() => {
  home = join(mkdtempSync(join(tmpdir(), 'revloop-store-')), '.revloop');
});

afterEach(async () => {
  await stopEmbeddedStore(home);
  rmSync(join(home, '..'), { recursive: true, force: true });
});

/** Asks for the store in a process of its own. */
async function askElsewhere(): Promise<string> {
  const script = `import { ensureEmbeddedStore } from ${JSON.stringify(join(REPOSITORY, 'lib/local/embedded-store.ts'))};
    console.log(await ensureEmbeddedStore(${JSON.stringify(home)}, 'revloop'));`;
  const args = ['--input-type=module', '--eval', script];
  return (await promisify(execFile)(process.execPath, args)).stdout.trim();
}

describe('ensureEmbeddedStore', () => {
  it('gives processes that start at the same moment in an empty home one store', async () => {
    const urls = await Promise.all([askElsewhere(), askElsewhere(), askElsewhere()]);

    expect(new Set(urls).size).toBe(1);
    expect(urls[0]).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(readdirSync(home)).not.toContain('store.lock');
  });

  it('starts a new one in place of one that ended, with the same data folder', async () => {
    await ensureEmbeddedStore(home, 'revloop');
    const before = readFileSync(join(home, 'store.json'), 'utf8');
    await stopEmbeddedStore(home);

    await ensureEmbeddedStore(home, 'revloop');

    expect(readFileSync(join(home, 'store.json'), 'utf8')).not.toBe(before);
  });

  it.each([
    ['whose holder is gone', String(NOBODY)],
    ['whose holder was killed before it could write its id', ''],
  ])('passes a lock %s', async (_, holder) => {
    mkdirSync(home);
    writeFileSync(join(home, 'store.lock'), holder);
    utimesSync(join(home, 'store.lock'), LONG_AGO, LONG_AGO);

    const url = await ensureEmbeddedStore(home, 'revloop');

    expect(url).toMatch(/^http:/);
  });

  it.each([
    ['half written', '{"url":"http'],
    ['of a process that is gone', JSON.stringify({ url: 'http://127.0.0.1:9', pid: NOBODY })],
  ])('passes a record %s', async (_, record) => {
    mkdirSync(home);
    writeFileSync(join(home, 'store.json'), record);

    const url = await ensureEmbeddedStore(home, 'revloop');

    expect(JSON.parse(readFileSync(join(home, 'store.json'), 'utf8'))).toMatchObject({ url });
  });
});
