import { describe, expect, it } from 'vitest';
import { changePages, firstRead, recordOf } from './reading-all.ts';
import { anAccount, contacts } from './test-account.ts';

const STAMP = { createdAt: '2026-11-01T00:00:00.000Z', updatedAt: '2026-11-02T00:00:00.000Z' };
const MINUTE_MS = 60_000;

describe('HubSpot quirks of writes', () => {
  it('H9 one bad row of a batch is named and the others are written', async () => {
    const test = await anAccount({ tables: { contacts: contacts(3) } });
    const change = (id: string, fields: Record<string, string>) => ({ id, fields });

    const outcomes = await test.crm.write('contacts', [
      change('1001', { jobtitle: 'CEO' }),
      change('1002', { no_such_property: 'x' }),
      change('1003', { jobtitle: 'CTO' }),
    ]);

    expect(outcomes.map(({ status }) => status)).toEqual(['applied', 'rejected', 'applied']);
  });

  it('H10 a success that names fewer records than were sent leaves the others unknown', async () => {
    const test = await anAccount({
      front: async ({ url }) =>
        url.endsWith('/batch/update')
          ? Response.json({ status: 'COMPLETE', results: [{ id: '1001', properties: {}, ...STAMP }] })
          : undefined,
    });

    const outcomes = await test.crm.write('contacts', [
      { id: '1001', fields: { jobtitle: 'CEO' } },
      { id: '1002', fields: { jobtitle: 'CTO' } },
    ]);

    expect(outcomes.map(({ status }) => status)).toEqual(['applied', 'unknown']);
  });

  it('H11 an id twice in a batch is sent once, with the later value', async () => {
    const test = await anAccount({ tables: { contacts: contacts(1) } });

    const outcomes = await test.crm.write('contacts', [
      { id: '1001', fields: { jobtitle: 'CEO' } },
      { id: '1001', fields: { jobtitle: 'CTO' } },
    ]);

    const [record] = await test.crm.readByIds(await test.crm.describe('contacts'), ['1001'], {
      withLinks: false,
    });
    expect(outcomes.map(({ status }) => status)).toEqual(['applied', 'applied']);
    expect(record?.fields['jobtitle']).toBe('CTO');
  });

  it('H17 a stage that HubSpot did not move back is read back as it is, not as it was written', async () => {
    const test = await anAccount({
      tables: { contacts: contacts(1, { lifecyclestage: 'customer' }) },
    });
    const description = await test.crm.describe('contacts');

    await test.crm.write('contacts', [{ id: '1001', fields: { lifecyclestage: 'lead' } }]);

    const [record] = await test.crm.readByIds(description, ['1001'], { withLinks: false });
    expect(record?.fields['lifecyclestage']).toBe('customer');
  });

  it('H18 a write of ours gives the version under which it comes back', async () => {
    const test = await anAccount({ tables: { contacts: contacts(1) } });
    const cursor = await firstRead(test);
    test.clock.advance(MINUTE_MS);

    const [outcome] = await test.crm.write('contacts', [{ id: '1001', fields: { jobtitle: 'CTO' } }]);

    const pages = await changePages(test.crm, 'contacts', cursor);
    expect(outcome).toEqual({ status: 'applied', version: recordOf(pages, '1001')?.version });
  });
});
