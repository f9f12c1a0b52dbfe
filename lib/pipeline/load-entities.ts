import { CRM_NAMES, RECORD_MAPS, type RecordMap } from '../crm/record-maps.ts';
import { AppError } from '../domain/app-error.ts';
import { businessDay } from '../domain/calendar.ts';
import type { CrmConfig } from '../domain/config.ts';
import { type Entity, refKey } from '../domain/entities.ts';
import type { RecordMerge } from '../domain/record-history.ts';
import type { SourcedEntity } from '../kpis/journeys/journey.ts';
import type { MeantChange, RecordHistory } from '../kpis/journeys/record-history.ts';
import { loadDescription } from '../store/description-store.ts';
import type { StoredRecord } from '../store/record-item.ts';
import { loadRecords } from '../store/record-store.ts';
import type { StepContext } from './context.ts';
import { usableConfig } from './ingest/field-drift.ts';

export interface LoadedEntities {
  readonly entities: readonly SourcedEntity[];
  /** What journeys must know beside them: deleted records, merges and earlier stages. */
  readonly history: RecordHistory;
  /** The records behind the entities, by `crm/object/id`. */
  readonly records: ReadonlyMap<string, StoredRecord>;
  /** Every record the store holds, by `crm/object/id`: live, deleted or unreadable. Who was erased is not among them. */
  readonly stored: ReadonlySet<string>;
  /** Records that no longer live, with what became of them. */
  readonly departed: ReadonlyMap<string, Departure>;
  /** Records that today's config cannot make sense of. */
  readonly unreadable: readonly { readonly ref: string; readonly reason: string }[];
}

/** What became of a record that lives no more. */
export type Departure = 'deleted' | 'merged';

/**
 * Every record of every configured CRM: the live ones as entities, the deleted ones as what is remembered of them.
 * The source attributes are those of the first sight: a channel does not change because somebody edits the record
 * later, nor because it is merged away. A mapping whose field is gone, hidden or of another type stands still.
 */
export async function loadEntities({ table, config, today }: StepContext): Promise<LoadedEntities> {
  const found: Found = {
    entities: [],
    gone: [],
    merges: [],
    changes: [],
    records: new Map(),
    stored: new Set(),
    departed: new Map(),
    unreadable: [],
  };
  for (const name of CRM_NAMES) {
    const crmConfig = config.crm[name];
    if (crmConfig === undefined) continue;
    const map = RECORD_MAPS[name];
    for (const object of map.objects) {
      const { issues = [] } = (await loadDescription(table, name, object)) ?? {};
      const crmNow = usableConfig(crmConfig, issues);
      const reader = { map, crmConfig: crmNow, today, timeZone: config.timezone };
      for (const record of await loadRecords(table, name, object)) gather(found, record, reader);
    }
  }
  return settled(found);
}

/**
 * A record may be told of as merged only by the one that took its place, which may be read after it. It lives no more
 * then, also where a page that was older than the merge brought it once more.
 */
function settled({ entities, gone, merges, changes, ...rest }: Found): LoadedEntities {
  const { stored, departed, records } = rest;
  const merged = new Set(merges.map(({ from }) => refKey(from)).filter((key) => stored.has(key)));
  for (const key of merged) {
    departed.set(key, 'merged');
    records.delete(key);
  }
  if (merged.size === 0) return { ...rest, entities, history: { gone, merges, changes } };
  const isMerged = ({ entity }: SourcedEntity): boolean => merged.has(refKey(entity.ref));
  return {
    ...rest,
    entities: entities.filter((one) => !isMerged(one)),
    history: { gone: [...gone, ...entities.filter(isMerged)], merges, changes },
  };
}

interface Found {
  readonly entities: SourcedEntity[];
  readonly gone: SourcedEntity[];
  readonly merges: RecordMerge[];
  readonly changes: MeantChange[];
  readonly records: Map<string, StoredRecord>;
  readonly stored: Set<string>;
  readonly departed: Map<string, Departure>;
  readonly unreadable: { readonly ref: string; readonly reason: string }[];
}

interface Reader {
  readonly map: RecordMap;
  readonly crmConfig: CrmConfig;
  readonly today: string;
  readonly timeZone: string;
}

function gather(found: Found, record: StoredRecord, reader: Reader): void {
  const { map, crmConfig } = reader;
  const key = refKey(record);
  found.stored.add(key);
  try {
    if (record.deleted) found.departed.set(key, 'deleted');
    found.merges.push(...mergesOf(record, map));
    const changes = map.toChanges(record, crmConfig);
    found.changes.push(
      ...changes.map((change) => ({ ...change, meanings: map.meaningsOf(change, crmConfig) })),
    );
    const entity = map.toEntity(record, crmConfig);
    if (entity === null) return;
    const sourced = { entity: asOfToday(withOrigin(entity, record), reader), fields: record.fields };
    if (record.deleted) found.gone.push(sourced);
    else {
      found.entities.push(sourced);
      found.records.set(key, record);
    }
  } catch (cause) {
    if (!(cause instanceof AppError) || cause.code !== 'record-invalid') throw cause;
    found.unreadable.push({ ref: key, reason: cause.message });
  }
}

/** Merges that a record tells of itself, and the one that ingest learned from the record that took its place. */
function mergesOf(record: StoredRecord, map: RecordMap): readonly RecordMerge[] {
  const told = map.mergesOf(record);
  const { crm, object, id, deleted, mergedInto } = record;
  if (!deleted || mergedInto === undefined) return told;
  return [...told, { from: { crm, object, id }, into: { crm, object, id: mergedInto } }];
}

/** A meeting that is still to come is not done, whatever its record says. */
function asOfToday(entity: Entity, { today, timeZone }: Reader): Entity {
  if (entity.kind !== 'activity' || entity.at === null) return entity;
  return businessDay(entity.at, timeZone) > today ? { ...entity, isDone: false } : entity;
}

function withOrigin(entity: Entity, { origin }: StoredRecord): Entity {
  if (origin === null || (entity.kind !== 'person' && entity.kind !== 'deal')) return entity;
  return { ...entity, source: origin };
}
