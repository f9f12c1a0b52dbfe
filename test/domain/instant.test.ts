import { describe, expect, it } from 'vitest';
import { isDay, isDayOrInstant, toInstant } from '../../lib/domain/instant.ts';

it.each([
  ['2026-02-28', true],
  ['2026-02-29', false],
  ['2028-02-29', true],
  ['2026-13-01', false],
  ['2026-4-1', false],
  ['', false],
])('isDay(%j) is %s', (text, expected) => {
  expect(isDay(text)).toBe(expected);
});

it.each([
  ['2026-04-01', true],
  ['2026-04-01T00:00:00.000Z', true],
  ['2026-02-30T00:00:00.000Z', false],
  ['2026-04-01T25:00:00.000Z', false],
  ['2026-04-01T00:00:00Z', false],
  ['2026-04-01T00:00:00.000+09:00', false],
  ['2026-02-30', false],
])('isDayOrInstant(%j) is %s', (text, expected) => {
  expect(isDayOrInstant(text)).toBe(expected);
});

describe('toInstant', () => {
  it.each([
    // Salesforce's own form.
    ['2026-04-01T09:00:00.000+0000', '2026-04-01T09:00:00.000Z'],
    ['2026-04-01T09:00:00Z', '2026-04-01T09:00:00.000Z'],
    ['2026-04-01T09:00Z', '2026-04-01T09:00:00.000Z'],
    ['2026-04-01T00:00:00+09:00', '2026-03-31T15:00:00.000Z'],
    ['2026-04-01T09:00:00.123456Z', '2026-04-01T09:00:00.123Z'],
  ])('reads %s as %s', (text, instant) => {
    expect(toInstant(text)).toBe(instant);
  });

  it.each(['2026-04-01', '2026-04-01T09:00:00', '2026-02-30T00:00:00Z', '2026-04-01T99:00:00Z', 'now', ''])(
    'refuses %j',
    (text) => {
      expect(() => toInstant(text)).toThrow(expect.objectContaining({ code: 'date-invalid' }));
    },
  );
});
