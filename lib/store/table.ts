/** An item of the one table: key, and attributes of plain values. */
export type Item = Readonly<Record<string, string | number | boolean | null>> & TableKey;

export interface TableKey {
  readonly pk: string;
  readonly sk: string;
}

/** What must hold of the stored item for a write to take place. */
export type Condition =
  | { readonly kind: 'absent' }
  | { readonly kind: 'equals'; readonly attribute: string; readonly value: string | number }
  /** The attribute is missing or not above `value`. */
  | { readonly kind: 'at-most'; readonly attribute: string; readonly value: number };

export type BatchOperation = { readonly put: Item } | { readonly remove: TableKey };

export interface QueryOptions {
  /** Only sort keys that start so. */
  readonly prefix?: string;
  /** Only these attributes, beside the key. */
  readonly attributes?: readonly string[];
  /** Only sort keys above this one; not with a prefix or a reversed order. */
  readonly after?: string;
  readonly isReversed?: boolean;
  /** The most items wanted. */
  readonly limit?: number;
}

export interface CountFilter {
  readonly attribute: string;
  readonly equals: string | number | boolean;
}

/**
 * PORT: the operations of DynamoDB that RevLoop uses. Every write is absolute and safe to repeat; there are no
 * increments and no transactions. `put` and `remove` throw `ConditionFailed` where their condition does not hold.
 */
export interface Table {
  readonly get: (key: TableKey) => Promise<Item | undefined>;
  /** Items in no particular order; absent keys are left out. */
  readonly batchGet: (keys: readonly TableKey[]) => Promise<readonly Item[]>;
  /** The items of a partition in key order, as far as `options` wants them. */
  readonly query: (pk: string, options?: QueryOptions) => Promise<readonly Item[]>;
  /** How many items a partition holds, without loading them; with `where`, those with that value. */
  readonly count: (pk: string, where?: CountFilter) => Promise<number>;
  readonly put: (item: Item, condition?: Condition) => Promise<void>;
  readonly remove: (key: TableKey, condition?: Condition) => Promise<void>;
  readonly batchWrite: (operations: readonly BatchOperation[]) => Promise<void>;
}

/** The stored item does not meet the condition of a write: somebody else was there. */
export class ConditionFailed extends Error {
  constructor(key: TableKey) {
    super(`condition failed on ${key.pk} ${key.sk}`);
    this.name = 'ConditionFailed';
  }
}
