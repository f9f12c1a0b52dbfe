import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ApiBudget } from '../../lib/crm/api-budget.ts';
import { createRateLimits } from '../../lib/local/simulators/hubspot/rate-limits.ts';
import { SimulatorClock } from '../../lib/local/simulators/simulator-clock.ts';
import type { Random } from '../../lib/runtime/random.ts';
import { MemoryTable } from '../support/memory-table.ts';
import { createVirtualClock, type VirtualClock } from '../support/virtual-clock.ts';
import { aBudget, HUBSPOT, mostInWindow, seededRandom, unreliable } from './shared-budget.ts';

const WORKERS = [0, 1, 2, 3, 4];
/** One read takes 11.2 to 11.7 s by chance, so that only their mean tells something. */
const READS = 16;
const SEED = Number(process.env['REVLOOP_SEED'] ?? Date.now() & 0x7fff_ffff);

describe('I8: five processes with one budget', () => {
  it('never make more calls in a window than allowed, whatever the store loses and whoever dies', async () => {
    process.stdout.write(`api budget: REVLOOP_SEED=${SEED}\n`);
    const scenario = fc.record({
      seed: fc.integer(),
      limit: fc.integer({ min: 1, max: 60 }),
      calls: fc.integer({ min: 1, max: 60 }),
      faultRatio: fc.constantFrom(0, 0.05, 0.3),
      deathRatio: fc.constantFrom(0, 0.02, 0.2),
    });

    await fc.assert(
      fc.asyncProperty(scenario, async ({ seed, limit, calls, faultRatio, deathRatio }) => {
        const clock = createVirtualClock();
        const random = seededRandom(seed);
        const table = unreliable(new MemoryTable(), clock, random, faultRatio);
        const limits = { ...HUBSPOT, lanes: { normal: { calls: limit, windowMs: 10_000 } } };
        const open = (name: string) =>
          aBudget({ table, clock, random: { ...random, id: seededRandom(0, name).id }, limits });

        const taken = await clock.run(allTakeCalls({ clock, random, calls, deathRatio, open }));

        expect(taken).toHaveLength(WORKERS.length * calls);
        expect(mostInWindow(taken, 10_000)).toBeLessThanOrEqual(limit);
      }),
      { seed: SEED, numRuns: 60 },
    );
  });

  it.each([
    ['190 calls in 10 s', 190, 'normal', 1.08],
    ['30 calls in 10 s', 30, 'normal', 1.1],
    ['5 searches in 1 s', 5, 'search', 1.5],
  ] as const)(
    'F17: keep 429s below 1 %% of calls and use the limit: %s',
    async (_case, limit, lane, ratio) => {
      const clock = createVirtualClock();
      const startMs = clock.nowMs();
      const random = seededRandom(SEED);
      const table = unreliable(new MemoryTable(), clock, random, 0);
      const server = aServer(clock, { perTenSeconds: limit });
      const calls = lane === 'search' ? 100 : 4 * limit;
      const budgets = WORKERS.map((worker) =>
        aBudget({ table, clock, random: { ...random, id: seededRandom(0, `w${worker}`).id } }),
      );

      const refused = await clock.run(
        Promise.all(budgets.map((budget) => callOften({ budget, server, clock, random, lane, calls }))),
      );

      const total = WORKERS.length * calls;
      const perSecond = lane === 'search' ? 5 : limit / 10;
      const seconds = (clock.nowMs() - startMs) / 1000;
      expect(refused.reduce((sum, count) => sum + count, 0) / total).toBeLessThan(0.01);
      expect(seconds).toBeLessThan((ratio * total) / perSecond);
    },
  );
});

describe('one process with four readers', () => {
  it('takes calls that leave the window for its own, so that the first of a next window wait for nothing', async () => {
    const readOnce = async (seed: number) => {
      const clock = createVirtualClock();
      const startMs = clock.nowMs();
      const random = seededRandom(seed);
      const table = unreliable(new MemoryTable(), clock, random, 0);
      const server = aServer(clock, { perTenSeconds: 190 });
      const budget = aBudget({ table, clock, random });
      const read = (calls: number) => callOften({ budget, server, clock, random, lane: 'normal', calls });
      const readAll = async () => {
        const first = await read(2);
        await clock.sleep(500);
        const others = await Promise.all([read(50), read(50), read(50), read(50)]);
        return first + others.reduce((sum, count) => sum + count, 0);
      };
      const refused = await clock.run(readAll());
      return { refused, tookMs: clock.nowMs() - startMs };
    };

    const runs = await Promise.all(Array.from({ length: READS }, (_, at) => readOnce(SEED + at)));

    expect(runs.filter(({ refused }) => refused > 0)).toEqual([]);
    // The last calls follow the first twelve by a window, and those took 1.1 s; half a second more is a wait for nothing.
    expect(runs.reduce((sum, { tookMs }) => sum + tookMs, 0) / READS).toBeLessThan(11_700);
  });
});

/** Each worker takes its calls one after the other; one that dies is replaced by a process that knows nothing. */
async function allTakeCalls(of: {
  readonly clock: VirtualClock;
  readonly random: Random;
  readonly calls: number;
  readonly deathRatio: number;
  readonly open: (name: string) => ApiBudget;
}): Promise<readonly number[]> {
  const { clock, random, calls, deathRatio, open } = of;
  const instants: number[] = [];
  await Promise.all(
    WORKERS.map(async (worker) => {
      let life = 0;
      let budget = open(`${worker}.${life}`);
      for (let made = 0; made < calls; ) {
        const isTaken = await budget.take('normal').then(
          () => true,
          () => false,
        );
        if (isTaken) instants.push(clock.nowMs());
        if (isTaken) made += 1;
        if (random.next() < deathRatio) {
          life += 1;
          budget = open(`${worker}.${life}`);
        }
        if (random.next() < 0.3) await clock.sleep(random.next() * 400);
      }
    }),
  );
  return instants;
}

type Lane = 'normal' | 'search';

/** The limits of the simulator, as if over a network: a call takes a while to arrive, and its answer too. */
function aServer(clock: VirtualClock, options: { readonly perTenSeconds: number }) {
  const limits = createRateLimits(new SimulatorClock(undefined, clock), 'Asia/Tokyo', options);
  return {
    call: async (lane: Lane, wayMs: number) => {
      const of = lane === 'search' ? 'search' : 'ten-secondly';
      await clock.sleep(wayMs);
      try {
        limits.admit(of);
        return { isRefused: false, headers: limits.headers(of) };
      } catch {
        return { isRefused: true, headers: limits.headers(of) };
      } finally {
        await clock.sleep(wayMs);
      }
    },
  };
}

async function callOften(of: {
  readonly budget: ApiBudget;
  readonly server: ReturnType<typeof aServer>;
  readonly clock: VirtualClock;
  readonly random: Random;
  readonly lane: Lane;
  readonly calls: number;
}): Promise<number> {
  const { budget, server, random, lane, calls } = of;
  let refused = 0;
  for (let made = 0; made < calls; ) {
    await budget.take(lane);
    const { isRefused, headers } = await server.call(lane, 20 + random.next() * 40);
    const number = (name: string) => Number(headers.get(`x-hubspot-ratelimit-${name}`));
    if (headers.has('x-hubspot-ratelimit-max'))
      budget.learn({
        lane,
        burstLimit: number('max'),
        burstRemaining: number('remaining'),
        burstWindowMs: 10_000,
      });
    if (isRefused) {
      refused += 1;
      await budget.hold(lane, 1000);
    } else made += 1;
  }
  return refused;
}
