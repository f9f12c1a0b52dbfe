import {
  type BatchOperation,
  type Condition,
  ConditionFailed,
  type CountFilter,
  type Item,
  type QueryOptions,
  type Table,
  type TableKey,
} from '../../lib/store/table.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html (item size) */
const ITEM_BYTES = 400 * 1024;

/** The table in memory, with the semantics that RevLoop relies on; `test/store` checks it against DynamoDB's. */
export class MemoryTable implements Table {
  readonly #items = new Map<string, Map<string, Item>>();

  readonly get = async (key: TableKey): Promise<Item | undefined> => this.#items.get(key.pk)?.get(key.sk);

  readonly batchGet = async (keys: readonly TableKey[]): Promise<readonly Item[]> => {
    refuseDuplicates(keys);
    return keys.flatMap((key) => this.#items.get(key.pk)?.get(key.sk) ?? []);
  };

  readonly query = async (pk: string, options: QueryOptions = {}): Promise<readonly Item[]> => {
    const { prefix = '', after, attributes, isReversed = false, limit } = options;
    const found = [...(this.#items.get(pk)?.values() ?? [])]
      .filter((item) => item.sk.startsWith(prefix))
      .filter(({ sk }) => after === undefined || Buffer.compare(Buffer.from(sk), Buffer.from(after)) > 0)
      .sort((a, b) => Buffer.compare(Buffer.from(a.sk), Buffer.from(b.sk)));
    const wanted = (isReversed ? found.reverse() : found).slice(0, limit);
    return attributes === undefined ? wanted : wanted.map((item) => onlyAttributes(item, attributes));
  };

  readonly count = async (pk: string, where?: CountFilter): Promise<number> =>
    [...(this.#items.get(pk)?.values() ?? [])].filter(
      (item) => where === undefined || item[where.attribute] === where.equals,
    ).length;

  readonly put = async (item: Item, condition?: Condition): Promise<void> => {
    this.#check(item, condition);
    this.#set(item);
  };

  readonly remove = async (key: TableKey, condition?: Condition): Promise<void> => {
    this.#check(key, condition);
    this.#items.get(key.pk)?.delete(key.sk);
  };

  readonly batchWrite = async (operations: readonly BatchOperation[]): Promise<void> => {
    refuseDuplicates(operations.map((operation) => ('put' in operation ? operation.put : operation.remove)));
    for (const operation of operations) {
      if ('put' in operation) this.#set(operation.put);
      else this.#items.get(operation.remove.pk)?.delete(operation.remove.sk);
    }
  };

  /** Every item, sorted by key: the whole state, for comparing two runs. */
  dump(): readonly Item[] {
    return [...this.#items.values()]
      .flatMap((partition) => [...partition.values()])
      .sort((a, b) => (a.pk === b.pk ? (a.sk < b.sk ? -1 : 1) : a.pk < b.pk ? -1 : 1));
  }

  #set(item: Item): void {
    if (item.pk === '' || item.sk === '') throw new Error('a key is empty');
    if (Buffer.byteLength(JSON.stringify(item)) > ITEM_BYTES)
      throw new Error(`${item.pk} ${item.sk} is too large`);
    const partition = this.#items.get(item.pk) ?? new Map<string, Item>();
    partition.set(item.sk, { ...item });
    this.#items.set(item.pk, partition);
  }

  #check(key: TableKey, condition: Condition | undefined): void {
    if (condition === undefined) return;
    const stored = this.#items.get(key.pk)?.get(key.sk);
    if (!holds(condition, stored)) throw new ConditionFailed(key);
  }
}

/** DynamoDB refuses a batch that names an item twice, at least within one of its calls. */
function refuseDuplicates(keys: readonly TableKey[]): void {
  const names = new Set(keys.map(({ pk, sk }) => JSON.stringify([pk, sk])));
  if (names.size < keys.length) throw new Error('a batch names an item twice');
}

function onlyAttributes(item: Item, attributes: readonly string[]): Item {
  const kept = Object.entries(item).filter(([name]) => attributes.includes(name));
  return { ...Object.fromEntries(kept), pk: item.pk, sk: item.sk };
}

function holds(condition: Condition, stored: Item | undefined): boolean {
  if (condition.kind === 'absent') return stored === undefined;
  const value = stored?.[condition.attribute];
  if (condition.kind === 'equals') return value === condition.value;
  return value === undefined || (typeof value === 'number' && value <= condition.value);
}
