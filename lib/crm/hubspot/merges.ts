import type { CrmRecord } from '../../domain/entities.ts';
import type { RecordMerge } from '../../domain/record-history.ts';
import { refOf, textOf } from './record-values.ts';

const MERGED_IDS = 'hs_merged_object_ids';
/** The same of contacts merged before 2025, as `vid:time` each; describe can leave either out. */
const MERGED_CONTACTS = 'hs_calculated_merged_vids';

/** Properties that tell of merges, asked for on every read. */
export function mergeFields(object: string): readonly string[] {
  return object === 'contacts' ? [MERGED_IDS, MERGED_CONTACTS] : [MERGED_IDS];
}

/**
 * Since 2025 a merge makes a record with a new id and lists there the ids it took the place of; before, the primary one
 * stayed.
 * https://developers.hubspot.com/docs/guides/api/crm/using-object-apis (merge records)
 */
export function hubspotMergesOf(record: CrmRecord): readonly RecordMerge[] {
  const texts = mergeFields(record.object).map((name) => textOf(record, name));
  // Nearly every record: told before anything is made for it.
  if (texts.every((text) => text === null)) return [];
  const into = refOf(record);
  const listed = texts.flatMap((text) => (text ?? '').split(';'));
  const ids = listed.map((entry) => entry.split(':')[0]?.trim() ?? '');
  return [...new Set(ids)]
    .filter((id) => id !== '' && id !== record.id)
    .map((id) => ({ from: { crm: record.crm, object: record.object, id }, into }));
}
