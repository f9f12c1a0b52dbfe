import type { ChangePage } from '../../crm/crm.ts';
import { AppError } from '../../domain/app-error.ts';
import type { CrmRecord, SourceAttributes } from '../../domain/entities.ts';
import { type Fitted, fitRecord } from '../../store/fit-record.ts';
import { type Quarantined, TEXT_CUT } from '../../store/quarantine-store.ts';
import type { IncomingGone, IncomingRecord, VersionRule } from '../../store/record-versions.ts';
import { storePage } from '../../store/store-page.ts';
import { withErased } from './erase.ts';
import { mappedFields } from './field-drift.ts';
import type { ReadCounts } from './ingest-report.ts';
import { type ObjectWork, warn } from './object-work.ts';

/** As far as the CRM's clock and ours may differ. */
const CLOCKS_APART_MS = 10 * 60_000;
/** The first page of an object may have been asked for together with others', before its own work began. */
const PEEK_MS = 2 * 60_000;

export type PageContent = Pick<
  ChangePage,
  'records' | 'rejects' | 'patches' | 'gone' | 'needsIdCheck' | 'warnings'
>;

/**
 * Stores what a page holds and puts aside what cannot be understood. `isCurrent`: the CRM was asked for these ids just
 * now. The caller saves the page's cursor afterwards.
 */
export async function takePage(
  work: ObjectWork,
  page: PageContent,
  { isCurrent = false }: { readonly isCurrent?: boolean } = {},
): Promise<void> {
  const { context, crm, object, lease, map, erasures, quarantine, tally } = work;
  const { good, merged, cut, ...sorted } = sortOut(work, page);
  const bad = sorted.bad.filter(({ id }) => !erasures.has(id));
  const { patches = [] } = page;
  const gone = await withErased(work, page.gone ?? []);
  const cutIds = new Set(cut.map(({ id }) => id));
  await lease.hold();
  const stored = await storePage(
    context.table,
    { crm: crm.name, object, records: good, patches, gone, merged },
    { volatile: map.volatile, isCurrent, erasures, future: futureOf(work) },
  );
  const healed = await quarantine.update({
    add: bad,
    cut: cut.filter(({ id }) => !erasures.has(id)),
    release: [
      ...good.map(({ record }) => record.id).filter((id) => !cutIds.has(id)),
      ...gone.map(({ id }) => id),
    ],
    at: new Date(context.clock.nowMs()).toISOString(),
  });
  tally.read += page.records.length + page.rejects.length + patches.length + gone.length;
  tally.upserted += stored.upserted;
  tally.deleted += stored.deleted;
  tally.unchanged += stored.unchanged + sorted.bad.length - bad.length;
  tally.quarantined += bad.length;
  tally.merged += stored.merged;
  tally.healed += healed;
  for (const { code, reason } of page.warnings ?? []) warn(tally, code, reason);
  for (const { code, reason, id } of cut) warn(tally, code, reason.replaceAll(id, '…'));
  if (page.needsIdCheck === true) tally.needsIdCheck = true;
}

/** Takes pages until the last one or until time is up, each saved before the next is asked for. True at the last one. */
export async function takePages(
  work: ObjectWork,
  pages: AsyncIterable<ChangePage>,
  save: (page: ChangePage) => Promise<void>,
): Promise<boolean> {
  const { context, crm, object, time, tally } = work;
  let startMs = context.clock.nowMs();
  if (time.isUp()) return false;
  for await (const page of pages) {
    await takePage(work, page);
    await save(page);
    const nowMs = context.clock.nowMs();
    time.learn(nowMs - startMs);
    startMs = nowMs;
    context.onProgress?.({ step: 'ingest-crm', what: `${crm.name} ${object}`, done: tally.read });
    if (page.done) return true;
    if (time.isUp()) return false;
  }
  return true;
}

/** Every record that was read is accounted for. Throws `count-mismatch`: figures nobody can explain are no figures. */
export function assertAccounted(what: string, counts: ReadCounts): void {
  const { read, upserted, deleted, unchanged, quarantined } = counts;
  if (read === upserted + deleted + unchanged + quarantined) return;
  throw new AppError(
    'count-mismatch',
    `${what}: ${read} read, but ${upserted} upserted + ${deleted} deleted + ${unchanged} unchanged + ${quarantined} quarantined`,
  );
}

/** What stamps cannot be true, and the instant at which nothing of this run was asked for yet. */
function futureOf({ context, startedMs }: ObjectWork): VersionRule['future'] {
  const from = new Date(context.clock.nowMs() + CLOCKS_APART_MS).toISOString();
  return { from, countsAs: new Date(startedMs - PEEK_MS).toISOString() };
}

type CutRecord = Quarantined & { readonly code: typeof TEXT_CUT };

interface Sorted {
  readonly good: readonly IncomingRecord[];
  readonly bad: readonly Quarantined[];
  /** Those of the good ones whose texts were cut. */
  readonly cut: readonly CutRecord[];
  readonly merged: readonly IncomingGone[];
}

/** Tells the records that make an entity from those that cannot, before anything is stored. */
function sortOut(work: ObjectWork, page: PageContent): Sorted {
  const good: IncomingRecord[] = [];
  const bad: Quarantined[] = [...page.rejects];
  const merged: IncomingGone[] = [];
  const cut: CutRecord[] = [];
  const mapped = new Set(mappedFields(work.crm.name, work.object, work.config).map(({ field }) => field));
  for (const record of page.records) {
    try {
      const origin = originOf(work, record);
      const losers = mergedBy(work, record);
      const fit = fitted(work, record, mapped);
      good.push({ record: fit.record, origin });
      if (fit.cut.length > 0) cut.push(toCut(record, fit.cut));
      merged.push(...losers);
    } catch (cause) {
      if (!(cause instanceof AppError) || cause.code !== 'record-invalid') throw cause;
      bad.push({ id: record.id, code: cause.code, reason: cause.message });
    }
  }
  return { good, bad, merged, cut };
}

function originOf({ map, config }: ObjectWork, record: CrmRecord): SourceAttributes | null {
  const entity = map.toEntity(record, config);
  return entity?.kind === 'person' || entity?.kind === 'deal' ? entity.source : null;
}

function mergedBy({ map, object }: ObjectWork, record: CrmRecord): readonly IncomingGone[] {
  return map
    .mergesOf(record)
    .filter(({ from }) => from.object === object)
    .map(({ from, into }) => ({ id: from.id, at: record.version, mergedInto: into.id }));
}

/** Texts that no figure rests on give way where a record is larger than an item of the store; each is named. */
function fitted({ context, crm }: ObjectWork, record: CrmRecord, mapped: ReadonlySet<string>): Fitted {
  const { object, id } = record;
  const fit = fitRecord(record, mapped);
  if (fit === undefined)
    throw new AppError('record-invalid', `${object} ${id}: its fields are larger than the store takes`);
  const { cut } = fit;
  if (cut.length > 0)
    context.log.warn('ingest-crm text cut', {
      code: 'text-cut',
      crm: crm.name,
      object,
      id,
      fields: cut.join(),
    });
  return fit;
}

function toCut({ object, id }: CrmRecord, fields: readonly string[]): CutRecord {
  return {
    id,
    code: TEXT_CUT,
    reason: `${object} ${id}: the store keeps the first part of ${fields.join(', ')}`,
  };
}
