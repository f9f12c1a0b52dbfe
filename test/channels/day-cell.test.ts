import { expect, it } from 'vitest';
import { dayOfCell, monthOfCell } from '../../lib/channels/day-cell.ts';

it.each([
  ['2026-04-01', '2026-04-01'],
  ['2026/4/1', '2026-04-01'],
  ['2026.4.1', '2026-04-01'],
  ['2026年4月1日', '2026-04-01'],
  ['２０２６／４／１', '2026-04-01'],
  ['20260401', '2026-04-01'],
  ['2026/04/01 0:00', '2026-04-01'],
  ['2026-04-01 00:00:00', '2026-04-01'],
  ['2026/4/1 9:30', null],
  ['2026/2/29', null],
  ['2026/13/1', null],
  ['2026-4/1', null],
  ['4/1/2026', null],
  ['46113', null],
  ['2026-04', null],
  ['', null],
])('the day of %j is %s', (text, day) => {
  expect(dayOfCell(text)).toBe(day);
});

it.each([
  ['2026-04', '2026-04'],
  ['2026/4', '2026-04'],
  ['2026年4月', '2026-04'],
  ['2026/4/1', '2026-04'],
  ['2026-13', null],
  ['April', null],
  ['', null],
])('the month of %j is %s', (text, month) => {
  expect(monthOfCell(text)).toBe(month);
});
