import { AppError } from '../../domain/app-error.ts';
import type { CrmConfig } from '../../domain/config.ts';
import type { CrmRecord } from '../../domain/entities.ts';
import type { StageChange } from '../../domain/record-history.ts';
import { historyField, readHistoryText, trackedOf } from './history-text.ts';
import { refOf } from './record-values.ts';

/**
 * Earlier values of deal stage, amount and lifecycle stage that a record carries, oldest first; empty where none was
 * read. Throws AppError 'record-invalid' for a history that is none.
 */
export function toHubspotChanges(record: CrmRecord, _config: CrmConfig): readonly StageChange[] {
  const of = refOf(record);
  return trackedOf(record.object).flatMap(([property, field]) => {
    const text = record.fields[historyField(property)];
    if (text === undefined || text === null) return [];
    const versions = readHistoryText(String(text));
    if (versions === undefined) {
      const where = `${record.crm} ${record.object} ${record.id}: ${historyField(property)}`;
      throw new AppError('record-invalid', `${where} is no history`);
    }
    return versions.map(({ value, at }) => ({
      kind: 'stage-change' as const,
      ref: of,
      of,
      field,
      value: value === '' ? null : value,
      at,
    }));
  });
}
