import { describe, expect, it } from 'vitest';
import type { CrmRecord } from '../../lib/domain/entities.ts';
import { ingestCrm } from '../../lib/pipeline/ingest-crm.ts';
import { loadEntities } from '../../lib/pipeline/load-entities.ts';
import { putRecords } from '../../lib/store/record-store.ts';
import { aConfig, aCrmRecord } from '../support/builders.ts';
import { FakeCrm } from '../support/fake-crm.ts';
import { aStepContext } from '../support/step-context.ts';

const LEAD = 'salesforce/Lead/1';

describe('loadEntities', () => {
  it('gives live records with their fields', async () => {
    const { context } = await synced();

    const { entities, records } = await loadEntities(context);

    expect(entities).toMatchObject([{ entity: { kind: 'person' }, fields: { LeadSource: 'Webinar' } }]);
    expect([...records.keys()]).toEqual([LEAD]);
  });

  it('leaves deleted records out', async () => {
    const { context, crm } = await synced();
    crm.erase('Lead', '1');
    await ingestCrm(context, crm);

    const { entities } = await loadEntities(context);

    expect(entities).toEqual([]);
  });

  it('leaves out a record that a page older than its merge brought back', async () => {
    const context = aStepContext();
    const stored = (id: string, fields: CrmRecord['fields']) => ({
      ...aCrmRecord(`hubspot/contacts/${id}`, { fields }),
      hash: '',
      origin: null,
    });
    await putRecords(context.table, [stored('1', {}), stored('2', { hs_merged_object_ids: '1' })]);

    const { entities, records, departed, history } = await loadEntities(context);

    expect(entities).toMatchObject([{ entity: { ref: { id: '2' } } }]);
    expect([...records.keys()]).toEqual(['hubspot/contacts/2']);
    expect([...departed]).toEqual([['hubspot/contacts/1', 'merged']]);
    expect(history.gone).toMatchObject([{ entity: { ref: { id: '1' } } }]);
  });

  it('keeps the source that a record had when it was first seen', async () => {
    const { context, crm } = await synced();
    crm.edit('Lead', '1', { LeadSource: 'Purchased list' });
    await ingestCrm(context, crm);

    const { entities } = await loadEntities(context);

    expect(entities).toMatchObject([
      { entity: { source: { leadSource: 'Webinar' } }, fields: { LeadSource: 'Purchased list' } },
    ]);
  });

  it('leaves out a CRM that is not configured any more', async () => {
    const { context } = await synced();
    const config = aConfig({ crm: { hubspot: {} } });

    const { entities } = await loadEntities({ ...context, config });

    expect(entities).toEqual([]);
  });

  it.each([
    ['2026-03-10T09:00:00.000Z', true],
    ['2026-03-11T09:00:00.000Z', false],
  ])('takes a meeting of %s for done on 10 March: %s', async (at, isDone) => {
    const { context, crm } = await synced();
    crm.hold(aCrmRecord('salesforce/Event/9', { fields: { ActivityDateTime: at, WhoId: null } }));
    await ingestCrm(context, crm);

    const { entities } = await loadEntities(context);

    expect(entities).toContainEqual(
      expect.objectContaining({ entity: expect.objectContaining({ kind: 'activity', isDone }) }),
    );
  });

  it('names records that the config of today cannot read', async () => {
    const { context } = await synced();
    const config = aConfig({ crm: { salesforce: { acquisitionDate: 'LeadSource' } } });

    const { entities, unreadable } = await loadEntities({ ...context, config });

    expect(entities).toEqual([]);
    expect(unreadable).toMatchObject([{ ref: LEAD, reason: expect.stringContaining('LeadSource') }]);
  });
});

async function synced() {
  const context = aStepContext();
  const crm = new FakeCrm().hold(aCrmRecord(LEAD, { fields: { LeadSource: 'Webinar' } }));
  await ingestCrm(context, crm);
  return { context, crm };
}
