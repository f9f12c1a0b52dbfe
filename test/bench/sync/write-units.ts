import type { Item, Table } from '../../../lib/store/table.ts';
import type { MemoryTable } from '../../support/memory-table.ts';
import { isRecordPartition } from './record-stub.ts';

/** What was written since the last look: items of records, and all others (leases, checkpoints, reports, budget). */
export interface Written {
  readonly recordItems: number;
  readonly recordUnits: number;
  readonly otherItems: number;
  readonly otherUnits: number;
}

/** A write costs a unit per begun kilobyte of its item. https://aws.amazon.com/dynamodb/pricing/on-demand/ */
const UNIT_BYTES = 1024;
/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html */
const NUMBER_BYTES = 21;

export function unitsOf(item: Item): number {
  let bytes = 0;
  for (const [name, value] of Object.entries(item)) {
    bytes += Buffer.byteLength(name);
    bytes +=
      typeof value === 'string' ? Buffer.byteLength(value) : typeof value === 'number' ? NUMBER_BYTES : 1;
  }
  return Math.ceil(bytes / UNIT_BYTES);
}

/** The memory table, counting what its writes would cost. */
export function countWrites(table: MemoryTable): { readonly table: Table; readonly take: () => Written } {
  const none = { recordItems: 0, recordUnits: 0, otherItems: 0, otherUnits: 0 };
  let written = { ...none };
  const add = (pk: string, units: number): void => {
    const { recordItems, recordUnits, otherItems, otherUnits } = written;
    written = isRecordPartition(pk)
      ? { ...written, recordItems: recordItems + 1, recordUnits: recordUnits + units }
      : { ...written, otherItems: otherItems + 1, otherUnits: otherUnits + units };
  };
  return {
    table: {
      get: table.get,
      batchGet: table.batchGet,
      query: table.query,
      count: table.count,
      put: async (item, condition) => {
        // A refused condition is charged as well.
        add(item.pk, unitsOf(item));
        await table.put(item, condition);
      },
      remove: async (key, condition) => {
        add(key.pk, 1);
        await table.remove(key, condition);
      },
      batchWrite: async (operations) => {
        for (const operation of operations)
          add(
            ...('put' in operation
              ? ([operation.put.pk, unitsOf(operation.put)] as const)
              : ([operation.remove.pk, 1] as const)),
          );
        await table.batchWrite(operations);
      },
    },
    take: () => {
      const taken = written;
      written = { ...none };
      return taken;
    },
  };
}

/** Records as stored, by their key. */
export function recordsOf(table: MemoryTable): ReadonlyMap<string, Item> {
  const records = table.dump().filter(({ pk }) => isRecordPartition(pk));
  return new Map(records.map((item) => [`${item.pk} ${item.sk}`, item]));
}

/** Units of the items that are other ones now than before, each written once. */
export function leastUnits(before: ReadonlyMap<string, Item>, after: ReadonlyMap<string, Item>): number {
  let units = 0;
  for (const [key, item] of after)
    if (JSON.stringify(before.get(key)) !== JSON.stringify(item)) units += unitsOf(item);
  return units;
}
