import { type Context, Hono } from 'hono';
import type { Random } from '../../../runtime/random.ts';
import { CallLog } from '../call-log.ts';
import { controlRoutes } from '../control-routes.ts';
import type { ExportFolder, ExportProblem } from '../export-folder.ts';
import type { FaultSwitch } from '../faults.ts';
import type { SimulatorClock } from '../simulator-clock.ts';
import { AccessTokens } from './access-tokens.ts';
import { answerCall, type FrontParts } from './answer-call.ts';
import { ApiUsage } from './api-usage.ts';
import {
  changeEventRoutes,
  deliverChangeEvents,
  type TakenEvents,
  takeChangeEvents,
} from './change-event-routes.ts';
import { createOrg } from './create-org.ts';
import type { EventStyle } from './draw-change-event.ts';
import type { EditAnswer } from './edit.ts';
import { editOrg, orgControlRoutes } from './org-control-routes.ts';
import type { SettingsBoard, SettingsChange } from './org-settings.ts';
import { createSalesforceFaults } from './salesforce-faults.ts';
import { salesforceRouter } from './salesforce-routes.ts';
import { type Seed, seedRecords } from './seed-records.ts';

export interface SalesforceSimulatorOptions {
  readonly folder: ExportFolder;
  readonly clock: SimulatorClock;
  readonly random: Random;
  /** Instance URL that tokens name; default: the origin of the token request. */
  readonly instanceUrl?: string;
  /** How the org differs from the usual one. */
  readonly settings?: SettingsChange;
}

export interface SalesforceSimulator {
  readonly app: Hono;
  readonly calls: CallLog;
  readonly faults: FaultSwitch;
  readonly clock: SimulatorClock;
  readonly settings: SettingsBoard;
  /** Does what a person does in the org, as `POST /_simulator/edits`. */
  readonly edit: (body: unknown) => EditAnswer;
  /** Takes the change events so far, as EventBridge would hand them on, as `POST /_simulator/change-events`. */
  readonly takeChangeEvents: (wish?: TakenEvents) => readonly string[];
  /** Sends every later change event to `deliver` when its transaction commits. */
  readonly deliverChangeEvents: (style: EventStyle, deliver: (event: string) => void) => void;
  /** Fills an object with made-up records. */
  readonly seed: (seed: Seed) => readonly string[];
  /** Cells of the folder that do not fit the type of their field; they are served as null. */
  readonly problems: readonly ExportProblem[];
}

/** A Salesforce org over HTTP, filled from an export folder; state stays in memory. */
export function createSalesforceSimulator(options: SalesforceSimulatorOptions): SalesforceSimulator {
  const { folder, clock, random, instanceUrl, settings } = options;
  const calls = new CallLog();
  const faults = createSalesforceFaults();
  const tokens = new AccessTokens();
  const org = createOrg({ folder, clock, random, faults, settings });
  const usage = new ApiUsage(org.settings, () => clock.nowMs());
  const router = salesforceRouter({ tokens, usage, instanceUrl });
  const parts: FrontParts = { org, calls, faults, tokens, usage, router };

  const app = new Hono();
  app.use('*', async (c, next) => {
    await next();
    c.header('Date', new Date(clock.nowMs()).toUTCString());
  });
  app.route('/_simulator', controlRoutes({ calls, faults, clock }));
  app.route('/_simulator', orgControlRoutes(org));
  app.route('/_simulator', changeEventRoutes(org));
  app.all('*', (c: Context) => answerCall(c, parts));
  return {
    app,
    calls,
    faults,
    clock,
    settings: org.settings,
    edit: (body) => editOrg(org, body),
    takeChangeEvents: (wish) => takeChangeEvents(org, wish),
    deliverChangeEvents: (style, deliver) => deliverChangeEvents(org, style, deliver),
    seed: (seed) => seedRecords(org, seed),
    problems: org.problems,
  };
}
