import { type Deadline, noDeadline } from '../crm/api-budget.ts';
import { AppError } from '../domain/app-error.ts';
import { businessDay } from '../domain/calendar.ts';
import type { StepContext } from '../pipeline/context.ts';
import { createDynamoTable } from '../store/dynamo-table.ts';
import { systemClock } from './clock.ts';
import { type Environment, readEnvironment } from './environment.ts';
import { createEventBridgeBus, type EventBus } from './events.ts';
import { loadConfig } from './load-config.ts';
import { createLog, SILENT_LOG } from './log.ts';
import { systemRandom } from './random.ts';

/** What a job is given, made from the environment alone: the same in Lambda and on one machine. */
export interface JobRuntime {
  readonly context: StepContext;
  readonly environment: Environment;
  readonly bus: EventBus;
  /** The message, event or schedule input that started the job. */
  readonly input: unknown;
}

export interface JobResult<R> {
  /** Ids and counts: the event `<step>.done` and the log line. */
  readonly facts: Readonly<Record<string, string | number | boolean | null>>;
  readonly report: R;
}

/** What Lambda wants to hear of a queue's message: nothing failed. Failures are thrown. */
interface BatchAnswer {
  readonly batchItemFailures: readonly never[];
}

/** Lambda passes its own context, which knows when the run is cut off; a caller here may ask for the report. */
export interface JobCaller<R> {
  readonly onReport?: (report: R) => void;
  readonly getRemainingTimeInMillis?: () => number;
}

/** Time kept free at the end of a Lambda run, to store what was reached: at least this, and this share of the run. */
const MARGIN_MS = 10_000;
const MARGIN_SHARE = 0.1;

export type JobHandler<R> = (event: unknown, caller?: JobCaller<R>) => Promise<BatchAnswer | undefined>;

/**
 * Wraps a step as a Lambda handler: config, store, bus and log from the environment; one log line and one event
 * `<step>.done` at the end. An error ends the invocation, so that its queue, rule or schedule can try again. The
 * report is not the answer: a queue reads that, and Lambda ends a run whose answer exceeds 6 MB.
 */
export function createJob<R>(
  step: string,
  run: (runtime: JobRuntime) => Promise<JobResult<R>>,
): JobHandler<R> {
  return async (event, caller) => {
    const environment = readEnvironment();
    const context = { ...createStepContext(environment), deadline: deadlineOf(caller) };
    const { REVLOOP_BUS } = environment;
    const bus = REVLOOP_BUS === undefined ? SILENT_BUS : createEventBridgeBus(REVLOOP_BUS);
    const startMs = context.clock.nowMs();
    const trigger = triggerOf(event);
    try {
      const { facts, report } = await run({ context, environment, bus, input: inputOf(event) });
      const ms = context.clock.nowMs() - startMs;
      context.log.info('step done', { step, trigger, ...facts, ms });
      await bus.put([{ type: `${step}.done`, detail: facts }]);
      caller?.onReport?.(report);
      return trigger === 'queue' ? { batchItemFailures: [] } : undefined;
    } catch (cause) {
      const code = cause instanceof AppError ? cause.code : 'unexpected';
      const reason = cause instanceof Error ? cause.message : String(cause);
      context.log.warn('step failed', { step, trigger, code, reason });
      throw cause;
    }
  };
}

/** Calls a handler as its trigger would and hands back the report it makes. */
export async function reportOf<R>(handler: JobHandler<R>, event: unknown): Promise<R> {
  const reports: R[] = [];
  await handler(event, { onReport: (report) => reports.push(report) });
  const [report] = reports;
  if (report === undefined) throw new Error('the handler ended without a report');
  return report;
}

/** Store, config, clock and log as the environment names them. Throws `config-missing` or `config-invalid`. */
export function createStepContext(environment: Environment): StepContext {
  const config = loadConfig(environment.REVLOOP_CONFIG ?? 'revloop.yaml');
  const clock = systemClock;
  const random = systemRandom;
  const today =
    environment.REVLOOP_AS_OF ??
    config.asOf ??
    businessDay(new Date(clock.nowMs()).toISOString(), config.timezone);
  const table = createDynamoTable({ table: environment.REVLOOP_TABLE, clock, random });
  const log = environment.REVLOOP_LOG === 'silent' ? SILENT_LOG : createLog();
  return { table, config, clock, random, log, today };
}

/** The end of a Lambda run less its margin; a machine of one's own sets none. */
function deadlineOf({ getRemainingTimeInMillis: remaining }: JobCaller<never> = {}): Deadline {
  if (remaining === undefined) return noDeadline();
  const marginMs = Math.max(MARGIN_MS, remaining() * MARGIN_SHARE);
  return { remainingMs: () => remaining() - marginMs };
}

const SILENT_BUS: EventBus = { put: async () => undefined };

type TriggerName = 'queue' | 'rule' | 'schedule' | 'direct';

function triggerOf(event: unknown): TriggerName {
  if (queueBody(event) !== undefined) return 'queue';
  if (typeof event !== 'object' || event === null) return 'direct';
  if ('detail-type' in event) return 'rule';
  return 'schedule' in event ? 'schedule' : 'direct';
}

/** A queue hands over one message at a time; what it says is its body. */
function inputOf(event: unknown): unknown {
  const body = queueBody(event);
  if (body === undefined) return event;
  try {
    return JSON.parse(body);
  } catch (cause) {
    throw new AppError('usage', 'the queue message is no JSON', { cause });
  }
}

function queueBody(event: unknown): string | undefined {
  if (typeof event !== 'object' || event === null || !('Records' in event) || !Array.isArray(event.Records)) {
    return undefined;
  }
  const [record]: readonly unknown[] = event.Records;
  if (typeof record !== 'object' || record === null || !('body' in record)) return undefined;
  return typeof record.body === 'string' ? record.body : undefined;
}
