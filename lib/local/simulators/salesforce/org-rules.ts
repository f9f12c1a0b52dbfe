import type { FieldValue } from './value-types.ts';

/** A rule an administrator wrote: a write for which `formula` is true is refused. */
export interface ValidationRule {
  readonly name: string;
  readonly object: string;
  readonly formula: string;
  readonly message: string;
  /** Field the message stands beside; left out: at the top of the page. */
  readonly field?: string | undefined;
}

/** A record is a duplicate of one that holds the same values in `matchOn`. */
export interface DuplicateRule {
  readonly name: string;
  readonly object: string;
  readonly matchOn: readonly string[];
  /** The user may save all the same, over the API by `Sforce-Duplicate-Rule-Header: allowSave=true`. */
  readonly allowSave: boolean;
  readonly message: string;
}

/** Somebody else's transaction holds a record, and with it every write to its children. */
export interface RowLock {
  /** Refused writes until it lets go; undefined: until unlocked. */
  callsLeft?: number | undefined;
  /** Refused from inside a trigger of the customer: the code wraps another. */
  readonly wrapped: boolean;
}

/** What administrators of the org have set. Changed over `POST /_simulator/edits` or in process. */
export interface OrgRules {
  readonly validation: Map<string, ValidationRule>;
  readonly duplicates: Map<string, DuplicateRule>;
  /** By record id. */
  readonly locks: Map<string, RowLock>;
  /** Fields whose history is kept, by object; an object that is missing has history tracking off. */
  readonly tracked: Map<string, ReadonlySet<string>>;
  /** Objects the API user may not see. */
  readonly hiddenObjects: Set<string>;
  /** Choices of a picklist under a record type: `012…/Status` → values. */
  readonly recordTypeChoices: Map<string, readonly FieldValue[]>;
}

const TRACKED: Readonly<Record<string, readonly string[]>> = {
  Lead: ['Status', 'OwnerId'],
  Contact: ['OwnerId', 'AccountId'],
  Account: ['OwnerId', 'Name'],
  Opportunity: ['StageName', 'Amount', 'CloseDate', 'OwnerId'],
};

export function createRules(): OrgRules {
  return {
    validation: new Map(),
    duplicates: new Map(),
    locks: new Map(),
    tracked: new Map(Object.entries(TRACKED).map(([object, fields]) => [object, new Set(fields)])),
    hiddenObjects: new Set(),
    recordTypeChoices: new Map(),
  };
}
