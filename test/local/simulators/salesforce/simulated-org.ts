import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import 'jsforce/lib/api/metadata.js';
import { Connection } from 'jsforce/lib/connection.js';
import { readExportFolder } from '../../../../lib/local/simulators/export-folder.ts';
import { createSalesforceSimulator } from '../../../../lib/local/simulators/salesforce/salesforce-simulator.ts';
import { serveOnLoopback } from '../../../../lib/local/simulators/serve.ts';
import { SimulatorClock } from '../../../../lib/local/simulators/simulator-clock.ts';
import type { Random } from '../../../../lib/runtime/random.ts';

/** Every simulated org of the tests starts at this instant and stands still. */
export const START = '2026-04-01T09:00:00.400Z';
const VERSION = '66.0';

/** CSV text by object. */
export type Exported = Readonly<Record<string, string>>;

export type SimulatedOrg = Awaited<ReturnType<typeof startOrg>>;

function countingRandom(): Random {
  let count = 0;
  const id = (bytes = 8): string => {
    count += 1;
    return count.toString(16).padStart(bytes * 2, '0');
  };
  return { next: () => 0.5, id };
}

/** Serves an org filled from `exported` on a free port. */
export async function startOrg(exported: Exported = {}) {
  const dir = mkdtempSync(join(tmpdir(), 'revloop-salesforce-'));
  mkdirSync(join(dir, 'salesforce'));
  for (const [object, csv] of Object.entries(exported)) {
    writeFileSync(join(dir, 'salesforce', `${object}.csv`), csv);
  }
  const still = { nowMs: () => 0, sleep: () => Promise.resolve() };
  const simulator = createSalesforceSimulator({
    folder: readExportFolder(dir),
    clock: new SimulatorClock(Date.parse(START), still),
    random: countingRandom(),
  });
  const server = await serveOnLoopback(simulator.app);
  const close = async (): Promise<void> => {
    await server.close();
    rmSync(dir, { recursive: true });
  };
  return { ...simulator, url: server.url, close };
}

/** A jsforce connection as RevLoop would hold it, before `authorize`. */
export function connect(url: string): Connection {
  // jsforce sends even loopback calls through a proxy that the environment names.
  for (const name of ['http_proxy', 'https_proxy', 'HTTP_PROXY', 'HTTPS_PROXY']) delete process.env[name];
  const refuse = (_connection: unknown, done: (error: Error) => void): void => done(new Error('no refresh'));
  return new Connection({
    version: VERSION,
    instanceUrl: url,
    accessToken: 'sim-token',
    oauth2: { loginUrl: url, clientId: 'sim-id', clientSecret: 'sim-secret' },
    refreshFn: refuse,
  });
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Headers;
}

/** A raw call with a simulated token; `body` is sent as JSON. */
export async function call(url: string, method: string, path: string, body?: unknown): Promise<Answer> {
  const response = await fetch(`${url}/services/data/v${VERSION}${path}`, {
    method,
    headers: { authorization: 'Bearer sim-token', 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : parse(text), headers: response.headers };
}

function parse(text: string): unknown {
  const parsed: unknown = JSON.parse(text);
  return parsed;
}

export const queryPath = (soql: string, resource = 'query'): string =>
  `/${resource}?q=${encodeURIComponent(soql)}`;

/** A call to the simulator's own routes. */
export async function control(url: string, route: string, body: object) {
  const response = await fetch(`${url}/_simulator/${route}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: parse(await response.text()) };
}
