import type { Random } from '../../../runtime/random.ts';
import type { ExportProblem } from '../export-folder.ts';
import type { FaultSwitch } from '../faults.ts';
import type { SimulatorClock } from '../simulator-clock.ts';
import type { ChangeStream } from './change-stream.ts';
import type { FieldDefinition } from './field-definition.ts';
import type { ObjectCatalog } from './object-catalog.ts';
import type { OrgRules } from './org-rules.ts';
import type { SettingsBoard } from './org-settings.ts';
import { fieldAccess } from './permission-grants.ts';
import type { QueryCursors } from './query-cursors.ts';
import { mintId } from './record-ids.ts';
import type { RecordStore } from './record-store.ts';
import type { RecycleBin } from './recycle-bin.ts';
import { toWireDateTime } from './value-types.ts';

/** How a call came in: a write remembers it. */
export interface Caller {
  /** `ui`: a person in the browser, who is no integration. */
  readonly api: 'rest' | 'soap' | 'ui';
  readonly version: string;
  /** `client=` of the Sforce-Call-Options header. */
  readonly client?: string | undefined;
  /** Sforce-Duplicate-Rule-Header: save a duplicate where the rule lets one. */
  readonly allowSave: boolean;
}

/** Everything a handler needs: the org, who calls, what time it is there and which faults are armed. */
export interface Org {
  readonly id: string;
  /** User every token acts as. */
  readonly userId: string;
  readonly catalog: ObjectCatalog;
  readonly store: RecordStore;
  readonly clock: SimulatorClock;
  readonly random: Random;
  readonly faults: FaultSwitch;
  readonly cursors: QueryCursors;
  readonly settings: SettingsBoard;
  readonly problems: readonly ExportProblem[];
  readonly rules: OrgRules;
  readonly bin: RecycleBin;
  readonly changes: ChangeStream;
  readonly caller: Caller;
}

const SECOND_MS = 1000;

/** Salesforce stamps records with whole seconds. */
export function stampNow(org: Org): string {
  const now = () => toWireDateTime(Math.floor(org.clock.nowMs() / SECOND_MS) * SECOND_MS);
  return org.store.stampOnce(now);
}

/** The next free id for a record of `object`. */
export function nextId(org: Org, object: string): string {
  const keyPrefix = org.catalog.findObject(object)?.keyPrefix ?? 'a00';
  const table = org.store.table(object);
  for (;;) {
    const id = mintId(keyPrefix, table.nextSequence());
    if (table.find(id) === undefined) return id;
  }
}

/** Fields of an object as the API user sees them: without grant absent, without edit grant read-only. */
export function visibleFields(org: Org, object: string): readonly FieldDefinition[] {
  return org.catalog.fieldsOf(object).flatMap((field) => asSeen(org, object, field) ?? []);
}

export function visibleField(org: Org, object: string, name: string): FieldDefinition | undefined {
  const field = org.catalog.findField(object, name);
  return field === undefined ? undefined : asSeen(org, object, field);
}

function asSeen(org: Org, object: string, field: FieldDefinition): FieldDefinition | undefined {
  if (!field.needsGrant) return field;
  const { readable, editable } = fieldAccess(org.store, org.userId, `${object}.${field.name}`);
  if (!readable) return undefined;
  return editable ? field : { ...field, createable: false, updateable: false };
}
