import type { ApiBudget, BudgetLane, BudgetLimits, Deadline } from '../crm/api-budget.ts';
import type { ApiBudgetSettings } from '../domain/config-crm.ts';
import type { Table } from '../store/table.ts';
import { createBudgetDay } from './budget-day.ts';
import { createBudgetLane } from './budget-lane.ts';
import { LONGEST_WAIT_MS } from './budget-wait.ts';
import type { Clock } from './clock.ts';
import type { Random } from './random.ts';

export interface BudgetOptions {
  readonly crm: string;
  readonly limits: BudgetLimits;
  readonly settings: ApiBudgetSettings;
  /** Of the account, for limits that end at midnight. */
  readonly timeZone: string;
  readonly table: Table;
  readonly clock: Clock;
  readonly random: Random;
  readonly deadline: Deadline;
  /** Calls that count for the run beside those made here. */
  readonly callsBefore?: number | undefined;
}

/**
 * The one budget of a CRM's calls: blocks granted through the table, so that every Lambda and every command draws on
 * the same limits. Each budget counts as one run for the share of the day,
 * or as the next part of one.
 */
export function createApiBudget(options: BudgetOptions): ApiBudget {
  const { limits, settings, timeZone } = options;
  const { burst, search, runShare, orgShare } = settings;
  const day = createBudgetDay(options, {
    ...{ runShare, orgShare, resets: limits.day, timeZone },
    callsBefore: options.callsBefore ?? 0,
  });
  const lane = (name: BudgetLane, configured?: number) =>
    createBudgetLane(options, name, { declared: limits.lanes[name], configured });
  const lanes = {
    normal: lane('normal', burst),
    search: lane('search', search),
    associations: lane('associations', burst),
  } as const satisfies Record<BudgetLane, unknown>;
  return {
    take: async (name) => {
      await lanes[name].take();
      // Last, so that a wait in the lane ends with what is known of the day by then.
      await day.take();
    },
    learn: (report) => {
      day.learn(report);
      lanes[report.lane].learn(report);
    },
    hold: async (name, ms) => {
      const wholeMs = Number.isFinite(ms) ? Math.max(0, ms) : 0;
      await (wholeMs > LONGEST_WAIT_MS ? day.stop(wholeMs) : lanes[name].hold(wholeMs));
    },
  };
}
