import type {
  BackfillChunk,
  BackfillPlan,
  ChangePage,
  Crm,
  Cursor,
  FieldDescription,
  ListedId,
  ObjectDescription,
  RecordWrite,
  RejectedRecord,
  SweepKind,
  WriteOutcome,
} from '../../lib/crm/crm.ts';
import { RECORD_MAPS } from '../../lib/crm/record-maps.ts';
import type { CrmRecord, FieldValue } from '../../lib/domain/entities.ts';

export interface FakeCall {
  readonly method:
    | 'describe'
    | 'plan'
    | 'read'
    | 'sweep'
    | 'locate'
    | 'count'
    | 'listIds'
    | 'readByIds'
    | 'write';
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
  /** Pages of each kind of sweep; a kind without any is none of this CRM's. */
  readonly sweepPages = new Map<
    SweepKind,
    (object: string) => readonly Omit<ChangePage, 'cursor' | 'done'>[]
  >();
  /** Ids that are listed although they are gone, and ids that are not listed although they are there: a lagging index. */
  readonly lag = { listed: new Set<string>(), unlisted: new Set<string>() };
  optionalObjects: readonly string[] = [];
  readonly hiddenFields = new Set<string>();
  readonly #chunks: number;
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
      /** Parts of a first read. */
      readonly chunks?: number;
    } = {},
  ) {
    this.name = options.name ?? 'salesforce';
    this.writeBatch = options.writeBatch ?? 2;
    this.#pageSize = options.pageSize ?? 2;
    this.#chunks = options.chunks ?? 1;
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

  undelete(object: string, id: string): void {
    this.#partition(object).set(id, { ...this.get(object, id), version: this.#stamp(), deleted: false });
  }

  /** Gone without a trace: no copy of it is ever read again. */
  purge(object: string, id: string): void {
    this.#partition(object).delete(id);
  }

  /** The loser goes; in Salesforce it says so itself, in HubSpot the winner does. */
  merge(object: string, winner: string, loser: string): void {
    if (this.name === 'salesforce') {
      this.erase(object, loser);
      this.#partition(object).set(loser, {
        ...this.get(object, loser),
        fields: { ...this.get(object, loser).fields, MasterRecordId: winner },
      });
      this.edit(object, winner, {});
      return;
    }
    this.purge(object, loser);
    this.edit(object, winner, { hs_merged_object_ids: loser });
  }

  /** Somebody else changes the type of a field, or takes it away where it is undefined. */
  retype(object: string, name: string, type: FieldDescription['type'] | undefined): void {
    const fields = this.#fields.get(object);
    const field = fields?.get(name);
    if (type === undefined) fields?.delete(name);
    else if (field !== undefined) fields?.set(name, { ...field, type });
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

  async accountId(): Promise<string | undefined> {
    return undefined;
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
      yield { ...this.#sorted(page), cursor: { at: reached }, done };
    }
  }

  readonly planBackfill = async ({ object }: ObjectDescription): Promise<BackfillPlan> => {
    this.#call('plan', object);
    const records = [...this.#partition(object).values()].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
    const chunks = Array.from({ length: this.#chunks }, (_, part) => ({
      id: `part-${part}`,
      spec: { part },
    }));
    const last = records.at(-1);
    return {
      chunks,
      changesFrom: { at: last === undefined ? '' : keyOf(last) },
      forecast: { records: records.length, calls: Math.ceil(records.length / this.#pageSize), seconds: 1 },
    };
  };

  async *readChunk(
    { object }: ObjectDescription,
    { spec }: BackfillChunk,
    cursor: Cursor | null,
  ): AsyncGenerator<ChangePage> {
    let after = cursor === null ? '' : String(cursor['after']);
    for (let done = false; !done; ) {
      this.#call('read', object);
      const open = [...this.#partition(object).values()]
        .filter(({ id }) => partOf(id, this.#chunks) === spec['part'] && id > after)
        .sort((a, b) => (a.id < b.id ? -1 : 1));
      const page = open.slice(0, this.#pageSize);
      done = page.length === open.length;
      after = page.at(-1)?.id ?? after;
      yield { ...this.#sorted(page), cursor: { after }, done };
    }
  }

  readonly sweeps = (): readonly SweepKind[] => [...this.sweepPages.keys()];

  async *sweep(
    { object }: ObjectDescription,
    kind: SweepKind,
    cursor: Cursor | null,
  ): AsyncGenerator<ChangePage> {
    const pages = this.sweepPages.get(kind)?.(object) ?? [];
    const from = cursor === null ? 0 : Number(cursor['next']);
    for (let at = from; at < Math.max(1, pages.length); at += 1) {
      this.#call('sweep', object);
      const page = pages[at] ?? { records: [], rejects: [] };
      yield { ...page, cursor: { next: at + 1 }, done: at >= pages.length - 1 };
    }
  }

  readonly locateFields = async (object: string, names: readonly string[]) => {
    this.#call('locate', object);
    return new Map(
      names.map((name) => [name, this.hiddenFields.has(name) ? ('hidden' as const) : ('absent' as const)]),
    );
  };

  readonly count = async (object: string): Promise<number> => {
    this.#call('count', object);
    return this.#live(object).length;
  };

  readonly listIds = (object: string): AsyncGenerator<readonly ListedId[]> => this.#listed(object);

  async *#listed(object: string): AsyncGenerator<readonly ListedId[]> {
    this.#call('listIds', object);
    const listed = this.#live(object).filter(({ id }) => !this.lag.unlisted.has(id));
    yield listed.map(({ id, version }) => ({ id, version }));
    yield [...this.lag.listed].map((id) => ({ id }));
  }

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

  #sorted(page: readonly CrmRecord[]): Pick<ChangePage, 'records' | 'rejects'> {
    return {
      records: page.filter(({ id }) => !this.#rejects.has(id)),
      rejects: page.flatMap(({ id }) => this.#rejects.get(id) ?? []),
    };
  }

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

/** Ids are dealt to the parts of a first read in turn. */
function partOf(id: string, parts: number): number {
  return [...id].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % parts;
}

function keyOf({ version, id }: CrmRecord): string {
  return `${version} ${id}`;
}

function back(at: string, lookbackMs: number): string {
  const [version = '', id = ''] = at.split(' ');
  if (lookbackMs <= 0) return `${version} ${id}`;
  return new Date(Date.parse(version) - lookbackMs).toISOString();
}
