import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { JOBS } from '../../infra/jobs.ts';
import { stopEmbeddedStore } from '../../lib/local/embedded-store.ts';
import { type ChannelTable, compareChannelTables } from './channel-tables.ts';
import { type Checklist, createChecklist } from './checklist.ts';
import { putSecrets, uploadSheets } from './cloud-data.ts';
import { queueDepth, readLogLines } from './cloud-traces.ts';
import { type Environment, REPOSITORY, stop } from './commands.ts';
import { type Deployment, deploy, STACK } from './deployment.ts';
import { type Emulator, installEmulator, startEmulator } from './emulator.ts';
import { invocationsOf } from './invocations.ts';
import { runLocally, showChannels } from './read-tables.ts';
import { recordWrites } from './record-writes.ts';
import { type Addresses, addressesOf, revloop, startSimulators } from './revloop-command.ts';
import { type Scenario, writeScenario } from './scenario.ts';
import { sendWebhook } from './send-webhook.ts';

/** Schedules fire each minute; the loop needs a few of them, and a slow machine a few more. */
const LOOP_MS = 600_000;
const POLL_MS = 10_000;

interface Cloud {
  readonly emulator: Emulator;
  readonly deployment: Deployment;
  readonly simulators: Addresses;
  readonly scenario: Scenario;
}

const cleanups: (() => Promise<unknown>)[] = [];
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void cleanUp().finally(() => process.exit(1)));
process.exitCode = (await main()) ? 0 : 1;

async function main(): Promise<boolean> {
  const list = createChecklist((line) => process.stdout.write(`${line}\n`));
  await mkdir(join(REPOSITORY, '.ci-work'), { recursive: true });
  const workDir = await mkdtemp(join(REPOSITORY, '.ci-work/cloud-'));
  try {
    await runScenario(workDir, list);
  } catch (cause) {
    list.check('the run came to its end', false, cause instanceof Error ? cause.message : String(cause));
  } finally {
    await cleanUp();
  }
  const green = list.end();
  if (green) await rm(workDir, { recursive: true, force: true });
  else process.stdout.write(`Logs and templates of this run: ${workDir}\n`);
  return green;
}

async function runScenario(workDir: string, list: Checklist): Promise<void> {
  const scenario = await writeScenario(workDir);
  const cloud = await buildCloud(workDir, scenario, list);
  const config = ['--config', scenario.configFile];
  await revloop(['crm', 'apply', ...config], cloudEnvironment(cloud, workDir));
  await checkWebhooks(cloud, list);
  list.note('waiting for schedules, queues and rules to run the loop');
  const home = join(workDir, 'local-home');
  cleanups.push(() => stopEmbeddedStore(home));
  const local = await runLocally(scenario, home);
  const cloudEnv = cloudEnvironment(cloud, workDir);
  const differences = await untilLoopRan(cloud, () => showChannels(scenario, cloudEnv), local);
  await checkInvocations(cloud.emulator, list);
  list.check(
    'the channel table is that of a local run',
    differences.length === 0,
    differences.slice(0, 10).join('; '),
  );
  list.check('the channel table has rows', local.rows.length > 0, `${local.rows.length} channels`);
  for (const [crm, url] of Object.entries(cloud.simulators)) {
    const writes = await recordWrites(url);
    list.check(`write-back changed records in ${crm}`, writes > 0, `${writes} write calls`);
  }
}

async function buildCloud(workDir: string, scenario: Scenario, list: Checklist): Promise<Cloud> {
  await installEmulator();
  const emulator = await startEmulator(workDir);
  cleanups.push(emulator.stop);
  list.check('the emulator answers', true);
  const child = startSimulators(scenario.exportDir);
  cleanups.push(() => stop(child));
  const simulators = await addressesOf(child);
  list.check('both simulators answer', true);
  const deployment = await deploy({
    emulator,
    workDir,
    configFile: scenario.configFile,
    salesforceUrl: simulators.salesforce,
    hubspotUrl: simulators.hubspot,
  });
  list.check('the template deploys with the CDK CLI', true);
  await putSecrets(emulator, scenario.secrets);
  const sheets = await uploadSheets(emulator, deployment.inbox, scenario.exportDir);
  list.note(`secrets put, ${sheets} sheets uploaded`);
  return { emulator, deployment, simulators, scenario };
}

function cloudEnvironment({ emulator, deployment, simulators }: Cloud, workDir: string): Environment {
  return {
    ...emulator.env,
    AWS_ENDPOINT_URL_DYNAMODB: emulator.url,
    REVLOOP_TABLE: deployment.table,
    REVLOOP_HOME: join(workDir, 'cloud-home'),
    REVLOOP_SALESFORCE_URL: simulators.salesforce,
    REVLOOP_HUBSPOT_URL: simulators.hubspot,
  };
}

/** Polls until every job has run, both tables agree and both CRMs were written, or the time is up. */
async function untilLoopRan(
  cloud: Cloud,
  readTable: () => Promise<ChannelTable>,
  local: ChannelTable,
): Promise<readonly string[]> {
  const end = Date.now() + LOOP_MS;
  let differences: readonly string[] = ['compute-kpis did not run'];
  while (Date.now() < end) {
    if (await everyJobRan(cloud.emulator)) {
      differences = await readTable().then(
        (table) => compareChannelTables(table, local),
        (cause: unknown) => [cause instanceof Error ? cause.message : String(cause)],
      );
      const writes = await Promise.all(Object.values(cloud.simulators).map(recordWrites));
      if (differences.length === 0 && writes.every((count) => count > 0)) return differences;
    }
    await pause(POLL_MS);
  }
  return differences;
}

/** A delivery has to get through, and a forged one has not. */
async function checkWebhooks({ emulator, deployment }: Cloud, list: Checklist): Promise<void> {
  const contactId = 1;
  const taken = await sendWebhook(emulator, deployment.webhookApi, { contactId });
  list.check('a signed webhook is taken by the HTTP API', taken === 204, `${taken}`);
  const forged = await sendWebhook(emulator, deployment.webhookApi, { contactId, secret: 'forged' });
  list.check('a forged webhook is refused', forged === 401, `${forged}`);
}

async function everyJobRan(emulator: Emulator): Promise<boolean> {
  const lines = await Promise.all(JOBS.map(({ step }) => jobLines(emulator, step)));
  return JOBS.every(({ step }, at) => invocationsOf(step, lines[at] ?? []).length > 0);
}

async function checkInvocations(emulator: Emulator, list: Checklist): Promise<void> {
  for (const { step, trigger } of JOBS) {
    const seen = invocationsOf(step, await jobLines(emulator, step));
    const expected = trigger.kind === 'changes' ? 'http' : trigger.kind;
    const own = seen.filter((invocation) => invocation.trigger === expected).length;
    list.check(`${step} invoked by ${expected}`, own > 0 && own === seen.length, `${own} times`);
    const dead = await queueDepth(emulator, `${STACK}-${step}-dead-letters`);
    list.check(`${step} left no dead letters`, dead === 0, `${dead}`);
  }
}

function jobLines(emulator: Emulator, step: string): Promise<readonly string[]> {
  return readLogLines(emulator, `/aws/lambda/${STACK}-${step}`);
}

/** Stops what was started, last first, even when one of them will not stop. */
async function cleanUp(): Promise<void> {
  for (const undo of cleanups.splice(0).reverse()) await undo().catch(() => undefined);
}
