import type { ChangePage, Crm, Cursor, ObjectDescription } from '../crm/crm.ts';
import { isCrmName, type RecordMap, recordMapOf } from '../crm/record-maps.ts';
import { AppError } from '../domain/app-error.ts';
import type { CrmConfig } from '../domain/config.ts';
import type { CrmRecord, SourceAttributes } from '../domain/entities.ts';
import type { ErrorCode } from '../domain/error-codes.ts';
import { type IncomingRecord, isStorable, loadRecords, upsertRecords } from '../store/record-store.ts';
import { saveRun } from '../store/run-store.ts';
import {
  acquireLease,
  type Lease,
  loadCheckpoint,
  loadDescription,
  loadQuarantine,
  type Quarantined,
  releaseLease,
  renewLease,
  type StoredDescription,
  saveCheckpoint,
  saveDescription,
  updateQuarantine,
} from '../store/sync-store.ts';
import { type StepContext, secondsBetween } from './context.ts';
import { toRunError } from './run-error.ts';

/**
 * How far behind its own checkpoint a run starts to read: changes can become visible minutes after their stamp.
 * https://github.com/airbytehq/airbyte/issues/27146 saw about five.
 */
const LOOKBACK_MS = 10 * 60_000;

/** Names of the fields that RevLoop makes, in any CRM. */
const OWN_FIELD = /^revloop_/i;

export interface SyncRun {
  readonly crm: string;
  readonly object: string;
  readonly read: number;
  readonly upserted: number;
  readonly deleted: number;
  readonly quarantined: number;
  readonly calls: number;
  readonly seconds: number;
  readonly checkpoint: Cursor | null;
  /** Set where this object's run stopped early; the other objects went on. */
  readonly error?: { readonly code: ErrorCode; readonly message: string };
}

export interface Completeness {
  readonly crm: string;
  readonly object: string;
  readonly crmCount: number;
  readonly storeCount: number;
  readonly missing: readonly string[];
  readonly extra: readonly string[];
}

export interface IngestReport {
  readonly runs: readonly SyncRun[];
  readonly completeness: readonly Completeness[];
  readonly quarantined: readonly (Quarantined & { readonly crm: string; readonly object: string })[];
}

/**
 * Reads what changed in one CRM into the store, object by object, side by side: page stored, then checkpoint.
 * A record that cannot be understood is quarantined; an object that fails leaves the others alone.
 * `isFull` reads everything again. Running it twice gives the same store.
 */
export async function ingestCrm(
  context: StepContext,
  crm: Crm,
  options: { readonly isFull?: boolean; readonly objects?: readonly string[] } = {},
): Promise<IngestReport> {
  const objects = options.objects ?? crm.objects;
  const results = await Promise.all(
    objects.map((object) => ingestObject(context, crm, { object, isFull: options.isFull ?? false })),
  );
  return {
    runs: results.map(({ run }) => run),
    completeness: results.flatMap(({ completeness }) => completeness ?? []),
    quarantined: results.flatMap(({ quarantined }) => quarantined),
  };
}

interface ObjectResult {
  readonly run: SyncRun;
  readonly completeness?: Completeness;
  readonly quarantined: IngestReport['quarantined'];
}

async function ingestObject(
  context: StepContext,
  crm: Crm,
  { object, isFull }: { readonly object: string; readonly isFull: boolean },
): Promise<ObjectResult> {
  const { table, clock } = context;
  const startMs = clock.nowMs();
  const count: ReadCount = { read: 0, upserted: 0, deleted: 0, checkpoint: null };
  let error: SyncRun['error'];
  let completeness: Completeness | undefined;
  try {
    const lease = await acquireLease(context, crm.name, object);
    try {
      await readObject(context, crm, { lease, isFull, count });
      completeness = await compare(context, crm, object);
    } finally {
      await releaseLease(context, lease);
    }
  } catch (cause) {
    const { code, message } = toRunError(cause, crm.name);
    error = { code, message };
  }
  const bad = await loadQuarantine(table, crm.name, object);
  const run: SyncRun = {
    crm: crm.name,
    object,
    read: count.read,
    upserted: count.upserted,
    deleted: count.deleted,
    quarantined: bad.length,
    calls: crm.calls(object),
    seconds: secondsBetween(startMs, clock.nowMs()),
    checkpoint: count.checkpoint,
    ...(error === undefined ? {} : { error }),
  };
  context.log.info('ingest-crm object', {
    crm: run.crm,
    object,
    read: run.read,
    upserted: run.upserted,
    deleted: run.deleted,
    quarantined: run.quarantined,
    calls: run.calls,
    seconds: run.seconds,
  });
  await saveRun(table, 'ingest-crm', {
    name: `${crm.name}#${object}`,
    endedAt: new Date(clock.nowMs()).toISOString(),
    report: { run, completeness: completeness ?? null },
  });
  const quarantined = bad.map((entry) => ({ ...entry, crm: crm.name, object }));
  return { run, quarantined, ...(completeness === undefined ? {} : { completeness }) };
}

interface ReadCount {
  read: number;
  upserted: number;
  deleted: number;
  checkpoint: Cursor | null;
}

async function readObject(
  context: StepContext,
  crm: Crm,
  work: { readonly lease: Lease; readonly isFull: boolean; readonly count: ReadCount },
): Promise<void> {
  const { table, onProgress } = context;
  const { lease, count } = work;
  const map = recordMapOf(crm.name);
  const config = configOf(context, crm.name);
  const description = await crm.describe(lease.object);
  const isWider = hasNewFields(description, await loadDescription(table, crm.name, lease.object));
  const cursor = work.isFull || isWider ? null : await loadCheckpoint(table, crm.name, lease.object);
  count.checkpoint = cursor;
  const known = new Set((await loadQuarantine(table, crm.name, lease.object)).map(({ id }) => id));
  for await (const page of crm.readChanges(description, cursor, { lookbackMs: LOOKBACK_MS })) {
    const sorted = sortOut(page, map, config);
    await renewLease(context, lease);
    const stored = await upsertRecords(table, sorted.good);
    for (const { id } of sorted.bad) known.add(id);
    const released = sorted.good.map(({ record }) => record.id).filter((id) => known.has(id));
    await updateQuarantine(table, lease, { add: sorted.bad, release: released });
    await saveCheckpoint(table, lease, page.cursor);
    count.read += page.records.length + page.rejects.length;
    count.upserted += stored.upserted;
    count.deleted += stored.deleted;
    count.checkpoint = page.cursor;
    onProgress?.({ step: 'ingest-crm', what: `${crm.name} ${lease.object}`, done: count.read });
  }
  await saveDescription(table, lease, description);
}

/** A field that appeared since the last run has values nobody read yet. Our own fields start out blank. */
function hasNewFields(now: ObjectDescription, before: StoredDescription | undefined): boolean {
  if (before === undefined) return false;
  const known = new Set(before.fields.map(({ name }) => name));
  return now.fields.some(({ name }) => !known.has(name) && !OWN_FIELD.test(name));
}

/** Tells the records that make an entity from those that cannot, before anything is stored. */
function sortOut(
  page: ChangePage,
  map: RecordMap,
  config: CrmConfig,
): { readonly good: readonly IncomingRecord[]; readonly bad: readonly Quarantined[] } {
  const good: IncomingRecord[] = [];
  const bad: Quarantined[] = [...page.rejects];
  for (const record of page.records) {
    try {
      const origin = originOf(record, map, config);
      if (isStorable(record)) good.push({ record, volatile: map.volatile, origin });
      else
        bad.push({
          id: record.id,
          code: 'record-invalid',
          reason: 'its fields are larger than the store takes',
        });
    } catch (cause) {
      if (!(cause instanceof AppError) || cause.code !== 'record-invalid') throw cause;
      bad.push({ id: record.id, code: cause.code, reason: cause.message });
    }
  }
  return { good, bad };
}

function originOf(record: CrmRecord, map: RecordMap, config: CrmConfig): SourceAttributes | null {
  const entity = map.toEntity(record, config);
  return entity?.kind === 'person' || entity?.kind === 'deal' ? entity.source : null;
}

/** What the CRM counts against what the store holds; ids are fetched only where the counts differ. */
async function compare(context: StepContext, crm: Crm, object: string): Promise<Completeness> {
  const crmCount = await crm.count(object);
  const stored = (await loadRecords(context.table, crm.name, object)).filter(({ deleted }) => !deleted);
  const base = { crm: crm.name, object, crmCount, storeCount: stored.length };
  if (crmCount === stored.length) return { ...base, missing: [], extra: [] };
  const theirs = new Set(await crm.listIds(object));
  const ours = new Set(stored.map(({ id }) => id));
  return {
    ...base,
    missing: [...theirs].filter((id) => !ours.has(id)).sort(),
    extra: [...ours].filter((id) => !theirs.has(id)).sort(),
  };
}

function configOf({ config }: StepContext, crm: string): CrmConfig {
  const own = isCrmName(crm) ? config.crm[crm] : undefined;
  if (own === undefined) throw new AppError('config-invalid', `crm.${crm} is not configured`);
  return own;
}
