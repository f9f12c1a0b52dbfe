import { hash } from 'node:crypto';
import type { RecordRef } from '../domain/entities.ts';
import type { Stage } from '../domain/ledger.ts';
import type { TableKey } from './table.ts';

/**
 * Every key of the one table.
 *
 * | what                        | pk                              | sk                         |
 * | --------------------------- | ------------------------------- | -------------------------- |
 * | CRM record (mirror)         | `REC#crm#object#s`              | record id                  |
 * | quarantined record          | `BAD#crm#object`                | record id                  |
 * | record erased for privacy   | `ERASED#crm#object`             | digest of the id           |
 * | lease, checkpoint, fields   | `SYNC#crm#object`               | `LEASE`, `CHECKPOINT`, `FIELDS` |
 * | first read and its parts    | `SYNC#crm#object`               | `BACKFILL`, `CHUNK#id`     |
 * | sweep of an object          | `SYNC#crm#object`               | `SWEEP#kind`               |
 * | hint waiting to be read     | `HINT#crm#object`               | `kind#id`                  |
 * | error of a step's results    | `ERROR#kind`                    | what it is about           |
 * | run of a step               | `RUNLOG`                        | start, run id              |
 * | alias of a canonical id     | `ALIAS#s`                       | `crm/object/id`            |
 * | ledger row                  | `LEDGER#stage#month`            | journey id                 |
 * | ledger partitions in use    | `LEDGERS`                       | `stage#month`              |
 * | anonymous rows and credits   | `ANON`                          | `ROW#stage#month#n`, `CREDIT#stage#id` |
 * | restatement of past months  | `RESTATE`                       | number                     |
 * | spend or activity file      | `FILE#kind`                     | file name                  |
 * | its rows                    | `ROWS#kind#file#digest`         | row number                 |
 * | snapshot part               | `SNAPSHOT#runId`                | part name                  |
 * | snapshots there are         | `SNAPSHOTS`                     | run id                     |
 * | snapshot pointer            | `POINTER`                       | `kpis`                     |
 * | rank of a person            | `RANK#s`                        | canonical id               |
 * | values frozen on a record   | `FROZEN#s`                      | `crm/object/id`            |
 * | outbox and journal of a plan | `EFFECT#planId`                 | `crm/object/id`            |
 * | plan that was applied       | `APPLIED`                       | plan id                    |
 * | plans that have a journal   | `PLANS`                         | plan id                    |
 * | event already sent          | `SENT#type#s`                   | id                         |
 * | last report of a step       | `RUN#step`                      | what it was about          |
 * | budget of API calls         | `BUDGET#crm`                    | lane, or `DAY`             |
 * | credentials a CRM refused   | `CONNECTION`                    | crm                        |
 * | account of the records     | `ACCOUNT`                       | crm                        |
 * | origin of the data          | `META`                          | `ORIGIN`                   |
 *
 * `s` is a shard: partitions that grow with the CRM are spread so that none takes all writes
 * (1,000 write units a second each, https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html).
 */
const SHARDS = 8;

export const SHARD_NAMES: readonly string[] = Array.from({ length: SHARDS }, (_, shard) => String(shard));

export function shardOf(id: string): string {
  // Of the digest's first byte; its text is made in half the time of a buffer.
  return String(Number.parseInt(hash('sha1', id, 'hex').slice(0, 2), 16) % SHARDS);
}

export const recordKey = ({ crm, object, id }: RecordRef): TableKey => ({
  pk: `REC#${crm}#${object}#${shardOf(id)}`,
  sk: id,
});
export const recordPartitions = (crm: string, object: string): readonly string[] =>
  SHARD_NAMES.map((shard) => `REC#${crm}#${object}#${shard}`);
export const quarantinePartition = (crm: string, object: string): string => `BAD#${crm}#${object}`;
export const erasurePartition = (crm: string, object: string): string => `ERASED#${crm}#${object}`;
export const leaseKey = (crm: string, object: string): TableKey => ({
  pk: `SYNC#${crm}#${object}`,
  sk: 'LEASE',
});
export const checkpointKey = (crm: string, object: string): TableKey => ({
  pk: `SYNC#${crm}#${object}`,
  sk: 'CHECKPOINT',
});
export const descriptionKey = (crm: string, object: string): TableKey => ({
  pk: `SYNC#${crm}#${object}`,
  sk: 'FIELDS',
});
export const syncPartition = (crm: string, object: string): string => `SYNC#${crm}#${object}`;
export const backfillKey = (crm: string, object: string): TableKey => ({
  pk: syncPartition(crm, object),
  sk: 'BACKFILL',
});
export const CHUNK_PREFIX = 'CHUNK#';
export const chunkKey = (crm: string, object: string, chunk: string): TableKey => ({
  pk: syncPartition(crm, object),
  sk: `${CHUNK_PREFIX}${chunk}`,
});
export const sweepKey = (crm: string, object: string, kind: string): TableKey => ({
  pk: syncPartition(crm, object),
  sk: `SWEEP#${kind}`,
});
export const hintPartition = (crm: string, object: string): string => `HINT#${crm}#${object}`;
export const errorPartition = (kind: string): string => `ERROR#${kind}`;
export const RUN_LOG = 'RUNLOG';
export const aliasKey = (ref: string): TableKey => ({ pk: `ALIAS#${shardOf(ref)}`, sk: ref });
export const ALIAS_PARTITIONS: readonly string[] = SHARD_NAMES.map((shard) => `ALIAS#${shard}`);
export const ledgerPartition = (stage: Stage, month: string): string => `LEDGER#${stage}#${month}`;
export const LEDGERS = 'LEDGERS';
export const ANONYMOUS = 'ANON';
export const RESTATEMENTS = 'RESTATE';
export const filePartition = (kind: string): string => `FILE#${kind}`;
export const rowsPartition = (kind: string, file: string, digest: string): string =>
  `ROWS#${kind}#${file}#${digest}`;
export const snapshotPartition = (runId: string): string => `SNAPSHOT#${runId}`;
export const SNAPSHOTS = 'SNAPSHOTS';
export const POINTER_KEY: TableKey = { pk: 'POINTER', sk: 'kpis' };
export const rankKey = (person: string): TableKey => ({ pk: `RANK#${shardOf(person)}`, sk: person });
export const RANK_PARTITIONS: readonly string[] = SHARD_NAMES.map((shard) => `RANK#${shard}`);
export const frozenKey = (ref: string): TableKey => ({ pk: `FROZEN#${shardOf(ref)}`, sk: ref });
export const FROZEN_PARTITIONS: readonly string[] = SHARD_NAMES.map((shard) => `FROZEN#${shard}`);
export const effectPartition = (planId: string): string => `EFFECT#${planId}`;
export const appliedKey = (planId: string): TableKey => ({ pk: 'APPLIED', sk: planId });
export const PLANS = 'PLANS';
export const sentKey = (type: string, id: string): TableKey => ({
  pk: `SENT#${type}#${shardOf(id)}`,
  sk: id,
});
export const sentPartitions = (type: string): readonly string[] =>
  SHARD_NAMES.map((shard) => `SENT#${type}#${shard}`);
export const runPartition = (step: string): string => `RUN#${step}`;
export const budgetKey = (crm: string, part: string): TableKey => ({ pk: `BUDGET#${crm}`, sk: part });
export const accountKey = (crm: string): TableKey => ({ pk: 'ACCOUNT', sk: crm });
export const connectionKey = (crm: string): TableKey => ({ pk: 'CONNECTION', sk: crm });
export const ORIGIN_KEY: TableKey = { pk: 'META', sk: 'ORIGIN' };
