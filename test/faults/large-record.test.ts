import { describe, expect, it } from 'vitest';
import { loadRecords } from '../../lib/store/record-store.ts';
import { type FaultStage, failuresOf, openFaults, runOf } from './fault-stage.ts';

const HUBSPOT_TEXT = 65_536;
const SALESFORCE_TEXT = 131_072;
const MEGABYTE = 1_000_000;
/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html */
const ITEM_BYTES = 400_000;
const HOUR_MS = 3_600_000;
const namesOf = (count: number) => Array.from({ length: count }, (_, at) => `essay_${at}`);

/** Makes one contact a megabyte large. */
async function fillContact({ urls, hubspot }: FaultStage): Promise<string> {
  const names = namesOf(16);
  for (const name of names) {
    const text = { type: 'string', fieldType: 'textarea', groupName: 'contactinformation' };
    await fetch(`${urls.hubspot}/crm/v3/properties/contacts`, {
      method: 'POST',
      headers: { authorization: 'Bearer sim-admin', 'content-type': 'application/json' },
      body: JSON.stringify({ name, label: name, ...text }),
    });
  }
  const properties = Object.fromEntries(names.map((name) => [name, 'x'.repeat(HUBSPOT_TEXT)]));
  const [id = ''] = hubspot.edit({
    kind: 'create',
    object: 'contacts',
    properties: { lastname: 'Large', email: 'large@example.com', ...properties },
  });
  return id;
}

/** Makes one lead a megabyte large. */
async function fillLead({ salesforce }: FaultStage): Promise<string> {
  const fields = namesOf(8).map((name) => `${name}__c`);
  for (const field of fields) {
    const metadata = { type: 'LongTextArea', label: field, length: SALESFORCE_TEXT, visibleLines: 3 };
    salesforce.edit({ verb: 'define-field', object: 'Lead', field, metadata });
    salesforce.edit({ verb: 'set-field-access', object: 'Lead', field, access: 'edit' });
  }
  const values = Object.fromEntries(fields.map((field) => [field, 'x'.repeat(SALESFORCE_TEXT)]));
  const { ids } = salesforce.edit({
    verb: 'create',
    object: 'Lead',
    values: { LastName: 'Large', Company: 'Large', Status: 'Open', ...values },
  });
  return ids[0] ?? '';
}

describe.each([
  ['hubspot', 'contacts', 'lastname', HUBSPOT_TEXT, fillContact],
  ['salesforce', 'Lead', 'LastName', SALESFORCE_TEXT, fillLead],
] as const)('a record of a megabyte in %s', (crm, object, name, longest, fill) => {
  it('is stored with its long texts cut, counted, and unchanged to the next run', async () => {
    const stage = await openFaults();
    const id = await fill(stage);

    const report = await stage.sync({ crm });
    stage.clock.advance(HOUR_MS);
    const next = await stage.sync({ crm, isReconcile: true });

    const record = (await loadRecords(stage.table, crm, object)).find((one) => one.id === id);
    const texts = Object.entries(record?.fields ?? {}).filter(([field]) => field.startsWith('essay_'));
    const lengths = new Set(texts.map(([, text]) => String(text).length));
    expect(texts.length * longest).toBeGreaterThan(MEGABYTE);
    expect([...lengths].sort()).toEqual([4000, longest].sort());
    expect(JSON.stringify(record?.fields).length).toBeLessThan(ITEM_BYTES);
    expect(record?.fields[name]).toBe('Large');
    expect(failuresOf(report)).toEqual([]);
    expect(report.quarantined).toEqual([]);
    expect(runOf(next, crm, object)).toMatchObject({ status: 'complete', upserted: 0, quarantined: 0 });
    expect(next.completeness.find((one) => one.object === object)).toMatchObject({ missing: [], extra: [] });
  });
});
