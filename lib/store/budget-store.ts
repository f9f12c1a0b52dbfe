import * as z from 'zod/mini';
import { jsonOf, stableJson } from './json.ts';
import { budgetKey } from './keys.ts';
import { ConditionFailed, type Table } from './table.ts';

const GrantSchema = z.object({
  /** Who may use these calls; blank once they are accounted for. */
  by: z.string(),
  /** No call of this grant is made after this instant. */
  endMs: z.number(),
  calls: z.number(),
});
const LaneSchema = z.object({
  heldUntilMs: z.number(),
  /** Burst limit and window as answers told them; null where none did. */
  limit: z.nullable(z.number()),
  windowMs: z.nullable(z.number()),
  grants: z.array(GrantSchema),
});
const DaySchema = z.object({
  usedToday: z.nullable(z.number()),
  limitToday: z.nullable(z.number()),
  /** When the two above were reported. */
  atMs: z.number(),
  stoppedUntilMs: z.number(),
});

/** Calls that were let through, or may still be, within the last window. */
export type BudgetGrant = Readonly<z.infer<typeof GrantSchema>>;
/** One lane of a CRM's budget, as all processes share it. */
export type LaneState = Readonly<Omit<z.infer<typeof LaneSchema>, 'grants'>> & {
  readonly grants: readonly BudgetGrant[];
};
/** Calls of the whole account or org in the current day. */
export type DayState = Readonly<z.infer<typeof DaySchema>>;

export interface Versioned<T> {
  readonly version: number;
  readonly state: T;
}

const NEW_LANE: LaneState = { heldUntilMs: 0, limit: null, windowMs: null, grants: [] };
const NEW_DAY: DayState = { usedToday: null, limitToday: null, atMs: 0, stoppedUntilMs: 0 };
/** Part that counts the day; the others are lanes. */
const DAY = 'DAY';

export function loadLane(table: Table, crm: string, lane: string): Promise<Versioned<LaneState>> {
  return load(table, { crm, part: lane }, LaneSchema, NEW_LANE);
}

/** Replaces a lane if it still has the version that `state` was made from; false where it has not. */
export function saveLane(
  table: Table,
  of: { readonly crm: string; readonly lane: string },
  next: Versioned<LaneState>,
): Promise<boolean> {
  return save(table, { crm: of.crm, part: of.lane }, next);
}

export function loadDay(table: Table, crm: string): Promise<Versioned<DayState>> {
  return load(table, { crm, part: DAY }, DaySchema, NEW_DAY);
}

/** Like `saveLane`. */
export function saveDay(table: Table, crm: string, next: Versioned<DayState>): Promise<boolean> {
  return save(table, { crm, part: DAY }, next);
}

async function load<T>(
  table: Table,
  { crm, part }: { readonly crm: string; readonly part: string },
  schema: { readonly parse: (value: unknown) => T },
  fresh: T,
): Promise<Versioned<T>> {
  const item = await table.get(budgetKey(crm, part));
  if (item === undefined) return { version: 0, state: fresh };
  return { version: Number(item['version']), state: jsonOf(item, 'state', schema) };
}

/** `version` is the one read: values are absolute, and what somebody else wrote meanwhile is never written over. */
async function save(
  table: Table,
  { crm, part }: { readonly crm: string; readonly part: string },
  { version, state }: Versioned<unknown>,
): Promise<boolean> {
  const item = { ...budgetKey(crm, part), version: version + 1, state: stableJson(state) };
  try {
    await table.put(
      item,
      version === 0 ? { kind: 'absent' } : { kind: 'equals', attribute: 'version', value: version },
    );
    return true;
  } catch (cause) {
    if (cause instanceof ConditionFailed) return false;
    throw cause;
  }
}
