import type { Clock } from '../../runtime/clock.ts';

/** Search has a limit of its own, shared by all apps of the account, and does not count against the other one. */
export type Lane = 'search' | 'normal';

/** Keeps calls below HubSpot's limits, so that 429s stay rare. */
export interface Pacer {
  /** Resolves when the next call of this lane may be sent. */
  readonly wait: (lane: Lane) => Promise<void>;
  /** Takes over the limit that an answer names, and rests where it says that nothing is left. */
  readonly learn: (lane: Lane, headers: Readonly<Record<string, string>>) => void;
  /** No call of this lane for `ms`. */
  readonly hold: (lane: Lane, ms: number) => void;
}

/** Calls per 10 s of a Professional portal. https://developers.hubspot.com/docs/developer-tooling/platform/usage-guidelines */
const NORMAL = { limit: 190, perMs: 10_000 } as const;
/** One below the 5 searches a second that all apps of an account share. https://developers.hubspot.com/docs/guides/api/crm/search */
const SEARCH = { limit: 4, perMs: 1000 } as const;

interface Window {
  limit: number;
  readonly perMs: number;
  heldUntilMs: number;
  /** When the latest calls were let through, oldest first. */
  slotsMs: number[];
}

/** Callers are served in the order they ask, also when several read side by side. */
export function createPacer(clock: Clock): Pacer {
  const windows: Readonly<Record<Lane, Window>> = { normal: open(NORMAL), search: open(SEARCH) };
  const hold = (lane: Lane, ms: number) => {
    const window = windows[lane];
    window.heldUntilMs = Math.max(window.heldUntilMs, clock.nowMs() + ms);
  };
  return {
    hold,
    wait: async (lane) => {
      const window = windows[lane];
      do {
        const waitMs = reserve(window, clock.nowMs()) - clock.nowMs();
        if (waitMs > 0) await clock.sleep(waitMs);
        // A rest that began meanwhile ends for all at once: they queue again.
      } while (window.heldUntilMs > clock.nowMs());
    },
    learn: (lane, headers) => {
      const max = Number(headers['x-hubspot-ratelimit-max']);
      if (max > 0) windows[lane].limit = max;
      if (headers['x-hubspot-ratelimit-remaining'] !== '0') return;
      hold(lane, Number(headers['x-hubspot-ratelimit-interval-milliseconds']) || windows[lane].perMs);
    },
  };
}

function open({ limit, perMs }: { readonly limit: number; readonly perMs: number }): Window {
  return { limit, perMs, heldUntilMs: 0, slotsMs: [] };
}

function reserve(window: Window, nowMs: number): number {
  const { slotsMs, limit, perMs } = window;
  const full = slotsMs.at(-limit);
  const freeMs = full === undefined ? 0 : full + perMs;
  const slotMs = Math.max(nowMs, window.heldUntilMs, slotsMs.at(-1) ?? 0, freeMs);
  window.slotsMs = [...slotsMs.slice(-limit + 1), slotMs];
  return slotMs;
}
