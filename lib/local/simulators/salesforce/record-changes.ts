import { rollUpCampaigns } from './campaign-roll-ups.ts';
import { keepFieldHistory } from './field-history.ts';
import { keepHistory } from './opportunity-history.ts';
import { type Org, stampNow } from './org.ts';
import type { FieldValue, StoredRow } from './value-types.ts';

export type ChangeKind = 'CREATE' | 'UPDATE' | 'DELETE' | 'UNDELETE';
/** What a person did, where it shows in the history beside the fields it changed. */
type ChangeCause = 'conversion' | 'merge';

export interface RecordChange {
  readonly object: string;
  readonly kind: ChangeKind;
  readonly before: StoredRow | undefined;
  readonly after: StoredRow;
  readonly cause?: ChangeCause | undefined;
}

type Values = Readonly<Record<string, FieldValue>>;

/** What the server notes beside a change it makes itself; `LastModifiedDate` stays, which fools naive readers. */
export const systemStamp = (org: Org): Values => ({ SystemModstamp: stampNow(org) });

/** What is noted when a user changes a record. */
export const userStamp = (org: Org): Values => {
  const stamp = stampNow(org);
  return { LastModifiedDate: stamp, LastModifiedById: org.userId, SystemModstamp: stamp };
};

/** Puts a record with all that follows from it: histories, campaign roll-ups and the change event. */
export function commitChange(org: Org, change: RecordChange): StoredRow {
  org.store.put(change.object, change.after);
  keepHistory(org, change);
  keepFieldHistory(org, change);
  rollUpCampaigns(org, change);
  org.changes.note(org, change);
  return change.after;
}

/** Changes some values of a record that is there. */
export function changeRow(
  org: Org,
  object: string,
  row: StoredRow,
  values: Values,
  as: { readonly kind?: ChangeKind; readonly cause?: ChangeCause } = {},
): StoredRow {
  const after = { id: row.id, values: { ...row.values, ...values } };
  return commitChange(org, { object, kind: as.kind ?? 'UPDATE', before: row, after, cause: as.cause });
}
