import type { CrmConfig } from '../../domain/config.ts';
import type { StageChange, StageMeaning } from '../../domain/record-history.ts';
import { isListed } from './lead-stages.ts';

/** Stages that a status of a lead or a stage of an opportunity is mapped to. */
export function salesforceMeaningsOf(change: StageChange, config: CrmConfig): readonly StageMeaning[] {
  const { of, field, value } = change;
  const { statuses, stages } = config;
  if (of.object === 'Opportunity') return field === 'stage' && isListed(stages.valid, value) ? ['valid'] : [];
  if (field !== 'status') return [];
  return (['mql', 'sql'] as const).filter((stage) => isListed(statuses[stage], value));
}
