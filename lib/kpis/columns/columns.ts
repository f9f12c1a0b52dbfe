import { daysBetween } from '../../domain/calendar.ts';
import type { ColumnRow, ColumnTouch } from './column-row.ts';
import { dictionaryOf } from './dictionary.ts';
import { floatList, intList } from './number-list.ts';

/** In place of a day: later than every touch, so that as a limit it lets all of them in. */
export const NO_DAY = 2 ** 31 - 1;
/** In place of a group or a company. */
export const NONE = -1;
const EPOCH = '1970-01-01';
/** Bits of a touch's mark below its credit. */
const MARK_BITS = 2;
const CREATION = 1;
const DIRECT = 2;

/** Rows and their touches as arrays of numbers: `rows` long, the touches of row r from `touchStart[r]` to `touchStart[r + 1]`. */
export interface Columns {
  readonly rows: number;
  readonly ids: readonly string[];
  /** What `group` and the touches' credits number. */
  readonly groups: readonly string[];
  readonly credits: readonly string[];
  readonly companies: number;
  /** Number of the group; NONE: in no sum. */
  readonly group: Int32Array;
  /** Number of the company; NONE where it has none. */
  readonly company: Int32Array;
  /** Minor units. */
  readonly amountMinor: Float64Array;
  /** Days since 1970-01-01; NO_DAY where the row has not come that far. */
  readonly leadDay: Int32Array;
  readonly dealDay: Int32Array;
  readonly wonDay: Int32Array;
  /** `rows + 1` long. */
  readonly touchStart: Int32Array;
  readonly touchDay: Int32Array;
  /** Number of the credit, and bits that say whether the touch is a creation and a direct visit. */
  readonly touchMark: Int32Array;
}

/** Decodes rows, which costs more than summing them. The order of rows is kept; no sum depends on it. */
export function toColumns(rows: Iterable<ColumnRow>): Columns {
  const [groups, credits, companies] = [dictionaryOf(), dictionaryOf(), dictionaryOf()];
  const ids: string[] = [];
  const [group, company, leadDay, dealDay, wonDay] = [intList(), intList(), intList(), intList(), intList()];
  const [touchStart, touchDay, touchMark, amountMinor] = [intList(), intList(), intList(), floatList()];
  const dayNumber = dayNumbers();
  for (const row of rows) {
    ids.push(row.id);
    group.push(row.group === null ? NONE : groups.numberOf(row.group));
    company.push(row.companyId === null ? NONE : companies.numberOf(row.companyId));
    amountMinor.push(row.amountMinor ?? 0);
    leadDay.push(dayNumber(row.milestones.leadCreated));
    dealDay.push(dayNumber(row.milestones.dealCreated));
    wonDay.push(dayNumber(row.milestones.won));
    touchStart.push(touchDay.length());
    for (const touch of row.touches) {
      touchDay.push(dayNumber(touch.day));
      touchMark.push(markOf(touch, credits.numberOf(touch.credit)));
    }
  }
  touchStart.push(touchDay.length());
  return {
    rows: ids.length,
    ids,
    groups: groups.words,
    credits: credits.words,
    companies: companies.words.length,
    group: group.array(),
    company: company.array(),
    amountMinor: amountMinor.array(),
    leadDay: leadDay.array(),
    dealDay: dealDay.array(),
    wonDay: wonDay.array(),
    touchStart: touchStart.array(),
    touchDay: touchDay.array(),
    touchMark: touchMark.array(),
  };
}

/** Number of the credit in a touch's mark. */
export function creditOf(mark: number): number {
  return mark >> MARK_BITS;
}

export function isCreation(mark: number): boolean {
  return (mark & CREATION) !== 0;
}

export function isDirect(mark: number): boolean {
  return (mark & DIRECT) !== 0;
}

function markOf({ kind, isDirect: direct = false }: ColumnTouch, credit: number): number {
  return (credit << MARK_BITS) | (kind === 'creation' ? CREATION : 0) | (direct ? DIRECT : 0);
}

/** Days come again and again, and reading one costs more than looking it up. */
function dayNumbers(): (day: string | null) => number {
  const known = new Map<string, number>();
  return (day) => {
    if (day === null) return NO_DAY;
    const number = known.get(day) ?? daysBetween(EPOCH, day);
    known.set(day, number);
    return number;
  };
}
