import type { CrmConfig } from '../../domain/config.ts';
import type { StageChange, StageMeaning } from '../../domain/record-history.ts';
import { isAtLeast } from './lifecycle.ts';

/** Stages that a lifecycle stage has come to, or that it, a lead status or a deal stage is mapped to. */
export function hubspotMeaningsOf(change: StageChange, config: CrmConfig): readonly StageMeaning[] {
  const { of, field, value } = change;
  const { statuses, stages } = config;
  if (value === null || (field !== 'stage' && field !== 'status')) return [];
  if (of.object === 'deals') return stages.valid?.includes(value) === true ? ['valid'] : [];
  const isMql = isAtLeast(value, 'marketingqualifiedlead') || statuses.mql?.includes(value) === true;
  const isSql = isAtLeast(value, 'salesqualifiedlead') || statuses.sql?.includes(value) === true;
  return [...(isMql ? (['mql'] as const) : []), ...(isSql ? (['sql'] as const) : [])];
}
