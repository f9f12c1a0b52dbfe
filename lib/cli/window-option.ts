import type { Window } from '../pipeline/show-kpis.ts';
import { UsageError } from './options.ts';

export interface WindowOptions {
  readonly from?: string;
  readonly to?: string;
  readonly period?: string;
}

/** The window that `--from` and `--to`, or `--period`, name; by default the 12 closed months before today. */
export function toWindow({ from, to, period }: WindowOptions): Window {
  if (period !== undefined) {
    if (from !== undefined || to !== undefined)
      throw new UsageError('give --period or --from and --to, not both');
    return period === 'all' ? 'all' : { period };
  }
  if (from === undefined && to === undefined) return 'default';
  if (from === undefined || to === undefined) throw new UsageError('--from and --to belong together');
  if (from > to) throw new UsageError(`--from ${from} is after --to ${to}`);
  return { from, to };
}
