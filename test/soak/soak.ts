import { fork } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { runSeed, type SeedReport } from './run-seed.ts';

/**
 * Runs seeded schedules of faults, crashes and edits over both simulators, several at once.
 *
 *     node test/soak/soak.ts [--seeds N] [--seed FIRST]
 *
 * A failing seed is printed with what was wrong; `--seeds 1 --seed S` runs it again, step for step.
 */
/** More than the cores: a seed spends most of its time on calls that hang until they are given up. */
const WORKERS = 6;
const DEFAULT_SEEDS = 2000;
const SEED_LIMIT = 2_000_000_000;

const ReportSchema = z.object({
  seed: z.number(),
  edits: z.number(),
  crashes: z.number(),
  syncs: z.number(),
  hints: z.number(),
  faults: z.record(z.string(), z.number()),
  wrong: z.array(z.string()),
});

const { values } = parseArgs({
  options: { seeds: { type: 'string' }, seed: { type: 'string' }, worker: { type: 'string' } },
});
const first = Number(values.seed ?? randomInt(SEED_LIMIT));
const seeds = Number(values.seeds ?? DEFAULT_SEEDS);

if (values.worker !== undefined) {
  for (let at = Number(values.worker); at < seeds; at += WORKERS) process.send?.(await runSeed(first + at));
  process.disconnect?.();
} else {
  console.log(`soak: ${seeds} seeds from ${first}`);
  process.exitCode = summarise(await runAll());
}

async function runAll(): Promise<readonly SeedReport[]> {
  const reports: SeedReport[] = [];
  const workers = Array.from({ length: Math.min(WORKERS, seeds) }, (_, worker) => {
    const args = ['--seeds', String(seeds), '--seed', String(first), '--worker', String(worker)];
    const child = fork(fileURLToPath(import.meta.url), args, {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    child.on('message', (message) => {
      const report = ReportSchema.parse(message);
      reports.push(report);
      if (report.wrong.length > 0) console.log(textOf(report));
      if (reports.length % 100 === 0) console.log(`soak: ${reports.length} of ${seeds}`);
    });
    return new Promise<void>((resolve) => child.on('exit', () => resolve()));
  });
  await Promise.all(workers);
  return reports;
}

function textOf({ seed, wrong }: SeedReport): string {
  const shown = wrong.slice(0, 8).map((line) => `    ${line}`);
  return [`seed ${seed} FAILED; again: node test/soak/soak.ts --seeds 1 --seed ${seed}`, ...shown].join('\n');
}

function summarise(reports: readonly SeedReport[]): number {
  const sum = (of: (report: SeedReport) => number) =>
    reports.reduce((total, report) => total + of(report), 0);
  const good = reports.filter(({ wrong }) => wrong.length === 0).length;
  const faults = new Map<string, number>();
  for (const report of reports)
    for (const [name, count] of Object.entries(report.faults))
      faults.set(name, (faults.get(name) ?? 0) + count);
  const kinds = [...faults].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, count]) => `${name} ${count}`);
  console.log(
    `edits ${sum(({ edits }) => edits)}, syncs ${sum(({ syncs }) => syncs)}, messages of hints ${sum(({ hints }) => hints)}, crashes ${sum(({ crashes }) => crashes)}`,
  );
  console.log(`faults: ${kinds.join(', ')}`);
  // A worker that died leaves seeds without a report: they count as failed.
  console.log(`${good} passed, ${seeds - good} failed`);
  return good === seeds ? 0 : 1;
}
