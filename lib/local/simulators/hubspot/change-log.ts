import type { ChangeSource } from './stored-record.ts';

/** What happened to a record, as webhooks and the journal tell it. Objects are canonical plurals. */
export type RecordChange = {
  readonly object: string;
  readonly atMs: number;
  readonly source: ChangeSource;
} & (
  | { readonly kind: 'creation' | 'deletion' | 'restore' | 'privacyDeletion'; readonly id: string }
  | {
      readonly kind: 'propertyChange';
      readonly id: string;
      readonly property: string;
      readonly value: string;
    }
  | {
      readonly kind: 'merge';
      readonly primaryId: string;
      readonly mergedIds: readonly string[];
      readonly newId: string;
      readonly movedProperties: number;
    }
  | {
      readonly kind: 'associationChange';
      readonly id: string;
      readonly toObject: string;
      readonly toId: string;
      readonly typeId: number;
      readonly isPrimary: boolean;
      readonly isRemoved: boolean;
    }
);

type Listener = (change: RecordChange) => void;

/** Tells every change of the portal to whoever listens; keeps none. */
export interface ChangeLog {
  readonly record: (change: RecordChange) => void;
  readonly listen: (listener: Listener) => void;
}

export function createChangeLog(): ChangeLog {
  const listeners: Listener[] = [];
  return {
    record: (change) => {
      for (const listener of listeners) listener(change);
    },
    listen: (listener) => {
      listeners.push(listener);
    },
  };
}
