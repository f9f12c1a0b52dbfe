import { AppError } from '../../domain/app-error.ts';
import { CONVERSION } from './conversion.ts';
import { COST } from './cost.ts';
import { COST_PER_STAGE } from './cost-per-stage.ts';
import { DECISION } from './decision.ts';
import { LIFETIME } from './lifetime.ts';
import type { Metric } from './metric.ts';
import { PLANNING } from './planning.ts';
import { REVENUE } from './revenue.ts';
import { TIMING } from './timing.ts';
import { VOLUME } from './volume.ts';

/** The one list of metrics: tables, documentation, studio, help and explanations are made from it. */
export const METRICS: readonly Metric[] = [
  ...COST,
  ...VOLUME,
  ...CONVERSION,
  ...COST_PER_STAGE,
  ...DECISION,
  ...REVENUE,
  ...TIMING,
  ...LIFETIME,
  ...PLANNING,
];

/** The metric of an id, or of its key in a row of `kpi show --json`; undefined where the word names none. */
export function metricOf(word: string): Metric | undefined {
  return BY_WORD.get(word);
}

/** The same, for who has one in mind. Throws `target-unknown`. */
export function requireMetric(word: string): Metric {
  const metric = metricOf(word);
  if (metric !== undefined) return metric;
  throw new AppError('target-unknown', `no metric is called ${word}`, { fix: 'revloop kpi metrics' });
}

const BY_WORD: ReadonlyMap<string, Metric> = new Map(
  METRICS.flatMap((metric) => [
    [metric.id, metric] as const,
    ...(metric.field === undefined ? [] : [[metric.field, metric] as const]),
  ]),
);
