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
import type { CrmRecord, FieldValue } from '../../lib/domain/entities.ts';
import type { FakeCall, Script } from './fake-call.ts';
import { endOf, pagesOfChanges, pagesOfPart } from './fake-pages.ts';
import { FakeRecords } from './fake-records.ts';

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
  readonly #data: FakeRecords;
  readonly #rejects = new Map<string, RejectedRecord>();
  readonly #refusals = new Map<string, Refusal>();
  readonly #calls = new Map<string, number>();
  readonly #callsOf = new Map<string, number>();

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
    const nowIso = options.nowIso ?? '2026-03-01T00:00:00.000Z';
    this.#data = new FakeRecords(this.name, options.stampMs ?? 1, nowIso);
  }

  get objects(): readonly string[] {
    return this.#data.objects;
  }

  /** Holds records as given, stamps included. */
  hold(...records: readonly CrmRecord[]): this {
    this.#data.hold(records);
    return this;
  }

  /** Makes fields visible and writable. */
  show(object: string, names: readonly string[]): this {
    this.#data.show(object, names);
    return this;
  }

  readonly get = (object: string, id: string): CrmRecord => this.#data.get(object, id);

  /** What somebody else does to a record; purged, it is gone without a trace, and no copy of it is ever read again. */
  readonly edit = (object: string, id: string, fields: Readonly<Record<string, FieldValue>>) => {
    this.#data.edit(object, id, fields);
  };
  readonly erase = (object: string, id: string) => this.#data.setDeleted(object, id, true);
  readonly undelete = (object: string, id: string) => this.#data.setDeleted(object, id, false);
  readonly purge = (object: string, id: string) => this.#data.purge(object, id);

  /** The loser goes; in Salesforce it says so itself, in HubSpot the winner does. */
  readonly merge = (object: string, winner: string, loser: string) => this.#data.merge(object, winner, loser);

  /** Somebody else changes the type of a field, or takes it away where it is undefined. */
  readonly retype = (object: string, name: string, type: FieldDescription['type'] | undefined) =>
    this.#data.retype(object, name, type);

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
    return { object, fields: this.#data.fields(object) };
  };

  async *readChanges(
    { object }: ObjectDescription,
    cursor: Cursor | null,
    { lookbackMs }: { readonly lookbackMs: number },
  ): AsyncGenerator<ChangePage> {
    const window = { pageSize: this.#pageSize, lookbackMs };
    for (const page of pagesOfChanges(() => this.#read(object), cursor, window))
      yield { ...page, ...this.#sorted(page.records) };
  }

  readonly planBackfill = async ({ object }: ObjectDescription): Promise<BackfillPlan> => {
    this.#call('plan', object);
    const records = this.#data.all(object);
    const calls = Math.ceil(records.length / this.#pageSize);
    return {
      chunks: Array.from({ length: this.#chunks }, (_, part) => ({ id: `part-${part}`, spec: { part } })),
      changesFrom: endOf(records),
      forecast: { records: records.length, calls, seconds: 1 },
    };
  };

  async *readChunk(
    { object }: ObjectDescription,
    { spec }: BackfillChunk,
    cursor: Cursor | null,
  ): AsyncGenerator<ChangePage> {
    const range = { pageSize: this.#pageSize, part: spec['part'], parts: this.#chunks };
    for (const page of pagesOfPart(() => this.#read(object), cursor, range))
      yield { ...page, ...this.#sorted(page.records) };
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
    return this.#data.live(object).length;
  };

  readonly listIds = (object: string): AsyncGenerator<readonly ListedId[]> => this.#listed(object);

  async *#listed(object: string): AsyncGenerator<readonly ListedId[]> {
    this.#call('listIds', object);
    const listed = this.#data.live(object).filter(({ id }) => !this.lag.unlisted.has(id));
    yield listed.map(({ id, version }) => ({ id, version }));
    yield [...this.lag.listed].map((id) => ({ id }));
  }

  readonly readByIds = async (
    { object }: ObjectDescription,
    ids: readonly string[],
  ): Promise<readonly (CrmRecord | undefined)[]> => {
    this.#call('readByIds', object);
    return ids.map((id) => this.#data.find(object, id));
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

  #read(object: string): readonly CrmRecord[] {
    this.#call('read', object);
    return this.#data.all(object);
  }

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
    return { status: 'applied', version: this.#data.edit(object, id, fields) };
  }

  #call(method: FakeCall['method'], object: string): 'lose-answer' | undefined {
    const nth = (this.#calls.get(method) ?? 0) + 1;
    this.#calls.set(method, nth);
    this.#callsOf.set(object, (this.#callsOf.get(object) ?? 0) + 1);
    return this.script({ method, object, nth });
  }
}
