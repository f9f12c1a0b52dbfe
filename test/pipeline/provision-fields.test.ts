import { describe, expect, it } from 'vitest';
import { provisionFields } from '../../lib/pipeline/provision-fields.ts';
import { loadDescription } from '../../lib/store/description-store.ts';
import { Scenario } from './write-back/scenario.ts';

describe('provisionFields', () => {
  it('lets the next plan write fields that came after the last sync', async () => {
    const scenario = new Scenario({ provides: [] });
    scenario.crm.show('Campaign', []);
    await scenario.prepare();
    for (const object of ['Opportunity', 'Lead', 'Account']) scenario.provide(object);
    const before = await scenario.plan();

    await provisionFields(scenario.context, scenario.crm);

    const after = await scenario.plan();
    expect(before.changes).toEqual([]);
    expect(before.skipped.length).toBeGreaterThan(0);
    expect(after.changes.length).toBeGreaterThan(0);
    expect(after.skipped).toEqual([]);
  });

  it('leaves other new fields for the next sync to find', async () => {
    const scenario = new Scenario({ provides: [] });
    scenario.crm.show('Campaign', []);
    await scenario.prepare();
    scenario.crm.show('Lead', ['Brand_New__c']);

    await provisionFields(scenario.context, scenario.crm);

    const stored = await loadDescription(scenario.table, 'salesforce', 'Lead');
    expect(stored?.fields.map(({ name }) => name)).not.toContain('Brand_New__c');
  });

  it('does nothing to an object that was never synced', async () => {
    const scenario = new Scenario();
    scenario.crm.show('Campaign', []);

    await provisionFields(scenario.context, scenario.crm);

    expect(await loadDescription(scenario.table, 'salesforce', 'Lead')).toBeUndefined();
  });
});
