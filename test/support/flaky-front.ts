import { Hono } from 'hono';
import type { Chance } from '../../lib/local/demo/chance.ts';
import type { FaultSwitch } from '../../lib/local/simulators/faults.ts';

/** A simulator behind a door that spoils a share of its calls, each with one fault by chance. */
export interface FlakyFront {
  readonly app: Hono;
  /** Share of calls that meet a fault, 0–1; 0 also takes back what is armed. */
  readonly setShare: (share: number) => void;
  /** Faults armed so far, by name. */
  readonly armed: ReadonlyMap<string, number>;
}

/** `names`: faults to choose from. What does not fit the next call waits for the first that it fits. */
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
  const app = new Hono({ strict: false });
  app.all('*', async (c) => {
    await beforeCall?.();
    // One at a time, so that a share of calls is a share of calls.
    if (share > 0 && faults.armed().length === 0 && chance.happens(share)) {
      const name = chance.pick(names);
      faults.arm({ name, calls: 1 });
      armed.set(name, (armed.get(name) ?? 0) + 1);
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
