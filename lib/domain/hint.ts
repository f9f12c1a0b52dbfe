/**
 * What a webhook or change event says: these ids may have changed. It is never data: the records are read again.
 * `gap`: events were lost, everything of the object since `atMs` is to be read; `ids` is empty then.
 */
export interface Hint {
  readonly crm: string;
  readonly object: string;
  readonly ids: readonly string[];
  readonly kind: 'changed' | 'deleted' | 'merged' | 'erased' | 'gap';
  /** Milliseconds since the epoch, by the CRM's clock. */
  readonly atMs: number;
}

/** Why something that came in was not taken: not signed by the CRM, signed too long ago, or nothing we can read. */
export const REFUSAL_CODES = ['change-forged', 'change-untimely', 'change-unreadable'] as const;
export type RefusalCode = (typeof REFUSAL_CODES)[number];
