import { CRM_NAMES, RECORD_MAPS } from '../crm/record-maps.ts';
import { AppError } from '../domain/app-error.ts';
import type { CrmRecord, Entity } from '../domain/entities.ts';
import type { SourcedEntity } from '../kpis/journeys/journey.ts';
import { loadRecords, type StoredRecord } from '../store/record-store.ts';
import type { StepContext } from './context.ts';

export interface LoadedEntities {
  readonly entities: readonly SourcedEntity[];
  /** The records behind the entities, by `crm/object/id`. */
  readonly records: ReadonlyMap<string, StoredRecord>;
  /** Records that today's config cannot make sense of. */
  readonly unreadable: readonly { readonly ref: string; readonly reason: string }[];
}

/**
 * Every live record of every configured CRM as an entity. The source attributes are those of the first sight:
 * a channel does not change because somebody edits the record later.
 */
export async function loadEntities({ table, config }: StepContext): Promise<LoadedEntities> {
  const entities: SourcedEntity[] = [];
  const records = new Map<string, StoredRecord>();
  const unreadable: { ref: string; reason: string }[] = [];
  for (const name of CRM_NAMES) {
    const crmConfig = config.crm[name];
    if (crmConfig === undefined) continue;
    const map = RECORD_MAPS[name];
    for (const object of map.objects) {
      for (const record of await loadRecords(table, name, object)) {
        if (record.deleted) continue;
        try {
          const entity = map.toEntity(record, crmConfig);
          if (entity === null) continue;
          entities.push({ entity: withOrigin(entity, record), fields: record.fields });
          records.set(keyOf(record), record);
        } catch (cause) {
          if (!(cause instanceof AppError) || cause.code !== 'record-invalid') throw cause;
          unreadable.push({ ref: keyOf(record), reason: cause.message });
        }
      }
    }
  }
  return { entities, records, unreadable };
}

function withOrigin(entity: Entity, { origin }: StoredRecord): Entity {
  if (origin === null || (entity.kind !== 'person' && entity.kind !== 'deal')) return entity;
  return { ...entity, source: origin };
}

function keyOf({ crm, object, id }: CrmRecord): string {
  return `${crm}/${object}/${id}`;
}
