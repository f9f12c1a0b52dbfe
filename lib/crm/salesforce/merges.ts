import type { CrmRecord } from '../../domain/entities.ts';
import type { RecordMerge } from '../../domain/record-history.ts';
import { refOf } from './record-values.ts';

/** The loser of a merge is deleted and names its winner. https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_lead.htm (MasterRecordId) */
export function salesforceMergesOf(record: CrmRecord): readonly RecordMerge[] {
  const { crm, object, id } = record;
  const into = record.deleted ? refOf(record, 'MasterRecordId', object) : null;
  return into === null ? [] : [{ from: { crm, object, id }, into }];
}
