import type { Org } from './org.ts';
import type { ChangeKind, RecordChange } from './record-changes.ts';
import type { RecordStore } from './record-store.ts';

/** What a change event says in `changeType`; a gap says only that something happened to these records. */
export type ChangeType = ChangeKind | `GAP_${ChangeKind}` | 'GAP_OVERFLOW';

/** One change data capture event, before it is put into words. */
export interface ChangeEvent {
  readonly entity: string;
  readonly type: ChangeType;
  /** Several when one transaction made the same change to many records. */
  readonly recordIds: readonly string[];
  /** The change of the first record; undefined for a gap. */
  readonly change: RecordChange | undefined;
  readonly transaction: number;
  /** Place within the transaction, from 1. */
  readonly sequence: number;
  readonly commitMs: number;
  readonly origin: string;
}

interface NotedChange {
  readonly change: RecordChange;
  readonly origin: string;
  readonly commitMs: number;
}

/** Events kept for a listener that comes late. Salesforce keeps those of 72 hours; memory asks for a number. */
const MAX_KEPT = 100_000;
/** Changes of one transaction that are told one by one. https://developer.salesforce.com/docs/atlas.en-us.change_data_capture.meta/change_data_capture/cdc_other_event_types.htm */
const MAX_PER_TRANSACTION = 100_000;
/** Names no record: of a transaction too large to tell, the object must be read again. */
export const OVERFLOW_ID = '000000000000000AAA';
/** Objects that Salesforce sends no change events for. */
const SILENT = ['PermissionSet', 'PermissionSetAssignment', 'FieldPermissions'];

/** Tells of every change, in the order of commits, once its transaction is kept. */
export class ChangeStream {
  readonly #listeners: ((event: ChangeEvent) => void)[] = [];
  #noted: NotedChange[] = [];
  #events: ChangeEvent[] = [];
  #transactions = 0;

  constructor(store: RecordStore) {
    store.whenCommitted(() => this.#commit());
  }

  note(org: Org, change: RecordChange): void {
    if (SILENT.includes(change.object)) return;
    const noted = { change, origin: originOf(org), commitMs: commitMsOf(org) };
    this.#noted.push(noted);
    org.store.whenUndone(() => {
      this.#noted = this.#noted.filter((other) => other !== noted);
    });
  }

  /** Notes an event that says no more than which records to read again. */
  gap(org: Org, entity: string, type: ChangeType, recordIds: readonly string[]): void {
    this.#transactions += 1;
    const at = { transaction: this.#transactions, commitMs: commitMsOf(org), origin: originOf(org) };
    this.#keep({ entity, type, recordIds, change: undefined, sequence: 1, ...at });
  }

  /** Calls `listener` with every later event, beside keeping it. */
  listen(listener: (event: ChangeEvent) => void): void {
    this.#listeners.push(listener);
  }

  /** Hands out what was kept and forgets it. */
  take(): readonly ChangeEvent[] {
    const events = this.#events;
    this.#events = [];
    return events;
  }

  #commit(): void {
    const noted = this.#noted;
    this.#noted = [];
    if (noted.length === 0) return;
    this.#transactions += 1;
    const transaction = this.#transactions;
    const events = noted.length > MAX_PER_TRANSACTION ? overflow(noted) : together(noted);
    for (const [i, event] of events.entries()) this.#keep({ ...event, transaction, sequence: i + 1 });
  }

  #keep(event: ChangeEvent): void {
    this.#events.push(event);
    if (this.#events.length > MAX_KEPT) this.#events = this.#events.slice(-MAX_KEPT / 2);
    for (const listener of this.#listeners) listener(event);
  }
}

type Unnumbered = Omit<ChangeEvent, 'transaction' | 'sequence'>;

function overflow(noted: readonly NotedChange[]): readonly Unnumbered[] {
  return [...new Map(noted.map((each) => [each.change.object, each])).values()].map(
    ({ change, origin, commitMs }) => ({
      entity: change.object,
      type: 'GAP_OVERFLOW',
      recordIds: [OVERFLOW_ID],
      change: undefined,
      origin,
      commitMs,
    }),
  );
}

/** Neighbours with the same change become one event with the ids of all. */
function together(noted: readonly NotedChange[]): readonly Unnumbered[] {
  const events: (Unnumbered & { readonly recordIds: string[] })[] = [];
  let before: string | undefined;
  for (const { change, origin, commitMs } of noted) {
    const sameness = change.kind === 'CREATE' ? undefined : samenessOf(change);
    const last = events.at(-1);
    if (last !== undefined && sameness !== undefined && sameness === before) {
      last.recordIds.push(change.after.id);
    } else {
      const recordIds = [change.after.id];
      events.push({ entity: change.object, type: change.kind, recordIds, change, origin, commitMs });
    }
    before = sameness;
  }
  return events;
}

function samenessOf({ object, kind, before, after }: RecordChange): string {
  const moved = Object.entries(after.values).filter(([name, value]) => before?.values[name] !== value);
  return JSON.stringify([object, kind, moved]);
}

const SECOND_MS = 1000;
const commitMsOf = (org: Org): number => Math.floor(org.clock.nowMs() / SECOND_MS) * SECOND_MS;

/** Which door a change came through, and which client asked: what suppresses an echo. */
function originOf({ caller }: Org): string {
  const { api, version, client } = caller;
  if (api === 'ui') return `com/salesforce/api/soap/${version};client=SfdcInternalAPI/`;
  return `com/salesforce/api/${api}/${version}${client === undefined ? '' : `;client=${client}`}`;
}
