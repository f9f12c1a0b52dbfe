import type { Clock } from '../../runtime/clock.ts';
import type { ApiBudget, Deadline } from '../api-budget.ts';
import { createCallCount } from '../call-count.ts';
import { CrmFailure, DAY_LIMIT_HOLD_MS } from '../crm-failure.ts';
import { learnUsage } from './api-limits.ts';
import type { HttpAnswer } from './failures.ts';
import { CALL_TIMEOUT_MS, type HttpCall, type OpenAnswer, openHttp, sendHttp } from './http-call.ts';

/** A call with less time than this is not begun: a query of 2,000 rows takes up to a few seconds. */
const LEAST_CALL_MS = 5_000;
/** Time a download may take, during which its rows are stored. */
const DOWNLOAD_TIMEOUT_MS = 15 * 60_000;

/** HTTP calls within the budget and the deadline of a run, counted by the object each names. */
interface OrgCalls {
  readonly send: (call: HttpCall) => Promise<HttpAnswer>;
  /** For tokens, which cost nothing of the org's calls. */
  readonly sendUncounted: (call: HttpCall) => Promise<HttpAnswer>;
  readonly open: (call: HttpCall) => Promise<OpenAnswer>;
  readonly wait: (ms: number) => Promise<void>;
  readonly remainingMs: () => number;
  readonly orgNowMs: () => number;
  readonly calls: (object?: string) => number;
}

export function createOrgCalls(options: {
  readonly clock: Clock;
  readonly budget?: ApiBudget | undefined;
  readonly deadline?: Deadline | undefined;
}): OrgCalls {
  const { clock, budget, deadline } = options;
  const count = createCallCount();
  let orgMs: number | undefined;
  const remainingMs = () => deadline?.remainingMs() ?? Number.POSITIVE_INFINITY;

  const timed = async <T extends { readonly headers: Readonly<Record<string, string>> }>(
    call: HttpCall,
    limitMs: number,
    run: (call: HttpCall) => Promise<T>,
  ): Promise<T> => {
    const leftMs = remainingMs();
    if (leftMs < LEAST_CALL_MS) throw outOfTime('no time is left for another call');
    count.add(objectOf(call.url));
    const timeoutMs = Math.min(limitMs, leftMs);
    try {
      const answer = await run({ ...call, timeoutMs });
      const dateMs = Date.parse(answer.headers['date'] ?? '');
      if (!Number.isNaN(dateMs)) orgMs = dateMs;
      learnUsage(budget, answer.headers);
      return answer;
    } catch (cause) {
      throw leftMs < limitMs && remainingMs() <= 0
        ? outOfTime('the answer did not come in time', cause)
        : cause;
    }
  };
  const budgeted = async <T>(run: () => Promise<T>): Promise<T> => {
    await budget?.take('normal');
    try {
      return await run();
    } catch (cause) {
      const ms = cause instanceof CrmFailure ? holdMs(cause) : undefined;
      if (ms !== undefined) await budget?.hold('normal', ms);
      throw cause;
    }
  };

  return {
    send: (call) => budgeted(() => timed(call, CALL_TIMEOUT_MS, sendHttp)),
    sendUncounted: (call) => timed(call, CALL_TIMEOUT_MS, sendHttp),
    open: (call) => budgeted(() => timed(call, DOWNLOAD_TIMEOUT_MS, openHttp)),
    wait: async (ms) => {
      if (remainingMs() < ms + LEAST_CALL_MS) throw outOfTime('no time is left to wait for the org');
      await clock.sleep(ms);
    },
    remainingMs,
    orgNowMs: () => orgMs ?? clock.nowMs(),
    calls: count.of,
  };
}

/** How long nobody may call after a refusal; undefined where it asks for nothing. */
function holdMs({ failure, retryAfterMs }: CrmFailure): number | undefined {
  if (failure === 'quota') return DAY_LIMIT_HOLD_MS;
  return failure === 'throttled' ? retryAfterMs : undefined;
}

function outOfTime(message: string, cause?: unknown): CrmFailure {
  const wasSent = cause instanceof CrmFailure && cause.wasSent;
  return new CrmFailure('deadline', message, { cause, wasSent });
}

/** The object an address names, in its path or as what its query reads from. */
function objectOf(url: string): string | undefined {
  const { pathname, searchParams } = new URL(url);
  const from = /\bFROM\s+(\w+)/i.exec(searchParams.get('q') ?? '')?.[1];
  return from ?? /\/sobjects\/(\w+)/.exec(pathname)?.[1];
}
