import { describe, expect, it, onTestFinished } from 'vitest';
import { hubspotId } from '../../lib/local/demo/record-ids.ts';
import { computeKpis } from '../../lib/pipeline/compute-kpis.ts';
import { rankLeads } from '../../lib/pipeline/rank-leads.ts';
import { readSnapshot } from '../../lib/pipeline/read-snapshot.ts';
import { planWriteBack } from '../../lib/pipeline/write-back/plan.ts';
import { type CrmWorld, openWorld } from './crm-world.ts';

const ANN = hubspotId('contacts', 0);
const BEN = hubspotId('contacts', 1);
/** What names Ann. */
const NAMES = [ANN, 'ann.sato@example.com', 'Sato-Ann'];

describe.each([
  ['before the first figures', false],
  ['after figures that counted them', true],
])('a contact erased for privacy %s', (_case, isComputed) => {
  it('F61: stays as one lead of the month and the channel, however often the figures are computed', async () => {
    const world = await erasedWorld(isComputed);

    await everything(world);
    const once = await leadsOf(world);
    await everything(world);

    expect(once).toEqual({ '2026-01 organic': 1, '2026-02 organic': 1 });
    expect(await leadsOf(world)).toEqual(once);
  });

  it('F61: is named nowhere in the store, and no later sync, list or hint brings it back', async () => {
    const world = await erasedWorld(isComputed);
    await everything(world);

    await world.hint({ object: 'contacts', kind: 'changed', ids: [ANN] });
    await world.sync();
    await everything(world);

    expect(placesOf(world, NAMES)).toEqual([]);
    expect(await leadsOf(world)).toEqual({ '2026-01 organic': 1, '2026-02 organic': 1 });
  });
});

describe('a contact that was deleted and erased afterwards', () => {
  it('counts for nothing', async () => {
    const world = await contacts();
    world.editHubspot({ kind: 'archive', object: 'contacts', id: ANN });
    await world.sync();
    await erase(world);

    await everything(world);

    expect(await leadsOf(world)).toEqual({ '2026-02 organic': 1 });
  });
});

async function erasedWorld(isComputed: boolean): Promise<CrmWorld> {
  const world = await contacts();
  if (isComputed) await everything(world);
  await erase(world);
  return world;
}

async function erase(world: CrmWorld): Promise<void> {
  world.editHubspot({ kind: 'purge', object: 'contacts', id: ANN });
  await world.hint({ object: 'contacts', kind: 'erased', ids: [ANN] });
}

async function everything({ context }: CrmWorld): Promise<void> {
  await computeKpis(context);
  await rankLeads(context);
  await planWriteBack(context);
}

async function contacts(): Promise<CrmWorld> {
  const person = (id: string, email: string, lastname: string, day: string) => ({
    id,
    createdAt: `${day}T00:00:00.000Z`,
    updatedAt: `${day}T00:00:00.000Z`,
    archived: 'false',
    createdate: `${day}T00:00:00.000Z`,
    email,
    lastname,
    lifecyclestage: 'lead',
    hs_analytics_source: 'ORGANIC_SEARCH',
  });
  const rows = [
    person(ANN, 'ann.sato@example.com', 'Sato-Ann', '2026-01-05'),
    person(BEN, 'ben.ito@example.com', 'Ito-Ben', '2026-02-05'),
  ];
  const world = await openWorld({ hubspot: { contacts: rows } });
  onTestFinished(world.close);
  await world.sync();
  return world;
}

async function leadsOf({ table }: CrmWorld): Promise<Readonly<Record<string, number>>> {
  const { facts } = await readSnapshot(table, 'lead-creation');
  const counts: Record<string, number> = {};
  for (const { day, channel, lead } of facts) {
    const cell = `${day?.slice(0, 'YYYY-MM'.length)} ${channel}`;
    if (lead > 0) counts[cell] = (counts[cell] ?? 0) + lead;
  }
  return counts;
}

/** Keys of the items that hold one of these words. */
function placesOf({ table }: CrmWorld, words: readonly string[]): readonly string[] {
  return table
    .dump()
    .filter((item) => words.some((word) => JSON.stringify(item).includes(word)))
    .map(({ pk, sk }) => `${pk} ${sk}`);
}
