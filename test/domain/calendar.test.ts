import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  businessDay,
  daysBetween,
  daysOf,
  firstDayOfMonth,
  lastClosedDay,
  lastDayOfMonth,
  monthOf,
  monthsBetween,
  monthsOf,
} from '../../lib/domain/calendar.ts';

const aDay = fc
  .integer({ min: 0, max: 40_000 })
  .map((number) => new Date(number * 86_400_000).toISOString().slice(0, 10));

describe('businessDay', () => {
  it.each([
    // kpi-methods B.0 (golden 19): the evening of 31 March in UTC is April in Tokyo.
    ['2026-03-31T15:30:00Z', 'Asia/Tokyo', '2026-04-01'],
    ['2026-03-31T14:59:59.999Z', 'Asia/Tokyo', '2026-03-31'],
    // definitions.md, Time: leads of UTC midnight are of the month before in São Paulo.
    ['2018-02-01T00:00:00.000Z', 'America/Sao_Paulo', '2018-01-31'],
    ['2026-04-01T00:30:00.000+09:00', 'UTC', '2026-03-31'],
    ['2026-03-31', 'Asia/Tokyo', '2026-03-31'],
    ['2026-03-31', 'America/Sao_Paulo', '2026-03-31'],
  ])('%s in %s is %s', (value, timeZone, day) => {
    expect(businessDay(value, timeZone)).toBe(day);
  });

  it.each(['', 'yesterday', '2026-04-01T00:00:00', '2026-13-01T00:00:00Z', '2026/04/01'])(
    'refuses %j',
    (value) => {
      expect(() => businessDay(value, 'Asia/Tokyo')).toThrow(
        expect.objectContaining({ code: 'date-invalid' }),
      );
    },
  );
});

it.each([
  ['2026-02-28', 1, '2026-03-01'],
  ['2028-02-28', 1, '2028-02-29'],
  ['2026-01-01', -1, '2025-12-31'],
  ['2026-01-01', 0, '2026-01-01'],
])('addDays: %s and %d days is %s', (day, days, later) => {
  expect(addDays(day, days)).toBe(later);
});

it.each([
  ['2026-01-31', 1, '2026-02-28'],
  ['2028-01-31', 1, '2028-02-29'],
  ['2026-01-15', 3, '2026-04-15'],
  ['2026-01-15', -1, '2025-12-15'],
  ['2026-03-31', -1, '2026-02-28'],
  ['2026-11-30', 14, '2028-01-30'],
])('addMonths: %s and %d months is %s', (day, months, later) => {
  expect(addMonths(day, months)).toBe(later);
});

it.each([
  ['2026-01-01', '2026-01-01', 0],
  ['2026-02-28', '2026-03-01', 1],
  ['2026-03-01', '2026-02-28', -1],
  ['2018-07-01', '2018-10-17', 108],
])('daysBetween: from %s to %s is %d', (a, b, days) => {
  expect(daysBetween(a, b)).toBe(days);
});

it.each([
  ['2026-01-31', '2026-02-01', 1],
  ['2026-01', '2027-03', 14],
  ['2026-03', '2025-12', -3],
])('monthsBetween: from %s to %s is %d', (a, b, months) => {
  expect(monthsBetween(a, b)).toBe(months);
});

describe('months', () => {
  it('lists every month a span touches', () => {
    expect(monthsOf('2025-12-16', '2026-04-03')).toEqual([
      '2025-12',
      '2026-01',
      '2026-02',
      '2026-03',
      '2026-04',
    ]);
  });

  it('lists none where the span ends before it starts', () => {
    expect(monthsOf('2026-02-01', '2026-01-31')).toEqual([]);
  });

  it('have a first and a last day', () => {
    const days = [firstDayOfMonth('2028-02'), lastDayOfMonth('2028-02'), lastDayOfMonth('2026-12')];

    expect(days).toEqual(['2028-02-01', '2028-02-29', '2026-12-31']);
  });
});

describe('daysOf', () => {
  it.each([
    ['2026-02-27', '2026-03-01', ['2026-02-27', '2026-02-28', '2026-03-01']],
    ['2026-03-01', '2026-03-01', ['2026-03-01']],
    ['2026-03-02', '2026-03-01', []],
  ])('from %s to %s is %j', (from, to, days) => {
    expect(daysOf(from, to)).toEqual(days);
  });

  it('lists as many days as lie between, in order and without gaps', () => {
    fc.assert(
      fc.property(aDay, fc.integer({ min: 0, max: 500 }), (from, count) => {
        const days = daysOf(from, addDays(from, count));
        expect(days).toHaveLength(count + 1);
        expect(days.every((day, at) => at === 0 || daysBetween(days[at - 1] ?? '', day) === 1)).toBe(true);
      }),
    );
  });
});

it.each([
  ['2026-04-01', '2026-03-31'],
  ['2026-03-31', '2026-02-28'],
  ['2026-01-15', '2025-12-31'],
])('lastClosedDay: on %s it is %s', (today, day) => {
  expect(lastClosedDay(today)).toBe(day);
});

it.each([
  ['addDays', () => addDays('2026-4-1', 1)],
  ['addMonths', () => addMonths('2026-04', 1)],
  ['daysBetween', () => daysBetween('', '2026-04-01')],
  ['daysOf', () => daysOf('x', 'y')],
  ['monthsOf', () => monthsOf('x', '2026-04')],
])('%s refuses what is no day', (_, call) => {
  expect(call).toThrow(expect.objectContaining({ code: 'date-invalid' }));
});

it('every day lies between the first and the last day of its month', () => {
  fc.assert(
    fc.property(aDay, (day) => {
      const month = monthOf(day);
      return firstDayOfMonth(month) <= day && day <= lastDayOfMonth(month);
    }),
  );
});
