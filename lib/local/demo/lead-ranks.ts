import { addMonths, type DayNumber, toTokyoDay } from './calendar.ts';
import type { Person } from './journey.ts';

/** The rule that ranks an open lead, in order of precedence, as `examples/demo/revloop.yaml` writes them. */
export type RankRuleId = 'hot-large' | 'hot-target' | 'hot-visits' | 'cold-small' | 'none';

const LARGE = { employees: 1000, revenue: 5_000_000_000, months: 3 } as const;
const TARGET_EMPLOYEES = 300;
const VISITS = 2;
const SMALL_EMPLOYEES = 99;

/** A size or revenue nobody filled in meets no condition. */
export function expectedRule(person: Person, today: DayNumber): RankRuleId {
  const { employees, revenue } = person.company;
  const isRecent = toTokyoDay(person.leadAtMs) >= addMonths(today, -LARGE.months);
  if ((employees ?? 0) >= LARGE.employees && (revenue ?? 0) >= LARGE.revenue && isRecent) return 'hot-large';
  if (person.isOnTargetList && (employees ?? 0) >= TARGET_EMPLOYEES && person.statedCondition === 'yes')
    return 'hot-target';
  if ((person.pageVisits ?? 0) >= VISITS) return 'hot-visits';
  return employees !== null && employees <= SMALL_EMPLOYEES ? 'cold-small' : 'none';
}
