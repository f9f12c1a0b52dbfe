import type { BudgetLane, Deadline, LaneLimit, UsageReport } from '../crm/api-budget.ts';
import {
  type BudgetGrant,
  type LaneState,
  loadLane,
  saveLane,
  type Versioned,
} from '../store/budget-store.ts';
import type { Table } from '../store/table.ts';
import { waitWithin } from './budget-wait.ts';
import { accountFor, type Block, freeCalls, nextFreeMs, type Window } from './budget-window.ts';
import type { Clock } from './clock.ts';
import type { Random } from './random.ts';

export interface LaneContext {
  readonly table: Table;
  readonly crm: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly deadline: Deadline;
}

interface Lane {
  /** Resolves when one call of the lane may be made. */
  readonly take: () => Promise<void>;
  readonly learn: (report: UsageReport) => void;
  readonly hold: (ms: number) => Promise<void>;
}

interface Now {
  readonly nowMs: number;
  readonly window: Window;
}

/** A block is used within this share of the window, so that what a dead process holds is free again soon. */
const BLOCK_SHARE = 0.05;
/** Without a window, the block only bounds how late another process's hold is noticed. */
const UNLIMITED_BLOCK_MS = 2_000;
/** After losing a race for the item: at most this long, by chance. */
const CONFLICT_WAIT_MS = 20;
const SAVE_ATTEMPTS = 50;
/** An answer tells of the window some time ago: calls that left it since are still among those it counts. */
const ANSWER_AGE_MS = 300;
/** A report is of use for the shared count only while it is fresh. */
const REPORT_LIFE_MS = 1_000;

/**
 * One lane of a CRM's budget. Processes are granted blocks of calls through one item of the table, which is only ever
 * replaced in the version that was read: together they never make more calls in a window than the vendor allows.
 */
export function createBudgetLane(
  context: LaneContext,
  name: BudgetLane,
  options: { readonly declared: LaneLimit | undefined; readonly configured: number | undefined },
): Lane {
  const { clock, random } = context;
  const { declared, configured = Number.POSITIVE_INFINITY } = options;
  let block: Block | undefined;
  let heldUntilMs = 0;
  let told: UsageReport | undefined;
  let seen: { readonly remaining: number; readonly atMs: number } | undefined;
  let refilling: Promise<void> | undefined;
  let waiting = 0;

  const windowOf = ({ limit, windowMs }: LaneState): Window => ({
    limit:
      declared === undefined
        ? Number.POSITIVE_INFINITY
        : Math.min(told?.burstLimit ?? limit ?? declared.calls, configured),
    windowMs: told?.burstWindowMs ?? windowMs ?? declared?.windowMs ?? UNLIMITED_BLOCK_MS,
  });

  /** What others of the same account used, where an answer left less than our own count of then explains. */
  const foreign = (grants: readonly BudgetGrant[], { nowMs, window }: Now): number => {
    if (seen === undefined || nowMs - seen.atMs > REPORT_LIFE_MS) return 0;
    const then = { nowMs: seen.atMs - ANSWER_AGE_MS, windowMs: window.windowMs };
    return Math.max(0, freeCalls(accountFor(grants, block, then), window) - seen.remaining);
  };

  const wanted = (limit: number): number => {
    if (!Number.isFinite(limit)) return Number.MAX_SAFE_INTEGER;
    const used = block === undefined ? 0 : block.calls - block.left;
    const isUsedUp = block !== undefined && block.left === 0;
    const most = Math.max(1, Math.floor(limit * BLOCK_SHARE));
    return Math.min(most, Math.max(waiting, isUsedUp ? used * 2 : used));
  };

  const grant = async (): Promise<void> => {
    const { version, state } = await loadLane(context.table, context.crm, name);
    heldUntilMs = Math.max(heldUntilMs, state.heldUntilMs);
    const nowMs = clock.nowMs();
    if (heldUntilMs > nowMs) return;
    const window = windowOf(state);
    const endMs = nowMs + (declared === undefined ? UNLIMITED_BLOCK_MS : window.windowMs * BLOCK_SHARE);
    const id = random.id();
    const counted = accountFor(state.grants, block, { nowMs, windowMs: window.windowMs });
    const others = foreign(state.grants, { nowMs, window });
    const grants = others === 0 ? counted : [...counted, { by: '', endMs: nowMs, calls: others }];
    const calls = Math.min(wanted(window.limit), freeCalls(grants, window));
    if (calls <= 0) {
      const freeMs = nextFreeMs(grants, window) - nowMs;
      await waitWithin(context.crm, freeMs * (1 + random.next() * 0.05), context);
      return;
    }
    const next: Block = { id, calls, endMs, left: calls, lastUseMs: nowMs };
    if (declared === undefined || (await put(version, state, { grants, next }))) block = next;
    else await clock.sleep(random.next() * CONFLICT_WAIT_MS);
  };

  const put = async (
    version: number,
    state: LaneState,
    { grants, next }: { readonly grants: LaneState['grants']; readonly next: Block },
  ): Promise<boolean> => {
    const mine = { by: next.id, endMs: next.endMs, calls: next.calls };
    const limit = told?.burstLimit ?? state.limit;
    const windowMs = told?.burstWindowMs ?? state.windowMs;
    return saved(context, name, {
      isThere: (stored) => stored.grants.some(({ by }) => by === next.id),
      next: { version, state: { heldUntilMs, limit, windowMs, grants: [...grants, mine] } },
    });
  };

  const useOne = (): boolean => {
    const nowMs = clock.nowMs();
    if (heldUntilMs > nowMs || block === undefined || block.left === 0 || nowMs > block.endMs) return false;
    block = { ...block, left: block.left - 1, lastUseMs: nowMs };
    return true;
  };

  return {
    take: async () => {
      waiting += 1;
      try {
        while (!useOne()) {
          await waitWithin(context.crm, heldUntilMs - clock.nowMs(), context);
          if (useOne()) return;
          refilling ??= grant().finally(() => {
            refilling = undefined;
          });
          await refilling;
        }
      } finally {
        waiting -= 1;
      }
    },
    learn: (report) => {
      if (report.burstLimit !== undefined && report.burstLimit > 0) told = report;
      if (report.burstRemaining !== undefined) {
        seen = { remaining: report.burstRemaining, atMs: clock.nowMs() };
      }
    },
    hold: async (ms) => {
      heldUntilMs = Math.max(heldUntilMs, clock.nowMs() + ms);
      const untilMs = heldUntilMs;
      for (let attempt = 0; attempt < SAVE_ATTEMPTS; attempt += 1) {
        const { version, state } = await loadLane(context.table, context.crm, name);
        if (state.heldUntilMs >= untilMs) return;
        const next = { version, state: { ...state, heldUntilMs: untilMs } };
        if (await saved(context, name, { isThere: (stored) => stored.heldUntilMs >= untilMs, next })) return;
        await clock.sleep(random.next() * CONFLICT_WAIT_MS);
      }
    },
  };
}

/**
 * Saves a lane. An answer that was lost, or that a retry below turned into a refused condition, is told from a lost
 * race by what the item then holds.
 */
async function saved(
  { table, crm }: LaneContext,
  lane: BudgetLane,
  change: { readonly next: Versioned<LaneState>; readonly isThere: (stored: LaneState) => boolean },
): Promise<boolean> {
  try {
    if (await saveLane(table, { crm, lane }, change.next)) return true;
  } catch (cause) {
    const { state } = await loadLane(table, crm, lane);
    if (change.isThere(state)) return true;
    throw cause;
  }
  return change.isThere((await loadLane(table, crm, lane)).state);
}
