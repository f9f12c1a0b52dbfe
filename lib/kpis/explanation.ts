/** A value and what it was computed from, down to records and spend rows. */
export interface Explanation {
  /** Metric, `file:line` of a spend row, ledger id of a person or deal, or `crm/object/id` of a record. */
  readonly label: string;
  readonly value: string | null;
  /** Why there is no value; of a verdict, why it is what it is. */
  readonly valueReason?: string;
  readonly formula?: string;
  readonly inputs: readonly Explanation[];
}
