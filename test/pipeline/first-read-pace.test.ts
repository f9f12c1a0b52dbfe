import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { CRMS } from '../../lib/crm/registry.ts';
import type { ExportFolder } from '../../lib/local/simulators/export-folder.ts';
import { createHubspotSimulator } from '../../lib/local/simulators/hubspot/hubspot-simulator.ts';
import { SimulatorClock } from '../../lib/local/simulators/simulator-clock.ts';
import { ingestCrm } from '../../lib/pipeline/ingest-crm.ts';
import { SILENT_LOG } from '../../lib/runtime/log.ts';
import { aBudget, seededRandom } from '../runtime/shared-budget.ts';
import { aConfig } from '../support/builders.ts';
import { MemoryTable } from '../support/memory-table.ts';
import { createVirtualClock, type VirtualClock } from '../support/virtual-clock.ts';

const HUBSPOT = CRMS.hubspot;
const URL_OF_NOBODY = 'http://hubspot.invalid';
/** Time that a call takes on its way to HubSpot, and as long back. */
const WAY_MS = 60;
const WINDOW_S = 10;
const OBJECTS = ['contacts', 'deals'];
const EMPTY: ExportFolder = {
  dir: 'seeded',
  salesforce: new Map(),
  hubspot: new Map(),
  associations: [],
  owners: [],
  pipelines: undefined,
  problems: [],
};

describe('a first read of contacts and deals, each call 120 ms on its way', () => {
  it.each([
    ['190 calls in 10 s', 190, 10_000, 1.1],
    ['30 calls in 10 s', 30, 3_000, 1.25],
  ] as const)(
    'takes little longer than %s allow, without a 429',
    async (_case, perTenSeconds, perObject, allowed) => {
      const clock = createVirtualClock();
      const portal = aPortal(clock, { perTenSeconds, perObject });
      const random = seededRandom(4);
      const table = new MemoryTable();
      const crm = HUBSPOT.create({
        ...{ url: URL_OF_NOBODY, credentials: HUBSPOT.simulatorCredentials, clock, random },
        budget: aBudget({ table, clock, random }),
      });
      const context = { table, config: aConfig(), clock, random, log: SILENT_LOG, today: '2026-03-10' };
      const startMs = clock.nowMs();

      const { runs } = await clock.run(
        ingestCrm(context, { ...crm, sweeps: () => [] }, { objects: OBJECTS }),
      );

      const seconds = (clock.nowMs() - startMs) / 1000;
      const bound = (portal.sent() * WINDOW_S) / perTenSeconds;
      expect(runs.map(({ upserted }) => upserted)).toEqual([perObject, perObject]);
      expect(portal.refused()).toBe(0);
      expect(seconds / bound).toBeLessThanOrEqual(allowed);
    },
    120_000,
  );
});

/** A portal in this process that is called in place of the network, on the clock of the test. */
function aPortal(
  clock: VirtualClock,
  { perTenSeconds, perObject }: { readonly perTenSeconds: number; readonly perObject: number },
) {
  const limits = { perTenSeconds, searchPerSecond: 5, perDay: 1e6 };
  const random = seededRandom(1);
  const simulator = createHubspotSimulator({
    folder: EMPTY,
    clock: new SimulatorClock(undefined, clock),
    random,
    limits,
  });
  const atMs = (index: number) => clock.nowMs() - 86_400_000 + index;
  for (const object of OBJECTS)
    simulator.seed({
      ...{ object, count: perObject, firstId: 1_000_001, createdAtMs: atMs, updatedAtMs: atMs },
      valuesOf: (index) =>
        object === 'deals'
          ? { dealname: `Deal ${index}`, dealstage: 'qualifiedtobuy' }
          : { email: `p${index}@example.com`, lifecyclestage: 'lead' },
    });
  let sent = 0;
  let refused = 0;
  vi.stubGlobal('fetch', async (url: string, init: RequestInit): Promise<Response> => {
    // Searches have a limit of their own.
    if (!url.endsWith('/search')) sent += 1;
    await clock.sleep(WAY_MS);
    const answer = await simulator.app.request(url, init);
    const { status, headers } = answer;
    const text = await answer.text();
    if (status === 429) refused += 1;
    await clock.sleep(WAY_MS);
    return new Response(text, { status, headers });
  });
  onTestFinished(() => void vi.unstubAllGlobals());
  return { sent: () => sent, refused: () => refused };
}
