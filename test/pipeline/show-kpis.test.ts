import { describe, expect, it } from 'vitest';
import { showKpis, type Window } from '../../lib/pipeline/show-kpis.ts';
import { aStepContext } from '../support/step-context.ts';
import { prepared } from './write-back/scenario.ts';

describe('showKpis', () => {
  it.each<[string, Window, string, string]>([
    ['the 12 closed months', 'default', '2025-03-01', '2026-02-28'],
    ['everything up to today', 'all', '2026-01-10', '2026-03-10'],
    ['a period', { period: 'fy2025q4' }, '2026-01-01', '2026-03-31'],
    ['a month', { period: '2026-02' }, '2026-02-01', '2026-02-28'],
    ['days', { from: '2026-01-01', to: '2026-01-31' }, '2026-01-01', '2026-01-31'],
  ])('covers %s', async (_case, window, from, to) => {
    const { context } = await prepared();

    const table = await showKpis(context, { by: 'channel', window });

    expect(table).toMatchObject({ asOf: '2026-03-10', from, to });
  });

  it('shows the figures of a channel, under lead creation where nobody knows a first touch', async () => {
    const { context } = await prepared();

    const table = await showKpis(context, { by: 'channel', window: 'default' });

    expect(table.model).toBe('lead-creation');
    expect(table.rows).toMatchObject([
      { key: 'seminar', leads: 4, won: 1, newCustomers: 1, spend: '200000', cac: '200000' },
    ]);
  });

  it('takes the model that is asked for', async () => {
    const { context } = await prepared();

    const table = await showKpis(context, {
      by: 'lead-source',
      window: 'all',
      model: 'opportunity-creation',
    });

    expect(table).toMatchObject({ model: 'opportunity-creation', rows: [{ key: 'Webinar' }] });
  });

  it('throws no-snapshot before the first figures', async () => {
    const show = showKpis(aStepContext(), { by: 'channel', window: 'default' });

    await expect(show).rejects.toMatchObject({ code: 'no-snapshot' });
  });
});
