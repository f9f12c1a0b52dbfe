import { Hono } from 'hono';
import type { Chance } from '../../lib/local/demo/chance.ts';
import type { FaultSwitch } from '../../lib/local/simulators/faults.ts';

/** A simulator behind a door that spoils a share of its calls, each with one fault by chance. */
export interface FlakyFront {
  readonly app: Hono;
  /** Share of calls that meet a fault, 0–1; 0 also takes back what is armed. */
  readonly setShare: (share: number) => void;
  /** Faults met so far, by name; one may still be armed. */
  readonly armed: ReadonlyMap<string, number>;
}

/** Calls that a fault waits for one that it fits, such as a Bulk job; then another is chosen. */
const PATIENCE = 5;

/** `names`: faults to choose from. What does not fit the next call waits for a few more. */
export function flakyFront(
  { app: inner, faults }: { readonly app: Hono; readonly faults: FaultSwitch },
  options: {
    readonly names: readonly string[];
    readonly chance: Chance;
    /** What happens in the world while a call is under way. */
    readonly beforeCall?: () => Promise<void>;
  },
): FlakyFront {
  const { names, chance, beforeCall } = options;
  const armed = new Map<string, number>();
  let share = 0;
  let waiting: { readonly name: string; calls: number } | undefined;
  const giveUpWaiting = (): void => {
    if (waiting === undefined || faults.armed().length === 0) return;
    waiting.calls += 1;
    if (waiting.calls <= PATIENCE) return;
    faults.clear();
    armed.set(waiting.name, (armed.get(waiting.name) ?? 1) - 1);
    waiting = undefined;
  };
  const app = new Hono({ strict: false });
  app.all('*', async (c) => {
    await beforeCall?.();
    giveUpWaiting();
    // One at a time, so that a share of calls is a share of calls.
    if (share > 0 && faults.armed().length === 0 && chance.happens(share)) {
      const name = chance.pick(names);
      faults.arm({ name, calls: 1 });
      armed.set(name, (armed.get(name) ?? 0) + 1);
      waiting = { name, calls: 0 };
    }
    return inner.fetch(c.req.raw, c.env);
  });
  return {
    app,
    armed,
    setShare: (next) => {
      share = next;
      if (next === 0) faults.clear();
    },
  };
}
