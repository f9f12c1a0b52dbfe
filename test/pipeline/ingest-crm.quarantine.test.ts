import { describe, expect, it } from 'vitest';
import { ingestCrm } from '../../lib/pipeline/ingest-crm.ts';
import type { LogFacts } from '../../lib/runtime/log.ts';
import { aCrmRecord } from '../support/builders.ts';
import { leads, start } from './ingest-stage.ts';

describe('quarantine', () => {
  it('takes a record that the adapter cannot read, and the rest goes on', async () => {
    const { crm, sync, ids } = start();
    crm.hold(...leads(3));
    crm.rejectReading('2', 'SystemModstamp is not a date-time');

    const { runs, quarantined, completeness } = await sync();

    expect(runs[0]).toMatchObject({ read: 3, upserted: 2, quarantined: 1 });
    expect(quarantined).toMatchObject([
      { crm: 'salesforce', object: 'Lead', id: '2', code: 'record-invalid' },
    ]);
    expect(completeness).toMatchObject([{ missing: ['2'] }]);
    expect(await ids('Lead')).toEqual(['1', '3']);
  });

  it('takes a record that makes no sense to us', async () => {
    const { crm, sync, ids } = start();
    crm.hold(aCrmRecord('salesforce/Lead/1', { fields: { NumberOfEmployees: 'many' } }), ...leads(1, 2));

    const { quarantined } = await sync();

    expect(quarantined.map(({ id }) => id)).toEqual(['1']);
    expect(await ids('Lead')).toEqual(['2']);
  });

  it('leaves a record alone whose long texts can be cut, and names them', async () => {
    const { crm, context, ids } = start();
    const large = { Name: 'Large', Description: '株'.repeat(140_000) };
    crm.hold(aCrmRecord('salesforce/Lead/1', { fields: large }));
    const warnings: unknown[] = [];
    const log = { ...context.log, warn: (_text: string, facts?: LogFacts) => void warnings.push(facts) };

    const { quarantined } = await ingestCrm({ ...context, log }, crm);

    expect(quarantined).toEqual([]);
    expect(await ids('Lead')).toEqual(['1']);
    expect(warnings).toEqual([
      { code: 'text-cut', crm: 'salesforce', object: 'Lead', id: '1', fields: 'Description' },
    ]);
  });

  it('takes a record that is too large for the table although nothing in it is long', async () => {
    const { crm, sync, ids } = start();
    const texts = Array.from({ length: 100 }, (_, at) => [`Text_${at}__c`, '株'.repeat(4_000)]);
    const large: Record<string, string> = Object.fromEntries(texts);
    crm.hold(aCrmRecord('salesforce/Lead/1', { fields: large }), ...leads(1, 2));

    const { quarantined } = await sync();

    expect(quarantined).toMatchObject([{ id: '1', code: 'record-invalid' }]);
    expect(await ids('Lead')).toEqual(['2']);
  });

  it('lets a record go once it can be read', async () => {
    const { crm, sync, ids } = start();
    crm.hold(...leads(3));
    crm.rejectReading('2', 'no stamp');
    await sync();
    crm.rejectReading('2', undefined);
    crm.edit('Lead', '2', { Name: 'mended' });

    const { runs, quarantined } = await sync();

    expect(runs[0]?.quarantined).toBe(0);
    expect(quarantined).toEqual([]);
    expect(await ids('Lead')).toEqual(['1', '2', '3']);
  });

  it('lets a record go that was mended while the run was reading', async () => {
    const { crm, sync, ids } = start();
    crm.hold(...leads(3));
    crm.rejectReading('1', 'no stamp');
    crm.script = ({ method, nth }) => {
      if (method === 'read' && nth === 2) {
        crm.rejectReading('1', undefined);
        crm.edit('Lead', '1', { Name: 'mended' });
      }
      return undefined;
    };

    const { quarantined } = await sync();

    expect(quarantined).toEqual([]);
    expect(await ids('Lead')).toEqual(['1', '2', '3']);
  });
});
