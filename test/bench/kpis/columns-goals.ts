import { type ChildProcess, fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { daysBetween } from '../../../lib/domain/calendar.ts';
import type { Findings } from '../sync/goal.ts';
import { differences, OurSumsSchema, PeerSumsSchema } from './compare-sums.ts';
import { CHANNELS, MONTHS, seededRows } from './seeded-rows.ts';

const PEER = fileURLToPath(new URL('./peer', import.meta.url));
const OURS = fileURLToPath(new URL('./columns-process.ts', import.meta.url));
const ROUNDS = 7;
const OF_PEER = 0.7;
const OF_FULL = 1 / 50;
const MOST_MB = 512;
const ONE_ROW_US = 1000;

const TimesSchema = z.object({ ms: z.number(), cpuMs: z.number(), mb: z.number() });
const ChangeSchema = z.object({ ms: z.number(), decodeMs: z.number(), isSame: z.boolean() });
const DecodingSchema = z.object({ rows: z.number(), parseMs: z.number(), columnsMs: z.number() });

/** Attribution and customers of a million deals, ours and DuckDB's by turns. Throws where their sums differ. */
export async function measureColumns(): Promise<Findings> {
  installPeer();
  const folder = await mkdtemp(join(tmpdir(), 'revloop-columns-'));
  const children: ChildProcess[] = [];
  try {
    await writeCsv(folder);
    const ours = fork(OURS, { execArgv: [] });
    const peer = fork(join(PEER, 'duckdb-process.mjs'), [folder]);
    children.push(ours, peer);
    await Promise.all([reply(ours), reply(peer)]);
    const runs = await rounds(ours, peer);
    const wrong = differences(
      OurSumsSchema.parse(runs.ours),
      PeerSumsSchema.parse({
        ...z.record(z.string(), z.unknown()).parse(runs.peer),
        exact: await ask(peer, 'exact'),
      }),
    );
    if (wrong.length > 0) throw new Error(`sums differ: ${wrong.slice(0, 5).join('; ')}`);
    peer.kill();
    const change = ChangeSchema.parse(await ask(ours, 'change'));
    if (!change.isSame) throw new Error('the sums after a change are not those of a full fold');
    return findings(runs, change, DecodingSchema.parse(await ask(ours, 'decode')));
  } finally {
    for (const child of children) child.kill();
    await rm(folder, { recursive: true });
  }
}

interface Runs {
  readonly ours: unknown;
  readonly peer: unknown;
  readonly best: { readonly ours: z.infer<typeof TimesSchema>; readonly peer: z.infer<typeof TimesSchema> };
}

async function rounds(ours: ChildProcess, peer: ChildProcess): Promise<Runs> {
  let runs: Runs | undefined;
  for (let round = 0; round < ROUNDS; round += 1) {
    const [own, other] = [await ask(ours, 'timed'), await ask(peer, 'timed')];
    const now = { ours: TimesSchema.parse(own), peer: TimesSchema.parse(other) };
    const best =
      runs === undefined
        ? now
        : { ours: better(runs.best.ours, now.ours), peer: better(runs.best.peer, now.peer) };
    runs = { ours: own, peer: other, best };
  }
  if (runs === undefined) throw new Error('no round was run');
  return runs;
}

function better(a: z.infer<typeof TimesSchema>, b: z.infer<typeof TimesSchema>) {
  return { ms: Math.min(a.ms, b.ms), cpuMs: Math.min(a.cpuMs, b.cpuMs), mb: Math.max(a.mb, b.mb) };
}

function findings(
  { best: { ours, peer } }: Runs,
  change: z.infer<typeof ChangeSchema>,
  decoding: z.infer<typeof DecodingSchema>,
): Findings {
  const perRow = (ms: number) => `${((ms * ONE_ROW_US) / decoding.rows).toFixed(2)} µs`;
  return {
    goals: [
      {
        what: '1,000,000 deals, 5,000,000 touches, full',
        measured: ours.ms,
        bound: peer.ms,
        allowed: OF_PEER,
        unit: 'ms of DuckDB’s, 2 threads',
      },
      { what: 'the same, peak memory', measured: ours.mb, bound: MOST_MB, allowed: 1, unit: 'MB' },
      {
        what: '1,000 changed deals',
        measured: change.ms,
        bound: ours.ms,
        allowed: OF_FULL,
        unit: 'ms of the full fold',
      },
    ],
    notes: [
      `Sums equal: first, last, customers and money of linear, U and W to the unit; parts within their rounding. The change gives the bytes of a full fold.`,
      `Processor time ${ours.cpuMs.toFixed(0)} ms against DuckDB’s ${peer.cpuMs.toFixed(0)} ms; DuckDB’s peak memory ${peer.mb.toFixed(0)} MB. Best of ${ROUNDS} rounds, by turns.`,
      `Decoding a deal with its 5 touches: ${perRow(decoding.parseMs)} for JSON.parse, ${perRow(decoding.columnsMs)} for toColumns, against ${((ours.ms * ONE_ROW_US) / 1_000_000).toFixed(2)} µs for all sums. Making and decoding the changed deals and their companies took ${change.decodeMs.toFixed(1)} ms.`,
    ],
  };
}

function installPeer(): void {
  if (existsSync(join(PEER, 'node_modules/@duckdb/node-api'))) return;
  const args = ['install', '--no-audit', '--no-fund', '--no-package-lock', '--loglevel=error'];
  const { status } = spawnSync('npm', args, { cwd: PEER, stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error(`npm install in ${PEER} ended with ${status}: the bench needs DuckDB`);
}

async function writeCsv(folder: string): Promise<void> {
  const deals = createWriteStream(join(folder, 'deals.csv'));
  const touches = createWriteStream(join(folder, 'touches.csv'));
  deals.write('deal,company,month,amount,lead,created,won\n');
  touches.write('deal,seq,day,channel,creation\n');
  const number = numberedDays();
  let place = 0;
  for (const { group, companyId, amountMinor, milestones, touches: journey } of seededRows()) {
    const { leadCreated, dealCreated, won } = milestones;
    const days = [leadCreated, dealCreated, won].map((day) => (day === null ? '' : number(day)));
    const month = group === null ? -1 : MONTHS.indexOf(group);
    deals.write(`${place},${companyId?.slice(1)},${month},${amountMinor},${days.join(',')}\n`);
    const lines = journey.map(
      ({ day, kind, credit }, seq) =>
        `${place},${seq},${number(day)},${CHANNELS.indexOf(credit)},${kind === 'creation' ? 1 : 0}\n`,
    );
    if (!touches.write(lines.join(''))) await once(touches, 'drain');
    place += 1;
  }
  await Promise.all([deals, touches].map((stream) => once(stream.end(), 'close')));
}

function numberedDays(): (day: string) => number {
  const known = new Map<string, number>();
  return (day) => {
    const number = known.get(day) ?? daysBetween('1970-01-01', day);
    known.set(day, number);
    return number;
  };
}

async function ask(child: ChildProcess, what: string): Promise<unknown> {
  const answer = reply(child);
  child.send(what);
  return answer;
}

/** Its next message; an error where it ends instead. */
function reply(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null): void =>
      reject(new Error(`a process of the bench ended with ${code}`));
    child.once('exit', ended);
    child.once('message', (message) => {
      child.off('exit', ended);
      resolve(message);
    });
  });
}
