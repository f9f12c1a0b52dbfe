import type { CrmConfig } from '../../../lib/domain/config.ts';
import type { CrmRecord, FieldValue, RecordLink } from '../../../lib/domain/entities.ts';

export const CREATED = '2026-01-05T01:02:03.000Z';
export const NO_CONFIG: CrmConfig = { stages: {}, statuses: {}, dealTypes: {} };

export function aRecord(
  object: string,
  fields: Readonly<Record<string, FieldValue>>,
  more: Partial<CrmRecord> = {},
): CrmRecord {
  const stamps = { version: CREATED, createdAt: CREATED, deleted: false };
  return { crm: 'hubspot', object, id: '9', ...stamps, fields, links: [], ...more };
}

export function aLink(object: string, id: string, isPrimary = false): RecordLink {
  return { to: { crm: 'hubspot', object, id }, isPrimary };
}
