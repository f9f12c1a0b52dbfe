import { describe, expect, it } from 'vitest';
import { syncHealth } from '../../lib/pipeline/sync-health.ts';
import { aStepContext } from '../support/step-context.ts';
import { Scenario } from './write-back/scenario.ts';

describe('syncHealth', () => {
  it('is empty before the first sync', async () => {
    const health = await syncHealth(aStepContext());

    expect(health).toEqual({
      cut: [],
      runs: [],
      completeness: [],
      quarantined: [],
      causes: [],
      syncedAt: undefined,
      writes: undefined,
    });
  });

  it('tells how every object’s last run went and what was written', async () => {
    const scenario = new Scenario();
    await scenario.prepare();
    const report = await scenario.apply(await scenario.plan());

    const health = await syncHealth(scenario.context);

    const opportunities = health.runs.find(({ object }) => object === 'Opportunity');
    expect(opportunities).toMatchObject({ crm: 'salesforce', read: 3, quarantined: 0 });
    expect(health.completeness.every(({ missing }) => missing.length === 0)).toBe(true);
    expect(health.writes).toMatchObject({ planned: report.planned, applied: report.applied });
    expect(health.syncedAt).toMatch(/^\d{4}-\d{2}-\d{2}T/);
  });
});
