import { addDays, addMonths, monthOf } from '../../../lib/domain/calendar.ts';
import type { ColumnRow, ColumnTouch } from '../../../lib/kpis/columns/column-row.ts';

export const DEALS = 1_000_000;
export const COMPANIES = 400_000;
export const CHANNELS: readonly string[] = Array.from({ length: 21 }, (_, at) => `channel-${at}`);
const START = '2024-01-01';
const MONTH_COUNT = 24;
const DAYS = 730;
/** Deals have 1 to 9 touches, 5 on average. */
const MOST_TOUCHES = 9;
const WON_SHARE = 0.4;
const KINDS = ['page', 'form', 'creation', 'email', 'meeting'] as const;
/** A touch may come this long before the deal, and so long after. */
const DAYS_BEFORE = 120;
const DAYS_AROUND = 240;
const TEXTS = Array.from({ length: DAYS + 2 * DAYS_AROUND }, (_, at) => addDays(START, at - DAYS_BEFORE));

export const MONTHS: readonly string[] = Array.from({ length: MONTH_COUNT }, (_, at) =>
  monthOf(addMonths(START, at)),
);

/** One deal of the data set: the same for the same place and version. */
export function seededRow(place: number, version = 0): ColumnRow {
  const random = randomOf(place * 2 + version);
  const created = DAYS_BEFORE + Math.floor(random() * DAYS);
  const lead = created - Math.floor(random() * 60);
  const isWon = random() < WON_SHARE;
  const won = created + Math.floor(random() * 90);
  const month = isWon && won < DAYS_BEFORE + DAYS ? monthOf(textOf(won)) : null;
  return {
    id: `d${String(place).padStart(7, '0')}`,
    group: month,
    companyId: `c${place % COMPANIES}`,
    amountMinor: 10_000 + Math.floor(random() * 5_000_000),
    milestones: {
      leadCreated: textOf(lead),
      dealCreated: textOf(created),
      won: isWon ? textOf(won) : null,
    },
    touches: touchesOf(random, created),
  };
}

/** The whole data set, one row at a time. */
export function* seededRows(isChanged: (place: number) => boolean = () => false): Generator<ColumnRow> {
  for (let place = 0; place < DEALS; place += 1) yield seededRow(place, isChanged(place) ? 1 : 0);
}

function touchesOf(random: () => number, created: number): readonly ColumnTouch[] {
  const count = 1 + Math.floor(random() * MOST_TOUCHES);
  const days = Array.from(
    { length: count },
    () => created - DAYS_BEFORE + Math.floor(random() * DAYS_AROUND),
  );
  return days
    .sort((a, b) => a - b)
    .map((day) => ({
      day: textOf(day),
      kind: KINDS[Math.floor(random() * KINDS.length)] ?? 'page',
      credit: CHANNELS[Math.floor(random() * CHANNELS.length)] ?? '',
    }));
}

function textOf(day: number): string {
  return TEXTS[day] ?? '';
}

/** Mulberry32: small, and its first numbers of neighbouring seeds have nothing to do with each other. */
function randomOf(seed: number): () => number {
  let state = Math.imul(seed + 1, 0x9e3779b1);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
