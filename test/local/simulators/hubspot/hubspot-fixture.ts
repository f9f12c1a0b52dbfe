import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { readExportFolder } from '../../../../lib/local/simulators/export-folder.ts';
import {
  createHubspotSimulator,
  type HubspotSimulator,
  type HubspotSimulatorOptions,
} from '../../../../lib/local/simulators/hubspot/hubspot-simulator.ts';
import { SimulatorClock } from '../../../../lib/local/simulators/simulator-clock.ts';
import type { Random } from '../../../../lib/runtime/random.ts';
import { loadOpenApiValidator } from './openapi-validator.ts';

export const NOW = '2026-11-23T09:00:00.000Z';
const UNLIMITED = { perTenSeconds: 1e6, searchPerSecond: 1e6, perDay: 1e6 };
const validator = loadOpenApiValidator();

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

export interface TestPortal extends HubspotSimulator {
  /** Calls with a `sim-` token; an answer that breaks HubSpot's OpenAPI file fails the test. */
  readonly call: (
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ) => Promise<Reply>;
}

/** A portal from files of `hubspot/`, e.g. `{ 'contacts.csv': 'id,email\n1,a@example.com' }`, at `NOW`. */
export function aPortal(
  files: Readonly<Record<string, string>> = {},
  options: Pick<HubspotSimulatorOptions, 'limits' | 'account' | 'settings'> = {},
): TestPortal {
  const dir = mkdtempSync(join(tmpdir(), 'revloop-hubspot-'));
  mkdirSync(join(dir, 'hubspot'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(dir, 'hubspot', name), text);
  const folder = readExportFolder(dir);
  rmSync(dir, { recursive: true });
  const simulator = createHubspotSimulator({
    folder,
    clock: stoppedClock(),
    random: countingRandom(),
    limits: UNLIMITED,
    ...options,
  });
  return { ...simulator, call: (...call) => checkedCall(simulator, ...call) };
}

/** Listens until the test ends. */
export async function onLoopback(portal: HubspotSimulator): Promise<string> {
  const { serveOnLoopback } = await import('../../../../lib/local/simulators/serve.ts');
  const server = await serveOnLoopback(portal.app);
  onTestFinished(server.close);
  return server.url;
}

async function checkedCall(
  { app }: HubspotSimulator,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Reply> {
  const response = await app.request(`http://hubspot.test${path}`, {
    method,
    headers: { authorization: 'Bearer sim-token', ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type') === 'application/json;charset=utf-8';
  const parsed: unknown = text === '' ? undefined : isJson ? JSON.parse(text) : text;
  const reply = { status: response.status, headers: response.headers, body: parsed };
  const [plainPath = path] = path.split('?');
  const violations = isJson || text === '' ? check(method, plainPath, reply) : [];
  if (violations.length > 0) throw new Error(`${violations.join('\n')}\n${text}`);
  return reply;
}

function check(method: string, path: string, { status, body }: Reply): readonly string[] {
  return path.startsWith('/_simulator') ? [] : (validator?.check({ method, path, status, body }) ?? []);
}

function stoppedClock(): SimulatorClock {
  const stopped = { nowMs: () => Date.parse(NOW), sleep: () => Promise.resolve() };
  return new SimulatorClock(undefined, stopped);
}

function countingRandom(): Random {
  let count = 0;
  return {
    next: () => 0.5,
    id: (bytes = 8) => {
      count += 1;
      return count.toString(16).padStart(bytes * 2, '0');
    },
  };
}
