import { type Chance, seedChance } from '../../lib/local/demo/chance.ts';
import {
  createHubspotSimulator,
  type HubspotSimulator,
} from '../../lib/local/simulators/hubspot/hubspot-simulator.ts';
import {
  createSalesforceSimulator,
  type SalesforceSimulator,
} from '../../lib/local/simulators/salesforce/salesforce-simulator.ts';
import { type RunningServer, serveOnLoopback } from '../../lib/local/simulators/serve.ts';
import { SimulatorClock } from '../../lib/local/simulators/simulator-clock.ts';
import { type FlakyFront, flakyFront } from '../support/flaky-front.ts';
import { createManualClock, type ManualClock } from '../support/manual-clock.ts';
import { editHubspot } from './hubspot-people.ts';
import { editSalesforce } from './salesforce-people.ts';
import { soakFolder } from './soak-company.ts';

/** Both CRMs of one seed, on one clock that nobody waits for, each behind a door that spoils calls. */
export interface SoakStage {
  readonly clock: ManualClock;
  readonly salesforce: SalesforceSimulator;
  readonly hubspot: HubspotSimulator;
  readonly urls: { readonly salesforce: string; readonly hubspot: string };
  /** Share of calls that fail, and of calls that meet an edit; both 0 once the world is to come to rest. */
  readonly setTrouble: (share: { readonly faults: number; readonly edits: number }) => void;
  /** People make `count` edits, in either CRM by chance. */
  readonly edit: (count: number) => Promise<void>;
  readonly armed: () => ReadonlyMap<string, number>;
  readonly edits: () => number;
  readonly close: () => Promise<void>;
}

const NO_LIMITS = { perTenSeconds: 1e9, searchPerSecond: 1e9, perDay: 1e9 };

/** Faults that are a wait of the machine's own clock, or an end of the world that no retry may mend. */
const LEFT_OUT: readonly string[] = [
  'no-answer',
  'dripping-body',
  'huge-page',
  'other-portal',
  'version-gone',
  'api-version-retired',
  'invalid-grant',
];

export async function openSoak(seed: number): Promise<SoakStage> {
  const chances = { people: seedChance(seed + 1), faults: seedChance(seed + 2) };
  const clock = createManualClock('2026-03-10T00:00:00.000Z');
  const folder = soakFolder(seedChance(seed));
  const ids = seedChance(seed + 3);
  const random = { next: () => ids.int(0, 999) / 1000, id: (bytes = 8) => hexOf(ids, bytes) };
  const parts = { folder, clock: new SimulatorClock(undefined, clock), random };
  const salesforce = createSalesforceSimulator(parts);
  const hubspot = createHubspotSimulator({ ...parts, limits: NO_LIMITS, settings: lagOf(chances.people) });
  let edits = 0;
  let editShare = 0;
  const edit = async (count: number): Promise<void> => {
    for (let at = 0; at < count; at += 1) {
      edits += 1;
      if (chances.people.happens(0.5)) await editSalesforce(salesforce, chances.people, edits);
      else editHubspot(hubspot, chances.people, edits);
    }
  };
  const meanwhile = async (): Promise<void> => {
    if (editShare > 0 && chances.people.happens(editShare)) await edit(1);
  };
  const front = (crm: SalesforceSimulator | HubspotSimulator) =>
    flakyFront(crm, { names: passing(crm.faults.names), chance: chances.faults, beforeCall: meanwhile });
  const fronts = [front(salesforce), front(hubspot)] as const;
  const [first, second] = await Promise.all([serveOnLoopback(fronts[0].app), serveOnLoopback(fronts[1].app)]);
  return {
    clock,
    salesforce,
    hubspot,
    urls: { salesforce: first.url, hubspot: second.url },
    setTrouble: (share) => {
      editShare = share.edits;
      for (const one of fronts) one.setShare(share.faults);
      if (share.edits === 0) hubspot.portal.settings.change({ searchLagMs: 0, searchLagSpreadMs: 0 });
    },
    edit,
    armed: () => sumOf(fronts),
    edits: () => edits,
    close: () => closeBoth(first, second),
  };
}

export function passing(names: readonly string[]): readonly string[] {
  return names.filter((name) => !LEFT_OUT.includes(name));
}

/** Some portals show writes to search at once, some minutes later. */
function lagOf(chance: Chance) {
  return chance.happens(0.5)
    ? { searchLagMs: chance.int(0, 5) * 1000, searchLagSpreadMs: chance.int(0, 120) * 1000 }
    : {};
}

function hexOf(chance: Chance, bytes: number): string {
  return Array.from({ length: bytes }, () => chance.int(0, 255).toString(16).padStart(2, '0')).join('');
}

function sumOf(fronts: readonly FlakyFront[]): ReadonlyMap<string, number> {
  const sum = new Map<string, number>();
  for (const { armed } of fronts)
    for (const [name, count] of armed) sum.set(name, (sum.get(name) ?? 0) + count);
  return sum;
}

async function closeBoth(...servers: readonly RunningServer[]): Promise<void> {
  await Promise.all(servers.map((server) => server.close()));
}
