import type { CrmRecord, RecordMerge } from '../../domain/entities.ts';
import { refOf, textOf } from './record-values.ts';

/**
 * Since 2025 a merge makes a record with a new id and lists there the ids it took the place of.
 * https://developers.hubspot.com/docs/guides/api/crm/using-object-apis (merge records)
 */
export function hubspotMergesOf(record: CrmRecord): readonly RecordMerge[] {
  const into = refOf(record);
  const ids = (textOf(record, 'hs_merged_object_ids') ?? '').split(';').map((id) => id.trim());
  return ids
    .filter((id) => id !== '' && id !== record.id)
    .map((id) => ({ from: { crm: record.crm, object: record.object, id }, into }));
}
