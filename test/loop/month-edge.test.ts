import { describe, expect, it, onTestFinished } from 'vitest';
import { hubspotId, salesforceId } from '../../lib/local/demo/record-ids.ts';
import { computeKpis } from '../../lib/pipeline/compute-kpis.ts';
import { readSnapshot } from '../../lib/pipeline/read-snapshot.ts';
import { loadRestatements } from '../../lib/store/restatement-store.ts';
import { aConfig } from '../support/builders.ts';
import { type CrmWorld, openWorld } from './crm-world.ts';

const LEAD = salesforceId('Lead', 0);
const OTHER_LEAD = salesforceId('Lead', 1);
const CONTACT = hubspotId('contacts', 0);

/** Tokyo is nine hours ahead of UTC: 15:00 UTC is midnight there. */
const EDGES = [
  ['2026-01-31T14:59:59.999Z', '2026-01'],
  ['2026-01-31T15:00:00.000Z', '2026-02'],
  ['2026-01-31T16:00:00.000Z', '2026-02'],
] as const;

describe.each(EDGES)('a junk lead created at %s in a business of Tokyo', (createdAt, month) => {
  it(`counts in ${month}, and its deletion restates that month in the log`, async () => {
    const world = await openWorld({
      salesforce: { Lead: [lead(LEAD, createdAt), lead(OTHER_LEAD, createdAt)] },
    });
    onTestFinished(world.close);
    await world.sync();
    await computeKpis(world.context);
    const before = await leadsOf(world);
    await world.editSalesforce({ verb: 'delete', object: 'Lead', id: LEAD });
    await world.sync();

    await computeKpis(world.context);

    expect([before, await leadsOf(world)]).toEqual([{ [month]: 2 }, { [month]: 1 }]);
    expect((await loadRestatements(world.table)).flatMap(({ months }) => months)).toMatchObject([
      {
        month,
        counts: { lead: { before: 2, after: 1 } },
        causes: [{ kind: 'deleted', count: 1, records: [`salesforce/Lead/${LEAD}`] }],
      },
    ]);
  });
});

describe.each(EDGES)('a contact created at %s and erased before the first figures', (createdAt, month) => {
  it(`is left as a count of ${month}`, async () => {
    const world = await openWorld({ hubspot: { contacts: [contact(createdAt)] } });
    onTestFinished(world.close);
    await world.sync();

    await erase(world);
    await computeKpis(world.context);

    expect(await leadsOf(world)).toEqual({ [month]: 1 });
  });
});

describe('an imported contact with a mapped date of acquisition, erased before the first figures', () => {
  it('is left as a count of the month in which it was acquired', async () => {
    const acquired = { acquired_on: '2025-12-24' };
    const world = await openWorld(
      { hubspot: { contacts: [{ ...contact('2026-01-31T16:00:00.000Z'), ...acquired }] } },
      aConfig({ crm: { hubspot: { acquisitionDate: 'acquired_on' } } }),
    );
    onTestFinished(world.close);
    await world.sync();

    await erase(world);
    await computeKpis(world.context);

    expect(await leadsOf(world)).toEqual({ '2025-12': 1 });
  });
});

async function erase(world: CrmWorld): Promise<void> {
  world.editHubspot({ kind: 'purge', object: 'contacts', id: CONTACT });
  await world.hint({ object: 'contacts', kind: 'erased', ids: [CONTACT] });
}

function lead(Id: string, createdAt: string) {
  return {
    Id,
    CreatedDate: createdAt,
    SystemModstamp: createdAt,
    LastName: 'Sato',
    Company: 'Acme',
    Email: `${Id}@example.com`,
    Status: 'Open - Not Contacted',
    LeadSource: 'Webinar',
  };
}

function contact(createdAt: string) {
  return {
    ...{ id: CONTACT, createdAt, updatedAt: createdAt, archived: 'false', createdate: createdAt },
    email: 'ann@example.com',
    lifecyclestage: 'lead',
    hs_analytics_source: 'ORGANIC_SEARCH',
  };
}

async function leadsOf({ table }: CrmWorld): Promise<Readonly<Record<string, number>>> {
  const { facts } = await readSnapshot(table, 'lead-creation');
  const counts: Record<string, number> = {};
  for (const { day, lead: leads } of facts) {
    const month = day?.slice(0, 'YYYY-MM'.length) ?? 'undated';
    if (leads > 0) counts[month] = (counts[month] ?? 0) + leads;
  }
  return counts;
}
