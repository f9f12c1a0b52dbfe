import { describe, expect, it, onTestFinished } from 'vitest';
import { hubspotId, salesforceId } from '../../lib/local/demo/record-ids.ts';
import { computeKpis } from '../../lib/pipeline/compute-kpis.ts';
import { loadEntities } from '../../lib/pipeline/load-entities.ts';
import { readSnapshot } from '../../lib/pipeline/read-snapshot.ts';
import { loadAliases } from '../../lib/store/alias-store.ts';
import { type CrmWorld, openWorld } from './crm-world.ts';

const ANN = hubspotId('contacts', 0);
const BEN = hubspotId('contacts', 1);
const CLARA = hubspotId('contacts', 2);
const DAN = salesforceId('Lead', 0);
const EVE = salesforceId('Lead', 1);
const FAY = salesforceId('Lead', 2);

describe.each([true, false])(
  'contacts merged in HubSpot, the primary keeping its id: %s',
  (mergeKeepsPrimaryId) => {
    it('are one lead of the first day, and every old id leads to it', async () => {
      const world = await contacts({ mergeKeepsPrimaryId });
      merge(world, BEN, ANN);

      await world.sync();
      await computeKpis(world.context);

      expect(await leadsOf(world)).toEqual({ '2026-01': 1, '2026-03': 1 });
      expect(await targetsOf(world, 'hubspot/contacts', [ANN, BEN])).toEqual([`hubspot/contacts/${ANN}`]);
      expect(await departuresOf(world)).toEqual(
        mergeKeepsPrimaryId ? { [ANN]: 'merged' } : { [ANN]: 'merged', [BEN]: 'merged' },
      );
    });

    it('stay one along a chain of merges', async () => {
      const world = await contacts({ mergeKeepsPrimaryId });
      merge(world, BEN, ANN);
      await world.sync();
      await computeKpis(world.context);
      merge(world, CLARA, liveIds(world).find((id) => id !== CLARA) ?? '');

      await world.sync();
      await computeKpis(world.context);

      expect(await leadsOf(world)).toEqual({ '2026-01': 1 });
      expect(await targetsOf(world, 'hubspot/contacts', [ANN, BEN, CLARA])).toEqual([
        `hubspot/contacts/${ANN}`,
      ]);
    });

    it('count nothing once the survivor is deleted', async () => {
      const world = await contacts({ mergeKeepsPrimaryId });
      merge(world, BEN, ANN);
      await world.sync();
      await computeKpis(world.context);
      for (const id of liveIds(world).filter((one) => one !== CLARA))
        world.editHubspot({ kind: 'archive', object: 'contacts', id });

      await world.sync();
      await computeKpis(world.context);

      expect(await leadsOf(world)).toEqual({ '2026-03': 1 });
      expect(await targetsOf(world, 'hubspot/contacts', [ANN, BEN])).toEqual([`hubspot/contacts/${ANN}`]);
    });

    it('are one where only a hint told of the merge', async () => {
      const world = await contacts({ mergeKeepsPrimaryId });
      merge(world, BEN, ANN);

      await world.hint({ object: 'contacts', kind: 'merged', ids: [...liveIds(world), ANN, BEN] });
      await computeKpis(world.context);

      expect(await leadsOf(world)).toEqual({ '2026-01': 1, '2026-03': 1 });
      expect((await departuresOf(world))[ANN]).toBe('merged');
    });
  },
);

describe('a merge that the record left over no longer tells of', () => {
  it('is known by what ingest noted when it did', async () => {
    const world = await contacts({ mergeKeepsPrimaryId: true });
    merge(world, BEN, ANN);
    await world.sync();
    for (const { pk, sk, fields, ...rest } of world.table.dump()) {
      if (sk !== BEN || !pk.startsWith('REC#')) continue;
      const {
        hs_merged_object_ids: _,
        hs_calculated_merged_vids: __,
        ...others
      } = JSON.parse(String(fields));
      await world.table.put({ pk, sk, ...rest, fields: JSON.stringify(others) });
    }

    await computeKpis(world.context);

    expect(await leadsOf(world)).toEqual({ '2026-01': 1, '2026-03': 1 });
    expect(await departuresOf(world)).toEqual({ [ANN]: 'merged' });
  });
});

describe('leads merged in Salesforce', () => {
  it('are one lead of the first day, and every old id leads to it', async () => {
    const world = await leads();
    await world.editSalesforce({ verb: 'merge', object: 'Lead', winnerId: EVE, loserIds: [DAN] });

    await world.sync();
    await computeKpis(world.context);

    expect(await leadsOf(world)).toEqual({ '2026-01': 1, '2026-03': 1 });
    expect(await targetsOf(world, 'salesforce/Lead', [DAN, EVE])).toEqual([`salesforce/Lead/${DAN}`]);
    expect(await departuresOf(world)).toEqual({ [DAN]: 'merged' });
  });

  it('stay one along a chain of merges that end in a conversion', async () => {
    const world = await leads();
    await world.editSalesforce({ verb: 'merge', object: 'Lead', winnerId: EVE, loserIds: [DAN] });
    await world.editSalesforce({ verb: 'merge', object: 'Lead', winnerId: FAY, loserIds: [EVE] });
    await world.sync();
    const ids = await world.editSalesforce({ verb: 'convert', leadId: FAY });

    await world.sync();
    await computeKpis(world.context);

    const [contact = ''] = ids.filter((id) => id.startsWith('003'));
    expect(await leadsOf(world)).toEqual({ '2026-01': 1 });
    expect(await targetsOf(world, 'salesforce/Lead', [DAN, EVE, FAY])).toEqual([`salesforce/Lead/${DAN}`]);
    expect(await targetsOf(world, 'salesforce/Contact', [contact])).toEqual([`salesforce/Lead/${DAN}`]);
  });

  it('count nothing once the survivor is deleted', async () => {
    const world = await leads();
    await world.editSalesforce({ verb: 'merge', object: 'Lead', winnerId: EVE, loserIds: [DAN] });
    await world.sync();
    await computeKpis(world.context);
    await world.editSalesforce({ verb: 'delete', object: 'Lead', id: EVE });

    await world.sync();
    await computeKpis(world.context);

    expect(await leadsOf(world)).toEqual({ '2026-03': 1 });
    expect(await departuresOf(world)).toEqual({ [DAN]: 'merged', [EVE]: 'deleted' });
  });
});

async function contacts(settings: { readonly mergeKeepsPrimaryId: boolean }): Promise<CrmWorld> {
  const person = (id: string, day: string) => ({
    id,
    createdAt: `${day}T00:00:00.000Z`,
    updatedAt: `${day}T00:00:00.000Z`,
    archived: 'false',
    createdate: `${day}T00:00:00.000Z`,
    email: `person${id}@example.com`,
    lifecyclestage: 'lead',
    hs_analytics_source: 'ORGANIC_SEARCH',
  });
  const rows = [person(ANN, '2026-01-05'), person(BEN, '2026-02-05'), person(CLARA, '2026-03-05')];
  const world = await openWorld({ hubspot: { contacts: rows } });
  onTestFinished(world.close);
  world.hubspot.portal.settings.change(settings);
  await world.sync();
  return world;
}

async function leads(): Promise<CrmWorld> {
  const person = (Id: string, day: string) => ({
    Id,
    CreatedDate: `${day}T00:00:00.000Z`,
    SystemModstamp: `${day}T00:00:00.000Z`,
    LastName: 'Sato',
    Company: 'Acme',
    Email: `person${Id}@example.com`,
    Status: 'Open - Not Contacted',
    LeadSource: 'Webinar',
  });
  const rows = [person(DAN, '2026-01-05'), person(EVE, '2026-02-05'), person(FAY, '2026-03-05')];
  const world = await openWorld({ salesforce: { Lead: rows } });
  onTestFinished(world.close);
  await world.sync();
  return world;
}

function merge({ editHubspot }: CrmWorld, primaryId: string, otherId: string): void {
  editHubspot({ kind: 'merge', object: 'contacts', primaryId, otherId });
}

function liveIds({ hubspot }: CrmWorld): readonly string[] {
  const records = hubspot.portal.tables.get('contacts')?.records.ordered ?? [];
  return records.filter(({ archivedAtMs }) => archivedAtMs === undefined).map(({ id }) => id);
}

/** Leads by month, as published. */
async function leadsOf({ table }: CrmWorld): Promise<Readonly<Record<string, number>>> {
  const { facts } = await readSnapshot(table, 'lead-creation');
  const counts: Record<string, number> = {};
  for (const { day, lead } of facts) {
    const month = day?.slice(0, 7) ?? 'undated';
    if (lead > 0) counts[month] = (counts[month] ?? 0) + lead;
  }
  return counts;
}

async function targetsOf(
  { table }: CrmWorld,
  object: string,
  ids: readonly string[],
): Promise<readonly (string | undefined)[]> {
  const aliases = await loadAliases(table);
  return [...new Set(ids.map((id) => aliases.get(`${object}/${id}`)))];
}

async function departuresOf({ context }: CrmWorld): Promise<Readonly<Record<string, string>>> {
  const { departed } = await loadEntities(context);
  const people = [...departed].filter(([ref]) => /^\w+\/(?:Lead|contacts)\//.test(ref));
  return Object.fromEntries(people.map(([ref, departure]) => [ref.split('/').at(-1), departure]));
}
