import { statSync } from 'node:fs';
import type { Hono } from 'hono';
import { AppError } from '../domain/app-error.ts';
import type { Config } from '../domain/config.ts';
import { systemRandom } from '../runtime/random.ts';
import { readExportFolder } from './simulators/export-folder.ts';
import { createHubspotSimulator } from './simulators/hubspot/hubspot-simulator.ts';
import { createSalesforceSimulator } from './simulators/salesforce/salesforce-simulator.ts';
import { type RunningServer, serveOnLoopback } from './simulators/serve.ts';
import { SimulatorClock } from './simulators/simulator-clock.ts';

export interface RunningSimulators {
  readonly salesforce: string;
  readonly hubspot: string;
  /** Rows of the export folder that could not be read. */
  readonly problems: readonly { readonly file: string; readonly line: number; readonly reason: string }[];
  readonly close: () => Promise<void>;
}

export interface SimulatorOptions {
  readonly from: string;
  /** Day the simulators' clocks start at; left out: now. */
  readonly today?: string | undefined;
  readonly salesforcePort?: number;
  readonly hubspotPort?: number;
  readonly salesforceInstanceUrl?: string | undefined;
  readonly config?: Config | undefined;
}

/** Throws `file-unreadable` where there is no such folder. */
export function requireExportFolder(from: string): void {
  if (statSync(from, { throwIfNoEntry: false })?.isDirectory() === true) return;
  throw new AppError('file-unreadable', `the export folder ${from} does not exist`);
}

/** Serves both CRMs of an export folder on loopback. Throws `file-unreadable`, or `usage` when a port is taken. */
export async function startSimulators(options: SimulatorOptions): Promise<RunningSimulators> {
  requireExportFolder(options.from);
  const folder = readExportFolder(options.from);
  const startMs = options.today === undefined ? undefined : Date.parse(`${options.today}T00:00:00Z`);
  const { salesforceInstanceUrl: instanceUrl, config } = options;
  const salesforce = createSalesforceSimulator({
    folder,
    clock: new SimulatorClock(startMs),
    random: systemRandom,
    ...(instanceUrl === undefined ? {} : { instanceUrl }),
  });
  const hubspot = createHubspotSimulator({
    folder,
    clock: new SimulatorClock(startMs),
    random: systemRandom,
    ...(config === undefined ? {} : { account: { timeZone: config.timezone, currency: config.currency } }),
  });
  const first = await serveOn(salesforce.app, options.salesforcePort);
  const second = await serveOn(hubspot.app, options.hubspotPort).catch(async (cause: unknown) => {
    await first.close();
    throw cause;
  });
  return {
    salesforce: first.url,
    hubspot: second.url,
    problems: folder.problems,
    close: async () => {
      await Promise.all([first.close(), second.close()]);
    },
  };
}

async function serveOn(app: Hono, port: number | undefined): Promise<RunningServer> {
  try {
    return await serveOnLoopback(app, port);
  } catch (cause) {
    if (!(cause instanceof Error) || !('code' in cause) || cause.code !== 'EADDRINUSE') throw cause;
    throw new AppError('usage', `port ${port} is taken`, { cause, fix: 'revloop simulate --help' });
  }
}
