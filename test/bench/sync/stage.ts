import type { ApiBudget } from '../../../lib/crm/api-budget.ts';
import type { ChangePage, Crm } from '../../../lib/crm/crm.ts';
import type { CrmName } from '../../../lib/crm/record-maps.ts';
import { CRMS } from '../../../lib/crm/registry.ts';
import { ApiBudgetSchema } from '../../../lib/domain/config-crm.ts';
import type { StepContext } from '../../../lib/pipeline/context.ts';
import { createApiBudget } from '../../../lib/runtime/api-budget.ts';
import { type Clock, systemClock } from '../../../lib/runtime/clock.ts';
import { SILENT_LOG } from '../../../lib/runtime/log.ts';
import { systemRandom } from '../../../lib/runtime/random.ts';
import type { Table } from '../../../lib/store/table.ts';
import { aConfig } from '../../support/builders.ts';
import { MemoryTable } from '../../support/memory-table.ts';
import {
  type CountedCalls,
  type SeededCrms,
  type SeedPlan,
  startSeededCrms,
} from '../../support/seeded-crms.ts';

/** Far above what any run here makes: limits are measured by themselves. */
const NO_LIMITS = { perTenSeconds: 1e6, searchPerSecond: 1e6, perDay: 1e9 };
/** The whole of a day's calls, so that no run stops early for having made its share. */
const WHOLE_DAY = ApiBudgetSchema.parse({ runShare: 1, orgShare: 1 });

/** A machine's clock on which nobody waits: for counting calls, whose number does not depend on time. */
export function createHurriedClock(): Clock & { readonly advance: (ms: number) => void } {
  let skippedMs = 0;
  return {
    nowMs: () => systemClock.nowMs() + skippedMs,
    sleep: async (ms) => {
      skippedMs += Math.max(0, Math.ceil(ms));
    },
    advance: (ms) => {
      skippedMs += ms;
    },
  };
}

/** The simulators filled by number, as `work` wants them; they end with it. */
export async function withCrms<T>(
  plan: SeedPlan,
  work: (crms: SeededCrms) => Promise<T>,
  { limits = NO_LIMITS, latencyMs = 0 } = {},
): Promise<T> {
  const crms = await startSeededCrms(plan);
  try {
    await crms.control('hubspot', 'settings', { limits, latencyMs });
    return await work(crms);
  } finally {
    crms.close();
  }
}

export function aBenchContext<T extends Table>(table: T, clock: Clock): StepContext & { readonly table: T } {
  return {
    table,
    config: aConfig(),
    clock,
    random: systemRandom,
    log: SILENT_LOG,
    today: '2026-03-10',
  };
}

/** A table, a context and an adapter that draws on the shared budget, as a run on AWS has them. */
export interface Bench {
  readonly table: MemoryTable;
  readonly context: StepContext;
  readonly crm: Crm;
  /** Times the CRM said that calls came too fast. */
  readonly holds: () => number;
  /** Ids of the records that pages of changes brought since the last look. */
  readonly takeIds: () => readonly string[];
}

export function aBench(name: CrmName, crms: SeededCrms, clock: Clock = createHurriedClock()): Bench {
  const table = new MemoryTable();
  const context = aBenchContext(table, clock);
  let holds = 0;
  const budget = budgetOf(name, context, () => {
    holds += 1;
  });
  let ids: string[] = [];
  const crm = listening(connect(name, crms[name], { clock, budget }), (page) => {
    ids.push(...page.records.map(({ id }) => id));
  });
  return {
    table,
    context,
    crm,
    holds: () => holds,
    takeIds: () => {
      const taken = ids;
      ids = [];
      return taken;
    },
  };
}

export function connect(
  name: CrmName,
  url: string,
  { clock, budget }: { readonly clock: Clock; readonly budget?: ApiBudget },
): Crm {
  const { create, simulatorCredentials: credentials } = CRMS[name];
  return create({ url, credentials, clock, random: systemRandom, budget });
}

/** A crm without the sweeps that follow a first read: they are measured apart. */
export function withoutSweeps(crm: Crm): Crm {
  return { ...crm, sweeps: () => [] };
}

/** Counted calls as `route: n`, most first, for a note. */
export function routesOf(calls: readonly CountedCalls[], object?: string): string {
  return calls
    .filter((call) => object === undefined || call.object === object)
    .toSorted((a, b) => b.count - a.count)
    .map(({ method, route, count }) => `${count} × ${method} ${route}`)
    .join(', ');
}

export function budgetOf(
  name: CrmName,
  { table, clock, random }: Pick<StepContext, 'table' | 'clock' | 'random'>,
  onHold: () => void = () => undefined,
): ApiBudget {
  const budget = createApiBudget({
    ...{ crm: name, limits: CRMS[name].limits, settings: WHOLE_DAY, timeZone: 'Asia/Tokyo' },
    ...{ table, clock, random, deadline: { remainingMs: () => Number.POSITIVE_INFINITY } },
  });
  return {
    ...budget,
    hold: async (lane, ms) => {
      onHold();
      await budget.hold(lane, ms);
    },
  };
}

function listening(crm: Crm, hear: (page: ChangePage) => void): Crm {
  const { peekChanges } = crm;
  return {
    ...crm,
    readChanges: async function* (...given) {
      for await (const page of crm.readChanges(...given)) {
        hear(page);
        yield page;
      }
    },
    ...(peekChanges === undefined
      ? {}
      : {
          peekChanges: async (...given) => {
            const pages = await peekChanges(...given);
            for (const page of pages.values()) hear(page);
            return pages;
          },
        }),
  };
}
