import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../lib/domain/calendar.ts';
import { lastClosedMonths, parsePeriod } from '../../lib/domain/parse-period.ts';

const aStartMonth = fc.integer({ min: 1, max: 12 });
const aYear = fc.integer({ min: 1990, max: 2090 });

describe('parsePeriod', () => {
  it.each([
    // definitions.md, Closing: the fiscal year starts in April.
    ['2026-10', 4, '2026-10-01', '2026-10-31'],
    ['fy2026', 4, '2026-04-01', '2027-03-31'],
    ['FY2026', 4, '2026-04-01', '2027-03-31'],
    ['fy2026h1', 4, '2026-04-01', '2026-09-30'],
    ['fy2026h2', 4, '2026-10-01', '2027-03-31'],
    ['fy2026q1', 4, '2026-04-01', '2026-06-30'],
    ['fy2026q3', 4, '2026-10-01', '2026-12-31'],
    ['fy2026q4', 4, '2027-01-01', '2027-03-31'],
    ['fy2018', 1, '2018-01-01', '2018-12-31'],
    ['fy2027q4', 12, '2028-09-01', '2028-11-30'],
    ['fy2027', 3, '2027-03-01', '2028-02-29'],
  ])('%s with a year from month %d is %s to %s', (text, start, from, to) => {
    expect(parsePeriod(text, start)).toEqual({ from, to });
  });

  it.each(['2026', '2026-13', '2026-00', 'fy26', 'fy2026h3', 'fy2026q0', 'q3', ''])('refuses %j', (text) => {
    expect(() => parsePeriod(text, 4)).toThrow(expect.objectContaining({ code: 'date-invalid' }));
  });

  it.each([
    ['h', 2],
    ['q', 4],
  ])('a fiscal year is exactly its %s parts', (letter, count) => {
    fc.assert(
      fc.property(aYear, aStartMonth, (year, start) => {
        const whole = parsePeriod(`fy${year}`, start);
        const parts = Array.from({ length: count }, (_, at) =>
          parsePeriod(`fy${year}${letter}${at + 1}`, start),
        );
        expect(parts[0]?.from).toBe(whole.from);
        expect(parts.at(-1)?.to).toBe(whole.to);
        parts.slice(1).forEach((part, at) => {
          expect(part.from).toBe(addDays(parts[at]?.to ?? '', 1));
        });
      }),
    );
  });

  it('fiscal years follow each other without a gap', () => {
    fc.assert(
      fc.property(aYear, aStartMonth, (year, start) => {
        const next = parsePeriod(`fy${year + 1}`, start);
        return next.from === addDays(parsePeriod(`fy${year}`, start).to, 1);
      }),
    );
  });
});

it.each([
  ['2026-04-15', 12, '2025-04-01', '2026-03-31'],
  ['2026-04-01', 1, '2026-03-01', '2026-03-31'],
  ['2018-12-01', 18, '2017-06-01', '2018-11-30'],
])('lastClosedMonths: on %s the last %d are %s to %s', (today, count, from, to) => {
  expect(lastClosedMonths(today, count)).toEqual({ from, to });
});
