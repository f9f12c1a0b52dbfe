import type { Clock } from '../../runtime/clock.ts';
import type { ApiBudget, BudgetLane } from '../api-budget.ts';

/** Calls per 10 s of a Professional portal. https://developers.hubspot.com/docs/developer-tooling/platform/usage-guidelines */
const NORMAL = { limit: 190, perMs: 10_000 } as const;
/** One below the 5 searches a second that all apps of an account share. https://developers.hubspot.com/docs/guides/api/crm/search */
const SEARCH = { limit: 4, perMs: 1000 } as const;
/** HubSpot counts a call when it arrives, we when it leaves: a window this much longer absorbs unequal ways there. */
const WINDOW_MARGIN = 1.02;
/** An answer tells of the window some time ago: our own calls of so much longer may be among those it counts. */
const ANSWER_AGE_MS = 300;

/** Part of the limit left free where others call too: they go on while our calls are on their way. */
const FOREIGN_RESERVE = 0.05;

interface Window {
  limit: number;
  perMs: number;
  heldUntilMs: number;
  /** When our own latest calls were let through, oldest first. */
  slotsMs: number[];
  /** Calls that other apps have made in the window, as the answers let us see, and until when they count. */
  foreign: { readonly count: number; readonly untilMs: number };
  /** The caller before; each waits for it, so that they are served in the order they ask. */
  before: Promise<void>;
}

/**
 * A budget of this process alone, for callers without a shared one: keeps calls below HubSpot's limits, so that 429s
 * stay rare. The limit and what others use of it are taken from the answers.
 */
export function createPacer(clock: Clock): ApiBudget {
  // Searches and associations are exempt from the 10-second limit, each has a window of its own (`x-hubspot-rate-limit-exemptions`).
  const windows: Readonly<Record<BudgetLane, Window>> = {
    normal: open(NORMAL),
    search: open(SEARCH),
    associations: open(NORMAL),
  };
  return {
    take: (lane) => {
      const window = windows[lane];
      const turn = window.before.then(() => passThrough(window, clock));
      window.before = turn.catch(() => undefined);
      return turn;
    },
    learn: ({ lane, burstLimit, burstRemaining, burstWindowMs }) => {
      const window = windows[lane];
      if (burstLimit !== undefined) window.limit = burstLimit;
      if (burstWindowMs !== undefined) window.perMs = burstWindowMs * WINDOW_MARGIN;
      if (burstRemaining === undefined) return;
      const nowMs = clock.nowMs();
      const used = window.limit - burstRemaining;
      const count = Math.max(0, used - ownCalls(window, nowMs));
      window.foreign = { count, untilMs: nowMs + window.perMs };
    },
    hold: async (lane, ms) => {
      const window = windows[lane];
      window.heldUntilMs = Math.max(window.heldUntilMs, clock.nowMs() + ms);
    },
  };
}

function open({ limit, perMs }: { readonly limit: number; readonly perMs: number }): Window {
  return {
    limit,
    perMs: perMs * WINDOW_MARGIN,
    heldUntilMs: 0,
    slotsMs: [],
    foreign: { count: 0, untilMs: 0 },
    before: Promise.resolve(),
  };
}

/** A rest or a smaller limit can come up while we sleep: the way is free only if it is free when we wake. */
async function passThrough(window: Window, clock: Clock): Promise<void> {
  for (;;) {
    const waitMs = freeAtMs(window, clock.nowMs()) - clock.nowMs();
    if (waitMs <= 0) break;
    await clock.sleep(waitMs);
  }
  const nowMs = clock.nowMs();
  const keptMs = window.perMs + ANSWER_AGE_MS;
  window.slotsMs = [...window.slotsMs.filter((atMs) => atMs > nowMs - keptMs), nowMs];
}

function freeAtMs(window: Window, nowMs: number): number {
  const seen = nowMs < window.foreign.untilMs ? window.foreign.count : 0;
  const foreign = seen === 0 ? 0 : seen + Math.ceil(window.limit * FOREIGN_RESERVE);
  // At least one call a window goes through: its answer says how things stand.
  const ours = Math.max(1, window.limit - foreign);
  const oldest = window.slotsMs.at(-ours);
  return Math.max(nowMs, window.heldUntilMs, oldest === undefined ? 0 : oldest + window.perMs);
}

function ownCalls({ slotsMs, perMs }: Window, nowMs: number): number {
  return slotsMs.filter((atMs) => atMs > nowMs - perMs - ANSWER_AGE_MS).length;
}
