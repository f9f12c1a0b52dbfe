import type { DataIssue, SpendCoverage, SpendDay } from '../domain/ledger.ts';

/** A row, or a whole file, that could not be read; the rest goes on. */
export interface FileReject {
  readonly file: string;
  /** Physical line the row starts on, the header being 1; 1 also for what is wrong with the whole file. */
  readonly line: number;
  /** Header of the cell at fault, as the file writes it. */
  readonly column?: string;
  readonly code: 'spend-row-invalid';
  readonly reason: string;
}

/** What a spend file says. Reading the same file again gives the same. */
export interface SpendImport {
  /** Tax excluded; one entry per row and day of its period. */
  readonly days: readonly SpendDay[];
  /** Months in which known channels have a row: complete, unless coverage.csv says otherwise. */
  readonly coverage: readonly SpendCoverage[];
  /** Sum of `days` in minor units of the reporting currency. */
  readonly totalMinor: number;
  /** Rows taken in. */
  readonly rows: number;
  /** Rows left out because their status says cancelled. */
  readonly excluded: number;
  readonly rejects: readonly FileReject[];
  readonly issues: readonly DataIssue[];
}

export interface CoverageImport {
  readonly coverage: readonly SpendCoverage[];
  readonly rejects: readonly FileReject[];
}

/** One measurement of a channel: sessions, opens, followers, … */
export interface ActivityRow {
  readonly day: string;
  /** Channel id of the config, or the file's own word where no channel has it. */
  readonly channel: string;
  readonly metric: string;
  /** Decimal text; shares are 0–1. */
  readonly value: string;
  /** `file:line` of the row. */
  readonly source: string;
}

export interface ActivityImport {
  readonly rows: readonly ActivityRow[];
  readonly rejects: readonly FileReject[];
}
