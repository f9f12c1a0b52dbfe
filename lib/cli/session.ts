import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Crm } from '../crm/crm.ts';
import { AppError } from '../domain/app-error.ts';
import { ensureEmbeddedStore, LOCAL_AWS } from '../local/embedded-store.ts';
import type { StepContext } from '../pipeline/context.ts';
import { connectCrms } from '../runtime/connect-crms.ts';
import { type Environment, readEnvironment, setEnvironment } from '../runtime/environment.ts';
import { createStepContext } from '../runtime/job.ts';
import { createLog, SILENT_LOG } from '../runtime/log.ts';
import { loadOrigin, markOrigin } from '../store/origin-store.ts';
import { createTable, dropTable } from '../store/table-admin.ts';
import { type DemoRecord, readDemoRecord, removeDemoRecord } from './demo-record.ts';

/** Options every command has. */
export interface CommonOptions {
  readonly config?: string;
  readonly json?: boolean;
  readonly lang?: 'ja' | 'en';
  readonly asOf?: string;
  readonly verbose?: boolean;
}

/** What a command works with: the step context of this machine or this AWS account, and how to reach the CRMs. */
export interface Session {
  readonly context: StepContext;
  readonly configFile: string;
  readonly environment: Environment;
  readonly lang: 'ja' | 'en';
  readonly isJson: boolean;
  /** Whether this is about the last demo of this home: its config and its simulators. */
  readonly isDemo: boolean;
  readonly crms: () => Promise<ReadonlyMap<string, Crm>>;
}

/**
 * Opens the store and the config a command is about. Without an AWS endpoint or profile the store is the embedded
 * one, started where it is absent. Throws `config-missing`, `config-invalid`, `store-unreachable`.
 */
export async function openSession(options: CommonOptions): Promise<Session> {
  const before = readEnvironment();
  const demo = await readDemoRecord(before.REVLOOP_HOME);
  const configFile = findConfig(options, before, demo);
  setEnvironment({
    REVLOOP_CONFIG: configFile,
    ...(options.asOf === undefined ? {} : { REVLOOP_AS_OF: options.asOf }),
    ...simulatorUrls(before, demo),
  });
  if (usesEmbeddedStore(before)) await useEmbeddedStore(before);
  const environment = readEnvironment();
  const base = createStepContext(environment);
  const context = { ...base, log: options.verbose === true ? createLog() : SILENT_LOG };
  const ofDemo = demo?.config === configFile && !hasOwnCrms(before, demo) ? demo : undefined;
  return {
    context,
    configFile,
    environment,
    lang: options.lang ?? context.config.lang,
    isJson: options.json === true,
    isDemo: ofDemo !== undefined,
    crms: async () => {
      requireSimulators(ofDemo);
      return connectCrms({ ...context, environment });
    },
  };
}

/** Whether nothing points at AWS or an emulator of it. */
export function usesEmbeddedStore(environment: Environment): boolean {
  const { AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_DYNAMODB, AWS_PROFILE } = environment;
  return (
    AWS_ENDPOINT_URL === undefined && AWS_ENDPOINT_URL_DYNAMODB === undefined && AWS_PROFILE === undefined
  );
}

/** Points this process at the embedded store of its home, started where it is absent. */
export async function useEmbeddedStore(environment: Environment): Promise<void> {
  const url = await ensureEmbeddedStore(resolve(environment.REVLOOP_HOME), environment.REVLOOP_TABLE);
  setEnvironment({ ...LOCAL_AWS, AWS_ENDPOINT_URL_DYNAMODB: url });
}

/**
 * Marks the store as filled by hand before a sync fills it, so that no demo ever clears it. What a demo left there
 * goes first: made-up leads never stand among real ones. True where it did.
 */
export async function claimStore({ context, environment, isDemo }: Session): Promise<boolean> {
  if (isDemo) return false;
  const isDemoLeft = (await loadOrigin(context.table)) === 'demo';
  if (isDemoLeft) {
    await dropTable(environment.REVLOOP_TABLE);
    await createTable(environment.REVLOOP_TABLE);
    removeDemoRecord(environment.REVLOOP_HOME);
  }
  await markOrigin(context.table, 'sync');
  return isDemoLeft;
}

function findConfig(
  options: CommonOptions,
  { REVLOOP_CONFIG }: Environment,
  demo: DemoRecord | undefined,
): string {
  const named = options.config ?? REVLOOP_CONFIG;
  if (named !== undefined) return resolve(named);
  if (existsSync('revloop.yaml')) return resolve('revloop.yaml');
  if (demo !== undefined) return demo.config;
  throw new AppError('config-missing', 'no revloop.yaml in this folder, and none named with --config');
}

/** Whether the environment names CRMs, or an AWS account with secrets, other than the demo's simulators. */
function hasOwnCrms(environment: Environment, { simulators }: DemoRecord): boolean {
  const { REVLOOP_SALESFORCE_URL: salesforce, REVLOOP_HUBSPOT_URL: hubspot } = environment;
  const isOther = (named: string | undefined, simulated: string | undefined): boolean =>
    named !== undefined && named !== simulated;
  return (
    isOther(salesforce, simulators?.salesforce) ||
    isOther(hubspot, simulators?.hubspot) ||
    !usesEmbeddedStore(environment)
  );
}

/** The demo's CRMs are there as long as it runs. Throws `crm-unreachable` afterwards. */
function requireSimulators(demo: DemoRecord | undefined): void {
  if (demo === undefined || demo.simulators !== undefined) return;
  throw new AppError('crm-unreachable', 'the simulated CRMs of the demo ended with it', {
    fix: 'npm start',
  });
}

/** While a demo runs, its simulators are the CRMs of other commands too. */
function simulatorUrls(environment: Environment, demo: DemoRecord | undefined): Record<string, string> {
  if (demo?.simulators === undefined) return {};
  return {
    REVLOOP_SALESFORCE_URL: environment.REVLOOP_SALESFORCE_URL ?? demo.simulators.salesforce,
    REVLOOP_HUBSPOT_URL: environment.REVLOOP_HUBSPOT_URL ?? demo.simulators.hubspot,
  };
}
