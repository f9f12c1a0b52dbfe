import { describe, expect, it } from 'vitest';
import { aSpendDay } from '../builders.ts';
import { LEADS, SPEND } from './january.ts';
import { numberOf } from './measure-table.ts';

describe('cost (kpi-methods B.1)', () => {
  it('keeps the scopes apart, and says where one was not declared', () => {
    const spend = [...SPEND, aSpendDay({ costScope: 'program', amountMinor: 500_000 })];

    expect(numberOf('media-spend', { rows: LEADS, spend })).toBe(1_000_000);
    expect(numberOf('program-spend', { rows: LEADS, spend })).toBe(1_500_000);
    expect(numberOf('fully-loaded-spend', { rows: LEADS, spend })).toBe('scope-not-declared');
  });

  it('shows what no channel of the config has', () => {
    const spend = [...SPEND, aSpendDay({ channel: 'billboard', isKnownChannel: false, amountMinor: 7 })];

    expect(numberOf('unallocated-spend', { spend }, 'blended')).toBe(7);
    expect(numberOf('unallocated-spend', { spend })).toBe(0);
  });
});
