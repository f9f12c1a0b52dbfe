import type { Crm, RecordWrite } from '../../lib/crm/crm.ts';
import type { BatchOperation, Item, Table } from '../../lib/store/table.ts';
import { dyingAt, type Mortality, mortalCrm, mortalTable } from '../support/crash.ts';
import { MemoryTable } from '../support/memory-table.ts';
import { storeState } from '../support/store-state.ts';

/** A run that dies just before its n-th effect; 0 lives for ever. Dying after an effect is dying before the next. */
export function dyingBefore(step: number): Mortality {
  return dyingAt(step === 0 ? undefined : { step, when: 'before' });
}

/** A table that dies between calls and in the middle of a batch. */
export function mortalStore(table: Table, mortality: Mortality): Table {
  return {
    ...mortalTable(table, mortality),
    batchWrite: async (operations: readonly BatchOperation[]) => {
      const middle = Math.ceil(operations.length / 2);
      for (const half of [operations.slice(0, middle), operations.slice(middle)])
        if (half.length > 0) await mortality.step(() => table.batchWrite(half));
    },
  };
}

/** A CRM that dies between calls, and notes every value that was sent to it. */
export function mortalNotingCrm(crm: Crm, mortality: Mortality, sent: RecordWrite[]): Crm {
  const noting: Crm = {
    ...crm,
    write: (object, changes) => {
      sent.push(...changes);
      return crm.write(object, changes);
    },
  };
  return mortalCrm(noting, mortality);
}

/** A table with the same items. */
export async function copyOf(table: MemoryTable): Promise<MemoryTable> {
  const copy = new MemoryTable();
  await copy.batchWrite(table.dump().map((put) => ({ put })));
  return copy;
}

/**
 * What two runs must leave alike: all but what the clock says (`storeState`) and the moment that
 * HubSpot's next window begins, which is the moment of the last read.
 */
export function lasting(table: MemoryTable): readonly Item[] {
  return storeState(table).map((item) => {
    const { cursor } = item;
    if (typeof cursor !== 'string') return item;
    // A place without an id is the moment of a run, and not one of a record.
    const place = cursor.replace(/"id":"","modstamp":"[^"]*"/, '"id":"","modstamp":"now"');
    return { ...item, cursor: place.replace(/"from":\d+/, '"from":0') };
  });
}
