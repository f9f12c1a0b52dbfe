import { describe, expect, it } from 'vitest';
import { aRow, times } from '../builders.ts';
import { LEADS } from './january.ts';
import { numberOf } from './measure-table.ts';

describe('time (kpi-methods B.7)', () => {
  it('takes medians of those that get there, whoever is still open', () => {
    expect(numberOf('lead-to-opportunity-days', { rows: LEADS })).toBe(10);
    expect(numberOf('lead-to-won-days', { rows: LEADS })).toBe(20);
    expect(numberOf('opportunity-to-won-days', { rows: LEADS })).toBe('no-wins-to-learn-from');
  });

  it('calls deals stalled that are older than three quarters of wins were', () => {
    const won = aRow({ stage: 'opportunity', outcome: 'won', closeDay: '2026-01-20' });
    const open = times(3, (at) => aRow({ stage: 'opportunity', id: `open-${at}`, outcome: 'open' }));

    expect(numberOf('stalled-deals', { rows: [won, ...open] })).toBe(3);
    expect(numberOf('stalled-deals', { rows: [won, ...open], today: '2026-01-20' })).toBe(0);
  });

  it('measures the growth of qualified leads over the month before', () => {
    const of = (day: string, count: number) =>
      times(count, (at) => aRow({ stage: 'sql', id: `${day}-${at}`, day }));

    expect(numberOf('lead-velocity-rate', { rows: [...of('2025-12-10', 4), ...of('2026-01-10', 6)] })).toBe(
      0.5,
    );
    expect(numberOf('lead-velocity-rate', { rows: of('2026-01-10', 6) })).toBe('no-sql');
  });
});
