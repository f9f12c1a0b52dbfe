import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stopEmbeddedStore } from '../../lib/local/embedded-store.ts';

/** Day the READMEs' output is of: the demo's data depend on nothing else. */
const AS_OF = '2026-11-24';

/** What `npm start -- --once` prints on that day, without what differs from run to run. */
export async function demoExcerpt(lang: 'en' | 'ja'): Promise<string> {
  const home = mkdtempSync(join(tmpdir(), 'revloop-readme-'));
  try {
    const args = ['lib/cli/revloop.js', 'demo', '--once', '--as-of', AS_OF, '--lang', lang];
    const env = { PATH: process.env['PATH'], REVLOOP_HOME: home };
    const text = execFileSync(process.execPath, args, {
      env,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return excerptOf(text.split('\n'));
  } finally {
    await stopEmbeddedStore(home);
    rmSync(home, { recursive: true, force: true });
  }
}

/** The block of a README that shows that output. */
export function outputBlock(readme: string): string {
  return BLOCK.exec(readme)?.[2] ?? 'no output block';
}

export function withOutput(readme: string, output: string): string {
  return readme.replace(BLOCK, (_all, head: string) => `${head}${output}\n\`\`\``);
}

const BLOCK = /(<!-- output of: .*? -->\n```text\n)([\s\S]*?)\n```/;

function excerptOf(lines: readonly string[]): string {
  const read = lines.filter((line) => /^(Read|People|読み込み|人数)/.test(line));
  const table = lines.findIndex((line) => /^(Channel|チャネル) /.test(line));
  const period = lines.findIndex((line, at) => at > table && /^\d{4}-\d{2}-\d{2} /.test(line));
  const ranks = lines.findIndex((line) => /^(Ranks|ランク)/.test(line));
  const RANKS_TO_EVENTS = 4;
  return [
    ...read,
    '',
    ...lines.slice(table, period + 1),
    '',
    ...lines.slice(ranks, ranks + RANKS_TO_EVENTS),
  ].join('\n');
}
