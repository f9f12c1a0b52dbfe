import { DECAY_SCALE } from '../attribution/time-decay.ts';
import { type Columns, isCreation, isDirect, NO_DAY } from './columns.ts';
import type { Until, WeightPlan } from './weight-plan.ts';

/** The touch of a row to which a plan of one touch gives everything, as its place in the columns. The row has touches. */
export function pickedTouch(
  columns: Columns,
  row: number,
  plan: Extract<WeightPlan, { kind: 'one' }>,
): number {
  const start = columns.touchStart[row] ?? 0;
  const end = endInTime(columns, row, plan.until);
  if (end === start) return start;
  if (plan.which === 'last') return end - 1;
  return plan.which === 'first' ? firstPlace(columns, start, end) : lastNonDirect(columns, start, end);
}

/**
 * Numerators of a row's touches under a plan: those of the first ones, written to `into`; the others have none.
 * They are the whole numbers of `weightsOf` (test: columns.property). Returns how many; the row has touches.
 */
export function weighRow(columns: Columns, row: number, plan: WeightPlan, into: number[]): number {
  const start = columns.touchStart[row] ?? 0;
  const count = endInTime(columns, row, plan.until) - start;
  if (count <= 0) {
    into[0] = 1;
    return 1;
  }
  if (plan.kind === 'positions') weighPositions(columns, { row, start, count }, plan.shares, into);
  else if (plan.kind === 'even') for (let at = 0; at < count; at += 1) into[at] = 1;
  else if (plan.kind === 'decay') weighDecay(columns, { start, count }, plan.halfLifeDays, into);
  else {
    for (let at = 0; at < count; at += 1) into[at] = 0;
    into[pickedTouch(columns, row, plan) - start] = 1;
  }
  return count;
}

/** The place after the last touch at or before the milestone. */
function endInTime(columns: Columns, row: number, until: Until): number {
  return endUntil(columns, row, limitOf(columns, row, until));
}

function limitOf({ leadDay, dealDay, wonDay }: Columns, row: number, until: Until): number {
  const lead = until === 'lead' ? (leadDay[row] ?? NO_DAY) : NO_DAY;
  if (lead !== NO_DAY) return lead;
  const deal = until === 'won' ? NO_DAY : (dealDay[row] ?? NO_DAY);
  return deal === NO_DAY ? (wonDay[row] ?? NO_DAY) : deal;
}

function endUntil({ touchStart, touchDay }: Columns, row: number, limit: number): number {
  const start = touchStart[row] ?? 0;
  let end = touchStart[row + 1] ?? start;
  while (end > start && (touchDay[end - 1] ?? 0) > limit) end -= 1;
  return end;
}

/** A creation witnesses no first touch, unless there is nothing else. */
function firstPlace({ touchMark }: Columns, start: number, end: number): number {
  for (let at = start; at < end; at += 1) if (!isCreation(touchMark[at] ?? 0)) return at;
  return start;
}

function lastNonDirect({ touchMark }: Columns, start: number, end: number): number {
  for (let at = end - 1; at >= start; at -= 1) if (!isDirect(touchMark[at] ?? 0)) return at;
  return end - 1;
}

function weighPositions(
  columns: Columns,
  { row, start, count }: { readonly row: number; readonly start: number; readonly count: number },
  shares: Extract<WeightPlan, { kind: 'positions' }>['shares'],
  into: number[],
): void {
  const end = start + count;
  for (let at = 0; at < count; at += 1) into[at] = 0;
  let taken = 0;
  const give = (share: number, place: number): void => {
    if (share <= 0 || place < 0) return;
    const before = into[place] ?? 0;
    if (before === 0) taken += 1;
    into[place] = before + share;
  };
  give(shares.first, firstPlace(columns, start, end) - start);
  give(shares.leadCreation, placeUntil(columns, row, columns.leadDay, end) - start);
  give(shares.dealCreation, placeUntil(columns, row, columns.dealDay, end) - start);
  give(shares.won, placeUntil(columns, row, columns.wonDay, end) - start);
  give(shares.last, count - 1);
  const { middle } = shares;
  if (taken === 0 && middle <= 0) into[count - 1] = 1;
  if (middle <= 0) return;
  const scale = Math.max(1, count - taken);
  for (let at = 0; at < count; at += 1) into[at] = into[at] === 0 ? middle : (into[at] ?? 0) * scale;
}

/** The last of the touches before `end` at or before a milestone; before the row's first where there is none. */
function placeUntil(columns: Columns, row: number, milestone: Int32Array, end: number): number {
  const day = milestone[row] ?? NO_DAY;
  if (day === NO_DAY) return Number.NEGATIVE_INFINITY;
  return Math.min(end, endUntil(columns, row, day)) - 1;
}

function weighDecay(
  { touchDay }: Columns,
  { start, count }: { readonly start: number; readonly count: number },
  halfLifeDays: number,
  into: number[],
): void {
  const latest = touchDay[start + count - 1] ?? 0;
  for (let at = 0; at < count; at += 1) {
    const days = latest - (touchDay[start + at] ?? 0);
    into[at] = Math.round(DECAY_SCALE * 2 ** (-days / halfLifeDays));
  }
}
