import type { GoneRecord } from '../../crm/crm.ts';
import { businessDay } from '../../domain/calendar.ts';
import type { DayOrInstant } from '../../domain/entities.ts';
import type { Remains } from '../../store/erasure-store.ts';
import type { StoredRecord } from '../../store/record-item.ts';
import { loadStored } from '../../store/record-store.ts';
import type { IncomingGone } from '../../store/record-versions.ts';
import type { ObjectWork } from './object-work.ts';

/**
 * What is gone, and with each record that was deleted for privacy also those that it had taken the place of: their
 * tombstones name the same person. The person came with the first of them, on its business day and from its source.
 */
export async function withErased(
  work: ObjectWork,
  gone: readonly GoneRecord[],
): Promise<readonly IncomingGone[]> {
  const plain = gone.filter(({ isErased }) => isErased !== true);
  const found: IncomingGone[] = [];
  for (const { id, at } of gone.filter(({ isErased }) => isErased === true)) {
    const copies = await copiesOf(work, id);
    const remains = remainsOf(work, copies);
    const merged = copies.filter((copy) => copy.id !== id);
    found.push(
      ...merged.map((copy) => ({ id: copy.id, at, mergedInto: id, remains: remainsOf(work, [copy]) })),
      { id, at, remains },
    );
  }
  const erased = new Set(found.map(({ id }) => id));
  return [...plain.filter(({ id }) => !erased.has(id)), ...found];
}

/** The stored copies of a record and of all that were merged into it, along any chain. */
async function copiesOf(work: ObjectWork, id: string): Promise<readonly StoredRecord[]> {
  const { context, crm, object, map } = work;
  const copies: StoredRecord[] = [];
  const seen = new Set([id]);
  for (let open: readonly string[] = [id]; open.length > 0; ) {
    const stored = await loadStored(
      context.table,
      open.map((one) => ({ crm: crm.name, object, id: one })),
    );
    copies.push(...stored);
    const losers = stored.flatMap((copy) => map.mergesOf(copy).map(({ from }) => from));
    open = [...new Set(losers.filter((from) => from.object === object).map((from) => from.id))].filter(
      (one) => !seen.has(one),
    );
    for (const one of open) seen.add(one);
  }
  return copies;
}

function remainsOf(work: ObjectWork, copies: readonly StoredRecord[]): Remains {
  const dated = copies.map((copy) => ({ copy, at: createdAtOf(work, copy) }));
  const [first] = dated.toSorted((a, b) => ((a.at ?? '9999') < (b.at ?? '9999') ? -1 : 1));
  const at = first?.at ?? null;
  return {
    createdDay: at === null ? null : businessDay(at, work.context.config.timezone),
    origin: first?.copy.origin ?? copies.find(({ origin }) => origin !== null)?.origin ?? null,
  };
}

/** As figures would have dated it: a mapped date of acquisition before the CRM's own. */
function createdAtOf({ map, config }: ObjectWork, copy: StoredRecord): DayOrInstant | null {
  const entity = map.toEntity(copy, config);
  return entity?.kind === 'person' ? entity.createdAt : copy.createdAt;
}
