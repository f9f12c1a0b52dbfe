import type { CrmConfig } from '../../domain/config.ts';
import type { CrmRecord, StageChange } from '../../domain/entities.ts';

/** Earlier values of tracked fields that a record carries or is; empty where it has none. */
export function toHubspotChanges(_record: CrmRecord, _config: CrmConfig): readonly StageChange[] {
  return [];
}
