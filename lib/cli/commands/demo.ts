import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Command, Option } from 'commander';
import { AppError } from '../../domain/app-error.ts';
import { businessDay } from '../../domain/calendar.ts';
import { LOOP_WORDS } from '../../i18n/loop.ts';
import { writeDemoFolder } from '../../local/demo/demo-company.ts';
import { startLocalBus } from '../../local/event-bus.ts';
import { type LoopReport, runLoop } from '../../local/run-loop.ts';
import {
  type RunningSimulators,
  requireExportFolder,
  startSimulators,
} from '../../local/start-simulators.ts';
import { systemClock } from '../../runtime/clock.ts';
import { readEnvironment, setEnvironment } from '../../runtime/environment.ts';
import { loadConfig } from '../../runtime/load-config.ts';
import { loadOrigin, markOrigin } from '../../store/origin-store.ts';
import { createTable, dropTable } from '../../store/table-admin.ts';
import { writeDemoRecord } from '../demo-record.ts';
import { type DemoResult, demoJson, demoText } from '../demo-result.ts';
import { openTable } from '../open-table.ts';
import { exitingWith, toPort, toWholeNumber, withCommonOptions } from '../options.ts';
import { EXIT, note, print, terminalWidth } from '../output.ts';
import { serveStudio } from '../serve-studio.ts';
import {
  type CommonOptions,
  openSession,
  type Session,
  useEmbeddedStore,
  usesEmbeddedStore,
} from '../session.ts';
import { untilStopped } from '../until-stopped.ts';
import { provisionCrms } from './crm.ts';

interface DemoOptions extends CommonOptions {
  readonly from?: string;
  readonly once?: boolean;
  readonly port: number;
  readonly seed: number;
}

const DEMO_CONFIG = fileURLToPath(new URL('../../../examples/demo/revloop.yaml', import.meta.url));
const BUS_NAME = 'revloop-local';
const DEFAULT_PORT = 4321;
const DEFAULT_SEED = 42;

export function addDemo(program: Command): void {
  const command = program
    .command('demo')
    .description('run the whole loop on this machine: two simulated CRMs, store, KPIs, fields, studio')
    .option('--from <folder>', 'export folder to run on; left out: a made-up company')
    .option('--once', 'end after the loop instead of serving the studio')
    .addOption(new Option('--port <port>', 'port of the studio').default(DEFAULT_PORT).argParser(toPort))
    .addOption(
      new Option('--seed <n>', 'seed of the made-up company').default(DEFAULT_SEED).argParser(toWholeNumber),
    )
    .addHelpText(
      'after',
      '\nExample:\n  revloop demo\n  revloop demo --from ./export --config revloop.yaml --once --json',
    );
  withCommonOptions(command).action(exitingWith(runDemo));
}

async function runDemo(options: DemoOptions): Promise<number> {
  const config = resolve(options.config ?? DEMO_CONFIG);
  const settings = loadConfig(config);
  const lang = options.lang ?? settings.lang;
  const words = LOOP_WORDS[lang];
  const today =
    options.asOf ??
    settings.asOf ??
    businessDay(new Date(systemClock.nowMs()).toISOString(), settings.timezone);
  setEnvironment({ REVLOOP_CONFIG: config });
  if (options.from !== undefined) requireExportFolder(options.from);
  await freshStore();
  const { REVLOOP_HOME: home } = readEnvironment();
  const from = options.from === undefined ? resolve(home, 'demo-data') : resolve(options.from);
  if (options.from === undefined) await writeDemoFolder(from, { seed: options.seed, today });
  note(words.starting(options.from ?? words.madeUp));

  const isStarted = options.asOf !== undefined || settings.asOf !== undefined;
  const simulators = await startSimulators({ from, config: settings, today: isStarted ? today : undefined });
  const bus = await startLocalBus();
  try {
    note(words.simulators(simulators.salesforce, simulators.hubspot));
    for (const { file, line, reason } of simulators.problems) note(`${file}:${line}  ${reason}`);
    const session = await openDemoSession(options, { config, from, today, simulators, busUrl: bus.url });
    note(`· ${words.steps.fields}`);
    const fields = await provisionCrms(session);
    requireFields(fields);
    const loop = await runLoop(settings, {
      clock: systemClock,
      onStep: (step) => note(`· ${words.steps[step]}`),
    });
    const result: DemoResult = {
      loop,
      fields,
      dealWon: bus.events.filter(({ type }) => type === 'DealWon').length,
    };
    const json = await demoJson(session, result);
    print(options.json === true, json, () =>
      demoText(json, { lang, config: settings, result, width: terminalWidth() }),
    );
    if (options.once !== true) await showStudio(session, { options, home, config, from, simulators, lang });
    return exitOf(loop);
  } finally {
    await Promise.all([simulators.close(), bus.close()]);
  }
}

async function openDemoSession(
  options: DemoOptions,
  of: {
    readonly config: string;
    readonly from: string;
    readonly today: string;
    readonly simulators: RunningSimulators;
    readonly busUrl: string;
  },
): Promise<Session> {
  setEnvironment({
    REVLOOP_SALESFORCE_URL: of.simulators.salesforce,
    REVLOOP_HUBSPOT_URL: of.simulators.hubspot,
    REVLOOP_BUS: BUS_NAME,
    AWS_ENDPOINT_URL_EVENTBRIDGE: of.busUrl,
    REVLOOP_INBOX_FOLDER: of.from,
    REVLOOP_AS_OF: of.today,
    REVLOOP_LOG: options.verbose === true ? 'info' : 'silent',
  });
  const session = await openSession({ ...options, config: of.config });
  writeDemoRecord(session.environment.REVLOOP_HOME, { config: of.config, from: of.from });
  return session;
}

/** Without its fields a loop has nowhere to write to. Throws `provision-failed` naming them. */
function requireFields(reports: DemoResult['fields']): void {
  const failed = [...reports].flatMap(([crm, report]) =>
    report.failed.map(({ field, reason }) => `${crm} ${field}: ${reason}`),
  );
  if (failed.length > 0) throw new AppError('provision-failed', failed.join('; '));
}

/** An empty store of the demo's own. Throws `store-foreign` where it holds what no demo made. */
async function freshStore(): Promise<void> {
  const environment = readEnvironment();
  if (!usesEmbeddedStore(environment)) {
    throw new AppError('store-foreign', 'AWS_* variables point at a table that is not the embedded one');
  }
  await useEmbeddedStore(environment);
  const origin = await loadOrigin(openTable());
  if (origin === 'sync')
    throw new AppError('store-foreign', `${environment.REVLOOP_HOME} holds data of a real sync`);
  await dropTable(environment.REVLOOP_TABLE);
  await createTable(environment.REVLOOP_TABLE);
  await markOrigin(openTable(), 'demo');
}

async function showStudio(
  session: Session,
  of: {
    readonly options: DemoOptions;
    readonly home: string;
    readonly config: string;
    readonly from: string;
    readonly simulators: RunningSimulators;
    readonly lang: 'ja' | 'en';
  },
): Promise<void> {
  const { salesforce, hubspot } = of.simulators;
  writeDemoRecord(of.home, { config: of.config, from: of.from, simulators: { salesforce, hubspot } });
  const studio = await serveStudio(session, { port: of.options.port, lang: of.lang });
  note(LOOP_WORDS[of.lang].studio(studio.url));
  note(LOOP_WORDS[of.lang].next);
  await untilStopped();
  await studio.close();
}

/** Data errors are listed with exit 0; only quarantined or rejected records, or a failed object, give 4. */
function exitOf({ ingested, applied, channels }: LoopReport): number {
  const reports = [...ingested.values()];
  const hasFailed =
    reports.some(
      ({ runs, quarantined }) => quarantined.length > 0 || runs.some(({ error }) => error !== undefined),
    ) ||
    channels.files.some(({ rejects }) => rejects.length > 0) ||
    (applied !== null && (applied.rejected.length > 0 || applied.unknown > 0));
  return hasFailed ? EXIT.partial : EXIT.ok;
}
