import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { REPOSITORY } from '../support/source-tree.ts';

/**
 * Everything that takes longer than CI has: `npm run soak [-- --seeds N --seed FIRST --only seeds,million,clients]`.
 * Ends with `N passed, N failed`.
 */
const PARTS = ['seeds', 'million', 'clients'] as const;
/** Installs foreign clients and points them at loopback; beside the repository where the brief is. */
const PEERS = join(REPOSITORY, '../shared/peers');

const { values } = parseArgs({
  options: { seeds: { type: 'string' }, seed: { type: 'string' }, only: { type: 'string' } },
});
const only = values.only?.split(',') ?? PARTS;
const sums = { passed: 0, failed: 0 };

if (only.includes('seeds')) {
  const seed = values.seed === undefined ? [] : ['--seed', values.seed];
  await run(process.execPath, ['test/soak/soak.ts', '--seeds', values.seeds ?? '2000', ...seed]);
}
if (only.includes('million')) await run(process.execPath, ['test/soak/million.ts']);
if (only.includes('clients')) {
  if (existsSync(PEERS)) {
    await run(join(PEERS, 'install.sh'), []);
    await run('python3', ['-B', 'test/peers/run_peers.py', PEERS]);
  } else console.log('foreign clients: left out, their folder ../shared/peers is not there');
}
console.log(`${sums.passed} passed, ${sums.failed} failed`);
process.exitCode = sums.failed === 0 ? 0 : 1;

/** Runs one part, shows what it says, and adds its last `N passed, N failed` up; a part that just dies has failed. */
async function run(command: string, args: readonly string[]): Promise<void> {
  console.log(`\n=== ${[command.split('/').at(-1), ...args].join(' ')}`);
  const child = spawn(command, args, { cwd: REPOSITORY, stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString('utf8');
    process.stdout.write(chunk);
  });
  const [code] = await once(child, 'close');
  const counts = [...text.matchAll(/^(\d+) passed, (\d+) failed$/gm)].at(-1);
  const failed = Number(counts?.[2] ?? 0);
  sums.passed += Number(counts?.[1] ?? 0);
  sums.failed += code !== 0 && failed === 0 ? 1 : failed;
}
