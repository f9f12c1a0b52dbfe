import type { Crm } from '../../lib/crm/crm.ts';
import type { Table } from '../../lib/store/table.ts';

/** The process is gone. */
export class Crash extends Error {}

/** Counts every effect on the store and every CRM call; from the n-th on, the process is dead and nothing happens. */
export interface Mortality {
  /** Runs one effect, or dies just before it, or just after it was done. */
  readonly step: <T>(effect: () => Promise<T>) => Promise<T>;
  readonly steps: () => number;
}

export function dyingAt(
  crash: { readonly step: number; readonly when: 'before' | 'after' } | undefined,
): Mortality {
  let count = 0;
  let isDead = false;
  return {
    step: async (effect) => {
      count += 1;
      if (isDead) throw new Crash();
      if (crash === undefined || count < crash.step) return effect();
      isDead = true;
      if (crash.when === 'after') await effect();
      throw new Crash();
    },
    steps: () => count,
  };
}

/** A table whose every operation is a place to die; batches are written item by item. */
export function mortalTable(table: Table, { step }: Mortality): Table {
  return {
    get: (key) => step(() => table.get(key)),
    batchGet: (keys) => step(() => table.batchGet(keys)),
    query: (pk, options) => step(() => table.query(pk, options)),
    count: (pk, where) => step(() => table.count(pk, where)),
    put: (item, condition) => step(() => table.put(item, condition)),
    remove: (key, condition) => step(() => table.remove(key, condition)),
    batchWrite: async (operations) => {
      for (const operation of operations) await step(() => table.batchWrite([operation]));
    },
  };
}

/** A CRM whose every call is a place to die. */
export function mortalCrm(crm: Crm, { step }: Mortality): Crm {
  const { lookAt, peekChanges } = crm;
  return {
    ...crm,
    // What a class has behind accessors is not spread.
    objects: crm.objects,
    ...(lookAt === undefined ? {} : { lookAt: (objects) => step(() => lookAt(objects)) }),
    ...(peekChanges === undefined
      ? {}
      : { peekChanges: (requests, options) => step(() => peekChanges(requests, options)) }),
    planBackfill: (description) => step(() => crm.planBackfill(description)),
    readChunk: (description, chunk, cursor) => mortalPages(crm.readChunk(description, chunk, cursor), step),
    sweep: (description, kind, cursor) => mortalPages(crm.sweep(description, kind, cursor), step),
    locateFields: (object, names) => step(() => crm.locateFields(object, names)),
    describe: (object) => step(() => crm.describe(object)),
    readChanges: (description, cursor, options) =>
      mortalPages(crm.readChanges(description, cursor, options), step),
    count: (object) => step(() => crm.count(object)),
    listIds: (object) => mortalPages(crm.listIds(object), step),
    readByIds: (description, ids, options) => step(() => crm.readByIds(description, ids, options)),
    write: (object, changes) => step(() => crm.write(object, changes)),
    provision: (fields) => step(() => crm.provision(fields)),
  };
}

async function* mortalPages<T>(pages: AsyncIterable<T>, step: Mortality['step']): AsyncGenerator<T> {
  const iterator = pages[Symbol.asyncIterator]();
  for (;;) {
    const next = await step(() => iterator.next());
    if (next.done === true) return;
    yield next.value;
  }
}
