import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { ApiBudget, BudgetLimits, Deadline } from '../../lib/crm/api-budget.ts';
import { noDeadline } from '../../lib/crm/api-budget.ts';
import { AppError } from '../../lib/domain/app-error.ts';
import { ApiBudgetSchema } from '../../lib/domain/config-crm.ts';
import { createApiBudget } from '../../lib/runtime/api-budget.ts';
import type { Clock } from '../../lib/runtime/clock.ts';
import type { Random } from '../../lib/runtime/random.ts';
import type { Table } from '../../lib/store/table.ts';

export const HUBSPOT: BudgetLimits = {
  lanes: { normal: { calls: 190, windowMs: 10_000 }, search: { calls: 4, windowMs: 1_000 } },
  day: 'midnight',
};
export const SALESFORCE: BudgetLimits = { lanes: {}, day: 'rolling' };

/** One process's budget over a table that others may share. */
export function aBudget(parts: {
  readonly table: Table;
  readonly clock: Clock;
  readonly random: Random;
  readonly limits?: BudgetLimits;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly deadline?: Deadline;
  readonly callsBefore?: number;
}): ApiBudget {
  const { limits = HUBSPOT, settings = {}, deadline = noDeadline(), ...rest } = parts;
  return createApiBudget({
    crm: 'crm',
    limits,
    settings: ApiBudgetSchema.parse(settings),
    timeZone: 'Asia/Tokyo',
    deadline,
    ...rest,
  });
}

/** Chance that a seed reproduces, with ids of its own. */
export function seededRandom(seed: number, name = 'id'): Random {
  const generator = xoroshiro128plus(seed);
  let count = 0;
  return {
    next: () => (generator.next() >>> 0) / 2 ** 32,
    id: () => {
      count += 1;
      return `${name}-${count}`;
    },
  };
}

/** A table as the network shows it: slow by chance, and now and then without an answer, before the write or after it. */
export function unreliable(table: Table, clock: Clock, random: Random, faultRatio: number): Table {
  const pass = async <T>(call: () => Promise<T>): Promise<T> => {
    await clock.sleep(1 + random.next() * 15);
    if (random.next() < faultRatio / 2) throw new AppError('store-unreachable', 'refused');
    const answer = await call();
    await clock.sleep(1 + random.next() * 15);
    if (random.next() < faultRatio / 2) throw new AppError('store-unreachable', 'the answer is lost');
    return answer;
  };
  return {
    get: (key) => pass(() => table.get(key)),
    batchGet: (keys) => pass(() => table.batchGet(keys)),
    query: (pk, options) => pass(() => table.query(pk, options)),
    count: (pk, options) => pass(() => table.count(pk, options)),
    put: (item, condition) => pass(() => table.put(item, condition)),
    remove: (key, condition) => pass(() => table.remove(key, condition)),
    batchWrite: (operations) => pass(() => table.batchWrite(operations)),
  };
}

/** The most of these instants that fall into any window `(t - windowMs, t]`. */
export function mostInWindow(instants: readonly number[], windowMs: number): number {
  const sorted = instants.toSorted((a, b) => a - b);
  let most = 0;
  let first = 0;
  for (const [at, instant] of sorted.entries()) {
    while ((sorted[first] ?? 0) <= instant - windowMs) first += 1;
    most = Math.max(most, at - first + 1);
  }
  return most;
}
