import { describe, expect, it } from 'vitest';
import { showKpis, type Window } from '../../lib/pipeline/show-kpis.ts';
import { loadSnapshot, publishSnapshot } from '../../lib/store/snapshot-store.ts';
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

  it('gives each row the metrics that are asked for, and none otherwise', async () => {
    const { context } = await prepared();
    const asked = { by: 'channel', window: 'default' } as const;

    const table = await showKpis(context, { ...asked, metrics: ['lead-to-won-rate', 'win-rate'] });
    const plain = await showKpis(context, asked);

    expect(table.rows[0]?.metrics).toMatchObject({ 'lead-to-won-rate': { value: '0.25', n: 4 } });
    expect(Object.keys(table.blended.metrics ?? {})).toEqual(['lead-to-won-rate', 'win-rate']);
    expect(plain.blended.metrics).toBeUndefined();
  });

  it('throws target-unknown for a metric that is none', async () => {
    const { context } = await prepared();

    const show = showKpis(context, { by: 'channel', window: 'default', metrics: ['luck'] });

    await expect(show).rejects.toMatchObject({ code: 'target-unknown' });
  });

  it('asks for a new computation where the figures follow other definitions', async () => {
    const { context } = await prepared();
    const meta = (await loadSnapshot(context.table, ['meta'])).parts.get('meta') ?? '';
    const old = meta.replace(/"definitionVersion":\d+/, '"definitionVersion":1');
    await publishSnapshot(context.table, 'old', new Map([['meta', old]]));

    const show = showKpis(context, { by: 'channel', window: 'default' });

    await expect(show).rejects.toMatchObject({ code: 'no-snapshot', fix: 'revloop kpi compute' });
  });

  it('throws no-snapshot before the first figures', async () => {
    const show = showKpis(aStepContext(), { by: 'channel', window: 'default' });

    await expect(show).rejects.toMatchObject({ code: 'no-snapshot' });
  });
});
