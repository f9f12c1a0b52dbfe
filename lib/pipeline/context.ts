import type { Deadline } from '../crm/api-budget.ts';
import type { Config } from '../domain/config.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Log } from '../runtime/log.ts';
import type { Random } from '../runtime/random.ts';
import type { Table } from '../store/table.ts';

/** What every step is given: the store, the config, time, chance and a log. */
export interface StepContext {
  readonly table: Table;
  readonly config: Config;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** When the run has to have ended; left out where nothing ends it. */
  readonly deadline?: Deadline;
  /** The business day the figures are as of: `--as-of`, else the config's `asOf`, else the clock's day. */
  readonly today: string;
  /** Told what a first read will take, before it begins. */
  readonly onForecast?: (forecast: Forecast) => void;
  /** Told about progress of long work; silent where nobody watches. */
  readonly onProgress?: (progress: Progress) => void;
}

export interface Forecast {
  readonly crm: string;
  readonly object: string;
  readonly records: number;
  /** Vendor calls. */
  readonly calls: number;
  readonly seconds: number;
}

export interface Progress {
  readonly step: string;
  readonly what: string;
  readonly done: number;
  readonly total?: number;
}

/** Whole and tenths of seconds between two clock readings. */
export function secondsBetween(startMs: number, endMs: number): number {
  return Math.round((endMs - startMs) / 100) / 10;
}
