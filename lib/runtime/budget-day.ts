import type { BudgetLimits, UsageReport } from '../crm/api-budget.ts';
import { CrmFailure } from '../crm/crm-failure.ts';
import { businessDay, nextMidnightMs } from '../domain/calendar.ts';
import { type DayState, loadDay, saveDay } from '../store/budget-store.ts';
import type { Table } from '../store/table.ts';
import type { Clock } from './clock.ts';
import type { Random } from './random.ts';

interface DayContext {
  readonly table: Table;
  readonly crm: string;
  readonly clock: Clock;
  readonly random: Random;
}

export interface DayShares {
  /** Of the day's limit, what one run may use: 0 to 1. */
  readonly runShare: number;
  /** Calls of the run before this part of it. */
  readonly callsBefore: number;
  /** Of the day's limit, what may be used by everybody together before RevLoop stops: 0 to 1. */
  readonly orgShare: number;
  readonly resets: BudgetLimits['day'];
  /** Whose midnight it is. */
  readonly timeZone: string;
}

export interface BudgetDay {
  /** Counts one call. Throws `CrmFailure` 'quota' (never sent) where none may be made. */
  readonly take: () => Promise<void>;
  readonly learn: (report: UsageReport) => void;
  /** No call for `ms`, by anybody. */
  readonly stop: (ms: number) => Promise<void>;
}

const HOUR_MS = 3_600_000;
/** After this long one more call may ask how a rolling count stands. */
const ROLLING_REPORT_LIFE_MS = HOUR_MS;
/** A day on which clocks go back, and somewhat more. */
const LONGEST_STOP_MS = 26 * HOUR_MS;
/** How often the shared count is looked at, in time and in own calls. */
const SYNC_MS = 10_000;
const SYNC_CALLS = 100;
const SAVE_ATTEMPTS = 20;
const CONFLICT_WAIT_MS = 20;

/**
 * The share of a day's calls. What the vendor's answers say counts, not our own counting alone: others use the same
 * limit. Reports are shared, so that a run begins with what the last one was told.
 */
export function createBudgetDay(context: DayContext, shares: DayShares): BudgetDay {
  const { clock } = context;
  let known: DayState = { usedToday: null, limitToday: null, atMs: 0, stoppedUntilMs: 0 };
  let syncedMs = Number.NEGATIVE_INFINITY;
  let savedMs = 0;
  let ofRun = shares.callsBefore;
  let sinceReport = 0;
  let sinceSync = 0;

  const sync = async (): Promise<void> => {
    sinceSync = 0;
    syncedMs = clock.nowMs();
    known = await merge(context, known, { isNews: known.atMs > savedMs });
    savedMs = known.atMs;
  };
  const check = async (): Promise<void> => {
    const refusal = refusalOf(context.crm, { known, ofRun, sinceReport, nowMs: clock.nowMs() }, shares);
    if (refusal === undefined) return;
    // Others, and the next run, have to know why this one ends.
    if (known.atMs > savedMs) await sync();
    throw refusal;
  };

  return {
    take: async () => {
      if (sinceSync >= SYNC_CALLS || clock.nowMs() - syncedMs >= SYNC_MS) await sync();
      await check();
      ofRun += 1;
      sinceReport += 1;
      sinceSync += 1;
    },
    learn: ({ usedToday, limitToday }) => {
      if (usedToday === undefined || limitToday === undefined || limitToday <= 0) return;
      known = { ...known, usedToday, limitToday, atMs: clock.nowMs() };
      sinceReport = 0;
    },
    stop: async (ms) => {
      const untilMs = clock.nowMs() + Math.min(ms, LONGEST_STOP_MS);
      known = { ...known, stoppedUntilMs: Math.max(known.stoppedUntilMs, untilMs) };
      known = await merge(context, known, { isNews: true });
    },
  };
}

/** The newer report and the longer stop of ours and the stored one, stored where ours says something new. */
async function merge(
  { table, crm, clock, random }: DayContext,
  own: DayState,
  { isNews }: { readonly isNews: boolean },
): Promise<DayState> {
  for (let attempt = 1; ; attempt += 1) {
    const { version, state } = await loadDay(table, crm);
    const newer = own.atMs > state.atMs ? own : state;
    const merged = { ...newer, stoppedUntilMs: Math.max(own.stoppedUntilMs, state.stoppedUntilMs) };
    const isSame = newer === state && merged.stoppedUntilMs === state.stoppedUntilMs;
    if (!isNews || isSame || attempt > SAVE_ATTEMPTS) return merged;
    if (await saveDay(table, crm, { version, state: merged })) return merged;
    await clock.sleep(random.next() * CONFLICT_WAIT_MS);
  }
}

function refusalOf(
  crm: string,
  now: {
    readonly known: DayState;
    readonly ofRun: number;
    readonly sinceReport: number;
    readonly nowMs: number;
  },
  shares: DayShares,
): CrmFailure | undefined {
  const { known, ofRun, sinceReport, nowMs } = now;
  const { usedToday, limitToday, atMs, stoppedUntilMs } = known;
  const quota = (why: string, retryAfterMs: number) =>
    new CrmFailure('quota', `${crm}: ${why}`, { retryAfterMs });
  if (stoppedUntilMs > nowMs) return quota('no calls are left for the day', stoppedUntilMs - nowMs);
  if (usedToday === null || limitToday === null) return undefined;
  if (ofRun >= Math.floor(limitToday * shares.runShare))
    return quota(`this run has used its share of ${ofRun} of ${limitToday} calls a day`, 0);
  const ends = endOfReport(atMs, nowMs, shares);
  if (ends <= nowMs || usedToday + sinceReport < limitToday * shares.orgShare) return undefined;
  return quota(`${usedToday} of ${limitToday} calls a day are used, by all apps together`, ends - nowMs);
}

/** Until when a report of the day's use says anything. */
function endOfReport(atMs: number, nowMs: number, { resets, timeZone }: DayShares): number {
  if (resets === 'rolling') return atMs + ROLLING_REPORT_LIFE_MS;
  const dayOf = (ms: number) => businessDay(new Date(ms).toISOString(), timeZone);
  if (dayOf(atMs) !== dayOf(nowMs)) return nowMs;
  return nextMidnightMs(nowMs, timeZone);
}
