import { beforeAll, describe, expect, it } from 'vitest';
import { explain } from '../../lib/pipeline/explain.ts';
import { Scenario } from './write-back/scenario.ts';

const scenario = new Scenario();

beforeAll(async () => {
  await scenario.prepare();
  await scenario.apply(await scenario.plan());
  await scenario.recompute();
});

describe('explain', () => {
  it('breaks one CAC down to the deal and the spend rows', async () => {
    const tree = await explain(scenario.context, 'cac:seminar:2026-01-01..2026-02-28');

    const text = JSON.stringify(tree);
    expect(tree).toMatchObject({ label: 'cac', value: '200000', formula: 'spend ÷ newCustomers' });
    expect(text).toContain('salesforce/Opportunity/won');
    expect(tree.inputs.map(({ label }) => label)).toEqual([
      'channel',
      'period',
      'model',
      'spend',
      'newCustomers',
    ]);
  });

  it('breaks any other metric down too, by its id or its key in a row', async () => {
    const rate = await explain(scenario.context, 'lead-to-won-rate:seminar:2026-01-01..2026-02-28');
    const cost = await explain(scenario.context, 'costPerLead:seminar:2026-01-01..2026-02-28');

    expect(rate).toMatchObject({ label: 'lead-to-won-rate', value: '0.25' });
    expect(JSON.stringify(rate)).toContain('salesforce/Lead/a');
    expect(cost).toMatchObject({ label: 'costPerLead', value: '50000', formula: 'spend ÷ leads' });
  });

  it.each(['blended', 'unattributed'])('knows the row %s', async (key) => {
    const tree = await explain(scenario.context, `cac:${key}:2026-01-01..2026-02-28`);

    expect(tree.label).toBe('cac');
    expect(tree.inputs[0]).toMatchObject({ label: 'channel', value: key });
  });

  it('explains a figure on a record by its channel and that channel’s CAC', async () => {
    const tree = await explain(scenario.context, 'open.RevLoop_Channel_CAC__c');

    expect(tree.label).toBe('salesforce/Opportunity/open.RevLoop_Channel_CAC__c');
    expect(tree.inputs.map(({ label }) => label)).toEqual(['channel', 'cac']);
  });

  it('explains a channel on a record by the records behind it, without figures', async () => {
    const tree = await explain(scenario.context, 'a.RevLoop_Channel__c');

    expect(tree.inputs.map(({ label }) => label)).toEqual(['channel']);
    expect(tree.inputs[0]?.inputs.map(({ value }) => value)).toContain('salesforce/Lead/a');
  });

  it('lists every RevLoop field of a record that is named without a field', async () => {
    const tree = await explain(scenario.context, 'salesforce/Opportunity/open');

    const labels = tree.inputs.map(({ label }) => label);
    expect(labels).toContain('RevLoop_CAC_Range__c');
    expect(labels).toContain('cac');
  });

  it.each([
    ['a metric nobody defined', 'luck:seminar:2026-01-01..2026-02-28'],
    ['a channel nobody defined', 'cac:nope:2026-01-01..2026-02-28'],
    ['a record nobody stored', 'nobody.RevLoop_Channel__c'],
    ['a field the record has not', 'open.Nothing__c'],
    ['words that are no target', 'what is this'],
  ])('refuses %s with what is known', async (_what, target) => {
    const asked = explain(scenario.context, target);

    await expect(asked).rejects.toMatchObject({ code: 'target-unknown' });
  });
});
