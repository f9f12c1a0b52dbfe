import { describe, expect, it, onTestFinished } from 'vitest';
import { FIELDS } from '../../lib/crm/fields.ts';
import { hubspotId, salesforceId } from '../../lib/local/demo/record-ids.ts';
import { computeKpis } from '../../lib/pipeline/compute-kpis.ts';
import { ingestCrm } from '../../lib/pipeline/ingest-crm.ts';
import { rankLeads } from '../../lib/pipeline/rank-leads.ts';
import { readSnapshot } from '../../lib/pipeline/read-snapshot.ts';
import { applyPlan } from '../../lib/pipeline/write-back/apply.ts';
import { planWriteBack } from '../../lib/pipeline/write-back/plan.ts';
import { type CrmWorld, openWorld } from './crm-world.ts';

const ANN = hubspotId('contacts', 0);
const OLD_ANN = hubspotId('contacts', 1);
const BEN = hubspotId('contacts', 2);
const DEAL = hubspotId('deals', 0);
const CALL = '540000000001';
const DAY_MS = 86_400_000;
/** A Salesforce contact that both Ann and Ben are tied to, so that they are listed as ambiguous. */
const SHARED = salesforceId('Contact', 0);

describe.each([true, false])(
  'a merged contact that is erased after figures, ranks, write-back and drift repair (keeps its id: %s)',
  (mergeKeepsPrimaryId) => {
    it('F61: is named nowhere in the store, by no id and no address it ever had', async () => {
      const world = await livedWorld(mergeKeepsPrimaryId);
      const [ann = ''] = annOf(world);
      const words = [...new Set([ann, ANN, OLD_ANN]), 'ann.sato@', 'old.ann@', 'Sato-Ann'];
      const before = placesOf(world, words);
      world.editHubspot({ kind: 'purge', object: 'contacts', id: ann });
      await world.hint({ object: 'contacts', kind: 'erased', ids: [ann] });

      await everything(world);
      await world.sync();
      await everything(world);

      expect(before).toEqual(PLACES);
      expect(placesOf(world, words)).toEqual([]);
      expect(await leadsOf(world)).toEqual({ '2026-01': 1, '2026-02': 1 });
    });
  },
);

/** Where a person is named before: the test is about these. */
const PLACES = ['ALIAS', 'EFFECT', 'LEDGER', 'RANK', 'REC', 'RESTATE', 'RUN', 'RUNLOG', 'SNAPSHOT'];

/** Ann came in January, was merged with a newer copy of her, called, ranked, written to, lost and found. */
async function livedWorld(mergeKeepsPrimaryId: boolean): Promise<CrmWorld> {
  const world = await openWorld({
    salesforce: {
      Contact: [
        {
          Id: SHARED,
          CreatedDate: '2026-01-01T00:00:00.000Z',
          SystemModstamp: '2026-01-01T00:00:00.000Z',
          LastName: 'Shared',
        },
      ],
    },
    hubspot: {
      contacts: [
        person(OLD_ANN, 'old.ann@example.com', '2026-01-05', SHARED),
        person(ANN, 'ann.sato@example.com', '2026-02-10', SHARED),
        person(BEN, 'ben.ito@example.com', '2026-02-05', SHARED),
      ],
      deals: [
        {
          ...stamped(DEAL, '2026-02-11'),
          dealname: 'Plan A',
          dealstage: 'closedwon',
          pipeline: 'default',
          amount: '1000',
          closedate: '2026-02-20T00:00:00.000Z',
          hs_is_closed: 'true',
          hs_is_closed_won: 'true',
        },
      ],
      calls: [
        {
          ...stamped(CALL, '2026-02-12'),
          hs_timestamp: '2026-02-12T00:00:00.000Z',
          hs_call_direction: 'INBOUND',
        },
      ],
    },
    associations: [
      { fromObject: 'deals', fromId: DEAL, toObject: 'contacts', toId: ANN, type: 'deal_to_contact' },
      { fromObject: 'calls', fromId: CALL, toObject: 'contacts', toId: ANN, type: 'call_to_contact' },
    ],
  });
  onTestFinished(world.close);
  world.hubspot.portal.settings.change({ mergeKeepsPrimaryId });
  for (const crm of (await world.connect()).values()) await crm.provision(FIELDS);
  await world.sync();
  await everything(world);
  world.editHubspot({ kind: 'merge', object: 'contacts', primaryId: ANN, otherId: OLD_ANN });
  await world.sync();
  await everything(world);
  await loseAndFind(world);
  await everything(world);
  return world;
}

/** The store loses a record, and a comparison of ids brings it back: a run names it. */
async function loseAndFind(world: CrmWorld): Promise<void> {
  world.clock.advance(DAY_MS);
  world.editHubspot({ kind: 'update', object: 'contacts', id: BEN, properties: { lastname: 'Ito' } });
  await world.sync();
  for (const { pk, sk } of world.table.dump())
    if (pk.startsWith('REC#hubspot#contacts#') && annOf(world).includes(sk))
      await world.table.remove({ pk, sk });
  const crm = (await world.connect()).get('hubspot');
  if (crm !== undefined) await ingestCrm(world.context, crm, { isReconcile: true });
}

async function everything(world: CrmWorld): Promise<void> {
  const { context } = world;
  await computeKpis(context);
  await rankLeads(context);
  const crms = await world.connect();
  await applyPlan(context, await planWriteBack(context), { crms, isApproved: true });
}

function person(id: string, email: string, day: string, contact: string) {
  return {
    ...stamped(id, day),
    email,
    lastname: email.includes('ann') ? 'Sato-Ann' : 'Ito-Ben',
    lifecyclestage: 'lead',
    hs_analytics_source: 'ORGANIC_SEARCH',
    salesforcecontactid: contact,
  };
}

function stamped(id: string, day: string) {
  const at = `${day}T00:00:00.000Z`;
  return { id, createdAt: at, updatedAt: at, archived: 'false', createdate: at };
}

function annOf({ hubspot }: CrmWorld): readonly string[] {
  const records = hubspot.portal.tables.get('contacts')?.records.ordered ?? [];
  return records.flatMap(({ id, archivedAtMs }) => (archivedAtMs === undefined && id !== BEN ? [id] : []));
}

async function leadsOf({ table }: CrmWorld): Promise<Readonly<Record<string, number>>> {
  const { facts } = await readSnapshot(table, 'lead-creation');
  const counts: Record<string, number> = {};
  for (const { day, lead } of facts) {
    const month = day?.slice(0, 'YYYY-MM'.length) ?? 'undated';
    if (lead > 0) counts[month] = (counts[month] ?? 0) + lead;
  }
  return counts;
}

/** Kinds of item that hold one of these words. */
function placesOf({ table }: CrmWorld, words: readonly string[]): readonly string[] {
  const found = table.dump().filter((item) => words.some((word) => JSON.stringify(item).includes(word)));
  return [...new Set(found.map(({ pk }) => pk.split('#')[0] ?? ''))].sort();
}
