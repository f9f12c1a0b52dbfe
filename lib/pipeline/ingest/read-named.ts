import { CrmFailure } from '../../crm/crm-failure.ts';
import type { CrmRecord } from '../../domain/entities.ts';
import type { ObjectWork } from './object-work.ts';

/** Ids asked for at once; both vendors read that many in one call. */
export const NAMED_BATCH = 100;

/** What the CRM says of ids now. */
export interface Named {
  readonly records: readonly CrmRecord[];
  /** Ids that the CRM has no record of. */
  readonly absent: readonly string[];
  /** Ids that the CRM refuses as none of its own. */
  readonly refused: readonly string[];
}

/** Asks the CRM for at most `NAMED_BATCH` ids. One that it refuses does not spoil the others: the rest is asked again. */
export async function readNamed(work: ObjectWork, ids: readonly string[]): Promise<Named> {
  const { crm, description } = work;
  try {
    const found = await crm.readByIds(description, ids, { withLinks: true });
    return {
      records: found.filter((record) => record !== undefined),
      absent: ids.filter((_, at) => found[at] === undefined),
      refused: [],
    };
  } catch (cause) {
    if (!(cause instanceof CrmFailure) || cause.failure !== 'request') throw cause;
    if (ids.length <= 1) return { records: [], absent: [], refused: ids };
    const middle = Math.ceil(ids.length / 2);
    const first = await readNamed(work, ids.slice(0, middle));
    const second = await readNamed(work, ids.slice(middle));
    return {
      records: [...first.records, ...second.records],
      absent: [...first.absent, ...second.absent],
      refused: [...first.refused, ...second.refused],
    };
  }
}

/** Cuts ids into batches that can be asked for. */
export function inBatches<T>(all: readonly T[]): readonly (readonly T[])[] {
  const count = Math.ceil(all.length / NAMED_BATCH);
  return Array.from({ length: count }, (_, at) => all.slice(at * NAMED_BATCH, (at + 1) * NAMED_BATCH));
}
