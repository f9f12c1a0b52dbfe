import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';

/** Objects to fill, and with how many made-up records. */
export interface SeedPlan {
  readonly salesforce?: Readonly<Record<string, number>>;
  readonly hubspot?: Readonly<Record<string, number>>;
}

/** Both simulators in a process of their own, filled by number and not from files. */
export interface SeededCrms {
  readonly salesforce: string;
  readonly hubspot: string;
  /** Calls per object and route since the last reset, as `/_simulator/calls` tells. */
  readonly calls: (crm: 'salesforce' | 'hubspot') => Promise<readonly CountedCalls[]>;
  readonly resetCalls: () => Promise<void>;
  /** `POST` or `PATCH` to a control route of one of them. */
  readonly control: (crm: 'salesforce' | 'hubspot', route: string, body: unknown) => Promise<void>;
  readonly close: () => void;
}

export type CountedCalls = z.infer<typeof CallsSchema>[number];

const AddressesSchema = z.object({ salesforce: z.string(), hubspot: z.string() });
const CallsSchema = z.array(
  z.object({ method: z.string(), route: z.string(), object: z.string().optional(), count: z.number() }),
);
const SERVER = fileURLToPath(new URL('./seeded-crms-server.ts', import.meta.url));

export async function startSeededCrms(plan: SeedPlan): Promise<SeededCrms> {
  const server = spawn(process.execPath, ['--max-old-space-size=12000', SERVER, JSON.stringify(plan)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const urls = await addressesOf(server);
  const request = async (crm: 'salesforce' | 'hubspot', route: string, init: RequestInit) => {
    const answer = await fetch(`${urls[crm]}/_simulator/${route}`, {
      ...init,
      headers: { 'content-type': 'application/json' },
    });
    if (!answer.ok) throw new Error(`${crm} ${route}: ${answer.status} ${await answer.text()}`);
    return answer;
  };
  return {
    ...urls,
    calls: async (crm) => CallsSchema.parse(await (await request(crm, 'calls', {})).json()),
    resetCalls: async () => {
      await request('salesforce', 'calls', { method: 'DELETE' });
      await request('hubspot', 'calls', { method: 'DELETE' });
    },
    control: async (crm, route, body) => {
      const method = crm === 'hubspot' && route === 'settings' ? 'PATCH' : 'POST';
      await request(crm, route, { method, body: JSON.stringify(body) });
    },
    close: () => {
      server.kill();
    },
  };
}

/** The sum of what was counted, of one object or of all, over the routes that fit. */
export function callsOf(calls: readonly CountedCalls[], object?: string, route = /./): number {
  return calls
    .filter((call) => (object === undefined || call.object === object) && route.test(call.route))
    .reduce((sum, { count }) => sum + count, 0);
}

async function addressesOf(server: ChildProcess): Promise<z.infer<typeof AddressesSchema>> {
  if (server.stdout === null) throw new Error('the simulators have no output');
  for await (const line of createInterface({ input: server.stdout })) {
    return AddressesSchema.parse(JSON.parse(line));
  }
  throw new Error('the simulators did not start');
}
