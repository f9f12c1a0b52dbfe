import { describe, expect, it } from 'vitest';
import { activityCount } from '../../lib/kpis/activity-day.ts';

describe('activityCount', () => {
  it.each([
    ['sessions', 'sessions'],
    [' Visits', 'sessions'],
    ['訪問数', 'sessions'],
    ['CV数', 'conversions'],
    ['form_submissions', 'conversions'],
    ['followers', null],
  ])('reads %s as %s', (metric, count) => {
    expect(activityCount(metric)).toBe(count);
  });
});
