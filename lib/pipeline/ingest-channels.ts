import { createHash } from 'node:crypto';
import { readActivityCsv } from '../channels/activity-csv.ts';
import { type ChannelFiles, type SortedFile, sortFiles } from '../channels/channel-files.ts';
import type { FileReject } from '../channels/channel-source.ts';
import { readCoverageCsv } from '../channels/coverage-csv.ts';
import { readSpendCsv } from '../channels/spend-csv.ts';
import type { DataIssue } from '../domain/ledger.ts';
import { type FileKind, listFiles, removeFile, storeFile } from '../store/file-store.ts';
import { stableJson } from '../store/json.ts';
import { acquireLease, releaseLease } from '../store/sync-store.ts';
import type { StepContext } from './context.ts';

export interface FileReport {
  readonly kind: FileKind;
  readonly name: string;
  readonly rows: number;
  /** Tax excluded, minor units; 0 for files that hold no money. */
  readonly totalMinor: number;
  /** False where the store held exactly this file already. */
  readonly isChanged: boolean;
  readonly rejects: readonly FileReject[];
  readonly issues: readonly DataIssue[];
  /** Name of a file with the same content that is counted instead of this one. */
  readonly copyOf?: string;
}

export interface ChannelReport {
  readonly files: readonly FileReport[];
  readonly removed: readonly string[];
}

interface ReadFile {
  readonly rows: readonly unknown[];
  readonly count: number;
  readonly totalMinor: number;
  readonly rejects: readonly FileReject[];
  readonly issues: readonly DataIssue[];
}

const KINDS: readonly FileKind[] = ['spend', 'coverage', 'activity'];

/**
 * Takes spend, coverage and activity files into the store. A file that is there already changes nothing, a changed
 * file replaces its rows, a file that is gone takes its rows with it, and a copy under another name is not counted.
 */
export async function ingestChannels(context: StepContext, files: ChannelFiles): Promise<ChannelReport> {
  const { table, config, log } = context;
  const lease = await acquireLease(context, 'channels', 'files');
  try {
    const sorted = sortFiles(await files.read(), config);
    const reports: FileReport[] = [];
    const seen = new Map<string, string>();
    for (const entry of sorted) {
      const content = createHash('sha256').update(entry.kind).update(entry.file.bytes).digest('hex');
      const copyOf = seen.get(content);
      if (copyOf === undefined) seen.set(content, entry.file.name);
      reports.push(copyOf === undefined ? await takeIn(context, entry) : copyReport(entry, copyOf));
    }
    const kept = new Set(
      reports.flatMap(({ kind, name, copyOf }) => (copyOf === undefined ? [`${kind}/${name}`] : [])),
    );
    const removed = await removeOthers(context, kept);
    log.info('ingest-channels', {
      files: reports.length,
      removed: removed.length,
      rejects: reports.reduce((sum, { rejects }) => sum + rejects.length, 0),
    });
    return { files: reports, removed };
  } finally {
    await releaseLease({ table, clock: context.clock, random: context.random }, lease);
  }
}

async function takeIn({ table, config }: StepContext, entry: SortedFile): Promise<FileReport> {
  const read = readOne(entry, config);
  const settings = stableJson({
    source: entry.kind === 'coverage' ? null : entry.source,
    channels: config.channels.map(({ id, name }) => ({ id, name })),
    currency: config.currency,
  });
  const digest = createHash('sha256').update(settings).update(entry.file.bytes).digest('hex').slice(0, 32);
  const { name } = entry.file;
  const { rejects, issues, totalMinor, count } = read;
  const summary = stableJson({ rows: count, totalMinor, rejects, issues });
  const isChanged = await storeFile(table, { kind: entry.kind, name, digest, summary }, read.rows);
  return { kind: entry.kind, name, rows: count, totalMinor, isChanged, rejects, issues };
}

function readOne(entry: SortedFile, config: StepContext['config']): ReadFile {
  const { name, bytes } = entry.file;
  const { channels, currency } = config;
  if (entry.kind === 'spend') {
    const { source } = entry;
    const { days, coverage, totalMinor, rows, rejects, issues } = readSpendCsv({
      file: name,
      bytes,
      source,
      channels,
      currency,
    });
    // One item per spend row, with its days: a row is what people look up.
    const byRow = Map.groupBy(days, (day) => day.source);
    const stored = [...byRow.values()].map((rowDays) => ({ days: rowDays }));
    return { rows: [...stored, { coverage }], count: rows, totalMinor, rejects, issues };
  }
  if (entry.kind === 'coverage') {
    const { coverage, rejects } = readCoverageCsv({ file: name, bytes, channels });
    return { rows: coverage, count: coverage.length, totalMinor: 0, rejects, issues: [] };
  }
  const { rows, rejects } = readActivityCsv({ file: name, bytes, source: entry.source, channels });
  return { rows, count: rows.length, totalMinor: 0, rejects, issues: [] };
}

function copyReport({ kind, file }: SortedFile, copyOf: string): FileReport {
  return { kind, name: file.name, rows: 0, totalMinor: 0, isChanged: false, rejects: [], issues: [], copyOf };
}

async function removeOthers({ table }: StepContext, kept: ReadonlySet<string>): Promise<readonly string[]> {
  const removed: string[] = [];
  for (const kind of KINDS) {
    for (const { name } of await listFiles(table, kind)) {
      if (kept.has(`${kind}/${name}`)) continue;
      await removeFile(table, kind, name);
      removed.push(name);
    }
  }
  return removed;
}
