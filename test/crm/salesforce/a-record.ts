import { ConfigSchema, type CrmConfig } from '../../../lib/domain/config.ts';
import type { CrmRecord, FieldValue } from '../../../lib/domain/entities.ts';

/** A Salesforce record with the fields a test is about. */
export function aRecord(object: string, fields: Readonly<Record<string, FieldValue>> = {}): CrmRecord {
  return {
    crm: 'salesforce',
    object,
    id: '00QSB3hXUaUYRrk2MH',
    version: '2026-05-01T07:25:37.000Z',
    createdAt: '2026-04-01T00:00:00.000Z',
    deleted: false,
    fields,
    links: [],
  };
}

/** The Salesforce part of a config with the keys a test is about. */
export function aCrmConfig(salesforce: Readonly<Record<string, unknown>> = {}): CrmConfig {
  const config = ConfigSchema.parse({
    version: 1,
    timezone: 'Asia/Tokyo',
    currency: 'JPY',
    crm: { salesforce },
    channels: [{ id: 'web', name: { ja: 'ウェブ', en: 'Web' } }],
  });
  if (config.crm.salesforce === undefined) throw new Error('the config has no Salesforce part');
  return config.crm.salesforce;
}
