import type { Chance } from '../../lib/local/demo/chance.ts';
import type { HubspotSimulator } from '../../lib/local/simulators/hubspot/hubspot-simulator.ts';
import type { PortalEdit } from '../../lib/local/simulators/hubspot/portal-edits.ts';

const OBJECTS = ['contacts', 'companies', 'deals'] as const;
type HubspotObject = (typeof OBJECTS)[number];
const STAGES = ['appointmentscheduled', 'contractsent', 'closedwon', 'closedlost'] as const;
const LIFECYCLE = ['marketingqualifiedlead', 'salesqualifiedlead', 'opportunity', 'customer'] as const;
const MAX_TOUCHED = 12;

/** People at work in the portal: one edit by chance. */
export function editHubspot({ portal, edit }: HubspotSimulator, chance: Chance, serial: number): void {
  const drawn = drawEdit(portal, chance, serial);
  if (drawn !== undefined) edit(drawn);
}

function drawEdit(
  portal: HubspotSimulator['portal'],
  chance: Chance,
  serial: number,
): PortalEdit | undefined {
  const kind = chance.int(0, 99);
  const object = chance.pick(OBJECTS);
  const { live, archived } = idsOf(portal, object);
  if (kind < 12)
    return { kind: 'create', object: 'contacts', properties: { email: `new${serial}@example.com` } };
  if (kind < 18) return { kind: 'touch', object, count: chance.int(2, MAX_TOUCHED) };
  if (live.length < 2) return undefined;
  const id = chance.pick(live);
  if (kind < 28)
    return { kind: 'merge', object, primaryId: id, otherId: chance.pick(live.filter((one) => one !== id)) };
  if (kind < 36) return { kind: 'archive', object, id };
  if (kind < 42)
    return archived.length === 0 ? undefined : { kind: 'restore', object, id: chance.pick(archived) };
  if (kind < 45) return { kind: 'purge', object, id };
  if (kind < 60) return relink(portal, chance);
  return { kind: 'update', object, id, properties: change(object, chance, serial) };
}

/** An association made or taken back: it stamps neither record. */
function relink(portal: HubspotSimulator['portal'], chance: Chance): PortalEdit | undefined {
  const from = chance.pick(['deals', 'contacts'] as const);
  const to = from === 'deals' ? chance.pick(['contacts', 'companies'] as const) : 'companies';
  const [starts, ends] = [idsOf(portal, from).live, idsOf(portal, to).live];
  if (starts.length === 0 || ends.length === 0) return undefined;
  const ends_ = { object: from, id: chance.pick(starts), toObject: to, toId: chance.pick(ends) };
  return { kind: chance.happens(0.6) ? 'associate' : 'dissociate', ...ends_ };
}

function change(object: HubspotObject, chance: Chance, serial: number): Record<string, string> {
  switch (object) {
    case 'contacts':
      return chance.happens(0.5)
        ? { lifecyclestage: chance.pick(LIFECYCLE) }
        : { lastname: `Person ${serial}` };
    case 'companies':
      return { name: `Firm ${serial}` };
    case 'deals':
      return { dealstage: chance.pick(STAGES), amount: String(chance.int(1, 999)) };
  }
}

function idsOf(portal: HubspotSimulator['portal'], object: HubspotObject) {
  const records = portal.tables.get(object)?.records.ordered ?? [];
  return {
    live: records.filter(({ archivedAtMs }) => archivedAtMs === undefined).map(({ id }) => id),
    archived: records.filter(({ archivedAtMs }) => archivedAtMs !== undefined).map(({ id }) => id),
  };
}
