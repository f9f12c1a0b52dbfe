import { Hono } from 'hono';
import { onTestFinished } from 'vitest';
import type { ApiBudget, Deadline } from '../../../lib/crm/api-budget.ts';
import type { Crm } from '../../../lib/crm/crm.ts';
import type { HubspotOptions } from '../../../lib/crm/hubspot/api.ts';
import type { HubspotCredentials } from '../../../lib/crm/hubspot/credentials.ts';
import { createHubspotCrm } from '../../../lib/crm/hubspot/hubspot-crm.ts';
import type { ExportFolder, ExportRow } from '../../../lib/local/simulators/export-folder.ts';
import {
  createHubspotSimulator,
  type HubspotSimulator,
} from '../../../lib/local/simulators/hubspot/hubspot-simulator.ts';
import type { PortalSettings } from '../../../lib/local/simulators/hubspot/portal-settings.ts';
import type { RateLimitOptions } from '../../../lib/local/simulators/hubspot/rate-limits.ts';
import { serveOnLoopback } from '../../../lib/local/simulators/serve.ts';
import { SimulatorClock } from '../../../lib/local/simulators/simulator-clock.ts';
import type { Clock } from '../../../lib/runtime/clock.ts';
import type { Random } from '../../../lib/runtime/random.ts';

export const NOW = '2026-11-23T09:00:00.000Z';

/** A clock that stands still but for its sleepers. */
export interface ManualClock extends Clock {
  readonly advance: (ms: number) => void;
  /** Every sleep asked for. */
  readonly sleepsMs: readonly number[];
}

export function manualClock(startIso = NOW): ManualClock {
  let nowMs = Date.parse(startIso);
  const sleepsMs: number[] = [];
  const advance = (ms: number) => {
    nowMs += ms;
  };
  return {
    nowMs: () => nowMs,
    sleepsMs,
    advance,
    sleep: async (ms) => {
      sleepsMs.push(ms);
      advance(ms);
    },
  };
}

/** Half of everything; ids count up. */
export function countingRandom(): Random {
  let count = 0;
  return {
    next: () => 0.5,
    id: (bytes = 8) => {
      count += 1;
      return count.toString(16).padStart(bytes * 2, '0');
    },
  };
}

/** Answers in place of the account, or undefined to let it answer. */
type Front = (request: Request, account: HubspotSimulator) => Promise<Response | undefined>;

export interface AccountOptions {
  readonly tables?: Readonly<Record<string, readonly ExportRow[]>>;
  readonly associations?: readonly ExportRow[];
  readonly owners?: readonly ExportRow[];
  readonly pipelines?: unknown;
  readonly limits?: RateLimitOptions;
  readonly credentials?: HubspotCredentials;
  /** Handed to the adapter. */
  readonly budget?: ApiBudget;
  readonly deadline?: Deadline;
  readonly apiVersion?: string;
  readonly keeper?: HubspotOptions['keeper'];
  readonly clock?: ManualClock;
  /** Search lag and other ways of the account. */
  readonly settings?: Partial<PortalSettings>;
  readonly front?: Front;
}

export interface TestAccount {
  readonly url: string;
  readonly crm: Crm;
  readonly account: HubspotSimulator;
  readonly clock: ManualClock;
  /** A call of another client of the account. */
  readonly call: (method: string, path: string, body?: unknown) => Promise<unknown>;
  /** Calls the account saw whose route ends so. */
  readonly seen: (method: string, routeEnd: string) => number;
}

/** The adapter on a simulated account over loopback, both on one manual clock; ends with the test. */
export async function anAccount(options: AccountOptions = {}): Promise<TestAccount> {
  const account = await startAccount(options);
  onTestFinished(account.close);
  return account;
}

export async function startAccount(
  options: AccountOptions = {},
): Promise<TestAccount & { readonly close: () => Promise<void> }> {
  const { clock = manualClock(), budget, deadline, apiVersion, keeper } = options;
  const account = createHubspotSimulator({
    folder: toFolder(options),
    clock: new SimulatorClock(undefined, clock),
    random: countingRandom(),
    ...(options.limits === undefined ? {} : { limits: options.limits }),
    ...(options.settings === undefined ? {} : { settings: options.settings }),
  });
  const server = await serveOnLoopback(
    options.front === undefined ? account.app : fronted(account, options.front),
  );
  const credentials = options.credentials ?? { accessToken: 'sim-local' };
  const adapter = { budget, deadline, apiVersion, keeper };
  return {
    url: server.url,
    crm: createHubspotCrm({ ...adapter, url: server.url, credentials, clock, random: countingRandom() }),
    account,
    clock,
    close: server.close,
    call: async (method, path, body) => {
      const init = body === undefined ? {} : { body: JSON.stringify(body) };
      const headers = { authorization: 'Bearer sim-other' };
      const response = await account.app.request(path, { method, headers, ...init });
      const text = await response.text();
      return text === '' ? undefined : JSON.parse(text);
    },
    seen: (method, routeEnd) =>
      account.calls
        .list()
        .filter((seen) => seen.method === method && seen.route.endsWith(routeEnd))
        .reduce((sum, { count }) => sum + count, 0),
  };
}

/** `count` contacts with ids from `firstId` on, all of one stamp. */
export function contacts(count: number, fields: ExportRow = {}, firstId = 1001): readonly ExportRow[] {
  const stamp = '2026-11-01T00:00:00.000Z';
  return Array.from({ length: count }, (_, i) => ({
    id: String(firstId + i),
    email: `person-${firstId + i}@example.com`,
    createdAt: stamp,
    updatedAt: stamp,
    archived: 'false',
    ...fields,
  }));
}

function toFolder({ tables = {}, associations = [], owners = [], pipelines }: AccountOptions): ExportFolder {
  const hubspot = Object.entries(tables).map(([name, rows]) => {
    const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
    return [name, { columns, rows }] as const;
  });
  return {
    dir: '',
    salesforce: new Map(),
    hubspot: new Map(hubspot),
    associations,
    owners,
    pipelines,
    problems: [],
  };
}

function fronted(account: HubspotSimulator, front: Front): Hono {
  const app = new Hono();
  app.all('*', async (c) => (await front(c.req.raw.clone(), account)) ?? account.app.fetch(c.req.raw, c.env));
  return app;
}
