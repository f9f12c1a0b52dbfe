import type {
  ChangePage,
  Crm,
  Cursor,
  FieldDescription,
  ObjectDescription,
  RecordWrite,
  RejectedRecord,
  WriteOutcome,
} from '../../lib/crm/crm.ts';
import { RECORD_MAPS } from '../../lib/crm/record-maps.ts';
import type { CrmRecord, FieldValue } from '../../lib/domain/entities.ts';

export interface FakeCall {
  readonly method: 'describe' | 'read' | 'count' | 'listIds' | 'readByIds' | 'write';
  readonly object: string;
  /** How many calls of this method there have been, this one included. */
  readonly nth: number;
}

/** What a script makes of a call: throws, changes records beforehand, or loses the answer of a write that was done. */
export type Script = (call: FakeCall) => 'lose-answer' | undefined;

type Refusal = Extract<WriteOutcome, { status: 'rejected' }>;

/** A CRM over maps: pages by (stamp, id), answers from a script, and a log of every value it was told to write. */
export class FakeCrm implements Crm {
  readonly name: 'salesforce' | 'hubspot';
  readonly writeBatch: number;
  /** Every write that reached the CRM, also those that changed nothing. */
  readonly writes: {
    readonly object: string;
    readonly id: string;
    readonly fields: RecordWrite['fields'];
  }[] = [];
  script: Script = () => undefined;
  readonly #pageSize: number;
  readonly #stampMs: number;
  readonly #records = new Map<string, Map<string, CrmRecord>>();
  readonly #fields = new Map<string, Map<string, FieldDescription>>();
  readonly #rejects = new Map<string, RejectedRecord>();
  readonly #refusals = new Map<string, Refusal>();
  readonly #calls = new Map<string, number>();
  readonly #callsOf = new Map<string, number>();
  #nowMs: number;

  constructor(
    options: {
      readonly name?: 'salesforce' | 'hubspot';
      readonly pageSize?: number;
      readonly writeBatch?: number;
      /** Resolution of the modification stamps: with a whole second, neighbours are stamped alike. */
      readonly stampMs?: number;
      readonly nowIso?: string;
    } = {},
  ) {
    this.name = options.name ?? 'salesforce';
    this.writeBatch = options.writeBatch ?? 2;
    this.#pageSize = options.pageSize ?? 2;
    this.#stampMs = options.stampMs ?? 1;
    this.#nowMs = Date.parse(options.nowIso ?? '2026-03-01T00:00:00.000Z');
  }

  get objects(): readonly string[] {
    return [...this.#records.keys()];
  }

  /** Holds records as given, stamps included. */
  hold(...records: readonly CrmRecord[]): this {
    for (const record of records) {
      this.#partition(record.object).set(record.id, record);
      this.show(record.object, Object.keys(record.fields));
    }
    return this;
  }

  /** Makes fields visible and writable. */
  show(object: string, names: readonly string[]): this {
    const fields = this.#fields.get(object) ?? new Map<string, FieldDescription>();
    for (const name of names) fields.set(name, { name, label: name, type: 'text', isWritable: true });
    this.#fields.set(object, fields);
    this.#partition(object);
    return this;
  }

  /** Somebody else changes a record. */
  edit(object: string, id: string, fields: Readonly<Record<string, FieldValue>>): void {
    const record = this.get(object, id);
    this.#partition(object).set(id, {
      ...record,
      version: this.#stamp(),
      fields: { ...record.fields, ...fields },
    });
  }

  erase(object: string, id: string): void {
    this.#partition(object).set(id, { ...this.get(object, id), version: this.#stamp(), deleted: true });
  }

  get(object: string, id: string): CrmRecord {
    const record = this.#records.get(object)?.get(id);
    if (record === undefined) throw new Error(`no ${object} ${id}`);
    return record;
  }

  /** The adapter cannot read this record until `reason` is undefined. */
  rejectReading(id: string, reason: string | undefined): void {
    if (reason === undefined) this.#rejects.delete(id);
    else this.#rejects.set(id, { id, code: 'record-invalid', reason });
  }

  rejectWriting(id: string, refusal: Omit<Refusal, 'status'> | undefined): void {
    if (refusal === undefined) this.#refusals.delete(id);
    else this.#refusals.set(id, { status: 'rejected', ...refusal });
  }

  readonly describe = async (object: string): Promise<ObjectDescription> => {
    this.#call('describe', object);
    return { object, fields: [...(this.#fields.get(object)?.values() ?? [])] };
  };

  async *readChanges(
    { object }: ObjectDescription,
    cursor: Cursor | null,
    { lookbackMs }: { readonly lookbackMs: number },
  ): AsyncGenerator<ChangePage> {
    let reached: string = cursor === null ? '' : String(cursor['at']);
    let position = reached === '' ? '' : back(reached, lookbackMs);
    for (let done = false; !done; ) {
      this.#call('read', object);
      const after = [...this.#partition(object).values()]
        .filter((record) => keyOf(record) > position)
        .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
      const page = after.slice(0, this.#pageSize);
      done = page.length < this.#pageSize;
      const last = page.at(-1);
      if (last !== undefined) position = keyOf(last);
      if (position > reached) reached = position;
      yield {
        records: page.filter(({ id }) => !this.#rejects.has(id)),
        rejects: page.flatMap(({ id }) => this.#rejects.get(id) ?? []),
        cursor: { at: reached },
        done,
      };
    }
  }

  readonly count = async (object: string): Promise<number> => {
    this.#call('count', object);
    return this.#live(object).length;
  };

  readonly listIds = async (object: string): Promise<readonly string[]> => {
    this.#call('listIds', object);
    return this.#live(object).map(({ id }) => id);
  };

  readonly readByIds = async (
    { object }: ObjectDescription,
    ids: readonly string[],
  ): Promise<readonly (CrmRecord | undefined)[]> => {
    this.#call('readByIds', object);
    return ids.map((id) => this.#records.get(object)?.get(id));
  };

  readonly write = async (
    object: string,
    changes: readonly RecordWrite[],
  ): Promise<readonly WriteOutcome[]> => {
    if (changes.length > this.writeBatch) throw new Error(`${changes.length} records in one write`);
    const order = this.#call('write', object);
    const outcomes = changes.map((change) => this.#writeOne(object, change));
    return order === 'lose-answer'
      ? outcomes.map(() => ({ status: 'unknown', reason: 'the answer was lost' }) as const)
      : outcomes;
  };

  readonly provision = async () => ({ created: [], granted: [], unchanged: [], failed: [] });

  readonly calls = (object?: string): number =>
    object === undefined
      ? [...this.#callsOf.values()].reduce((sum, count) => sum + count, 0)
      : (this.#callsOf.get(object) ?? 0);

  #writeOne(object: string, { id, fields }: RecordWrite): WriteOutcome {
    const refusal = this.#refusals.get(id);
    if (refusal !== undefined) return refusal;
    this.writes.push({ object, id, fields });
    const before = this.get(object, id);
    const version = this.#stamp();
    this.#partition(object).set(id, { ...before, version, fields: { ...before.fields, ...fields } });
    return { status: 'applied', version };
  }

  #call(method: FakeCall['method'], object: string): 'lose-answer' | undefined {
    const nth = (this.#calls.get(method) ?? 0) + 1;
    this.#calls.set(method, nth);
    this.#callsOf.set(object, (this.#callsOf.get(object) ?? 0) + 1);
    return this.script({ method, object, nth });
  }

  #stamp(): string {
    this.#nowMs += 400;
    return new Date(Math.floor(this.#nowMs / this.#stampMs) * this.#stampMs).toISOString();
  }

  #live(object: string): readonly CrmRecord[] {
    return [...this.#partition(object).values()].filter(({ deleted }) => !deleted);
  }

  #partition(object: string): Map<string, CrmRecord> {
    if (!RECORD_MAPS[this.name].objects.includes(object)) throw new Error(`${this.name} has no ${object}`);
    const partition = this.#records.get(object) ?? new Map<string, CrmRecord>();
    this.#records.set(object, partition);
    return partition;
  }
}

function keyOf({ version, id }: CrmRecord): string {
  return `${version} ${id}`;
}

function back(at: string, lookbackMs: number): string {
  const [version = '', id = ''] = at.split(' ');
  if (lookbackMs <= 0) return `${version} ${id}`;
  return new Date(Date.parse(version) - lookbackMs).toISOString();
}
