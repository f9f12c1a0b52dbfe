import { describe, expect, it } from 'vitest';
import type { Plan } from '../../../lib/pipeline/write-back/plan-file.ts';
import { PlanSchema } from '../../../lib/pipeline/write-back/plan-file.ts';
import { aStepContext } from '../../support/step-context.ts';
import { storeState } from '../../support/store-state.ts';
import { LEAD, OPEN, prepared, Scenario, WON } from './scenario.ts';

describe('planWriteBack', () => {
  it('shows old and new of every field that should move', async () => {
    const scenario = await prepared();

    const plan = await scenario.plan();

    expect(changesOf(plan, OPEN)).toEqual({
      RevLoop_Channel__c: [null, 'Webinar'],
      RevLoop_Channel_CAC__c: [null, 200_000],
      RevLoop_CAC_Range__c: [null, '¥35,896–¥7,899,578 (95 %, n=1)'],
      RevLoop_KPI_Confidence__c: [null, 'low'],
      RevLoop_KPI_As_Of__c: [null, '2026-02-28'],
    });
    expect(changesOf(plan, LEAD)).toEqual({
      RevLoop_Channel__c: [null, 'Webinar'],
      RevLoop_Lead_Rank__c: [null, 'cold'],
      RevLoop_Handoff_Reason__c: [null, 'Cold: 50 employees.'],
      RevLoop_Source_Win_Rate__c: [null, 25],
    });
    expect(plan).toMatchObject({ asOf: '2026-03-10', skipped: [], calls: { salesforce: 6 } });
    expect(PlanSchema.parse(plan)).toEqual(plan);
  });

  it('names each record with its version, closed ones to be frozen', async () => {
    const scenario = await prepared();

    const { records } = await scenario.plan();

    expect(records.map(({ id, freezes }) => `${id}${freezes ? ' freezes' : ''}`)).toEqual([
      'a1',
      'a',
      'b',
      'c',
      'lost freezes',
      'open',
      'won freezes',
    ]);
    expect(new Set(records.map(({ version }) => version))).toEqual(new Set(['2026-01-10T00:00:00.000Z']));
  });

  it('gives a closed deal the figures of its close, before which nothing was won', async () => {
    const scenario = await prepared();

    const changes = changesOf(await scenario.plan(), WON);

    expect(changes).toEqual({
      RevLoop_Channel__c: [null, 'Webinar'],
      RevLoop_CAC_Range__c: [null, '≥ ¥27,109 (95 %, n=0)'],
    });
  });

  it('is the same, byte for byte, for the same store', async () => {
    const scenario = await prepared();
    const again = await prepared();

    const plans = [await scenario.plan(), await scenario.plan(), await again.plan()];

    expect(new Set(plans.map((plan) => JSON.stringify(plan))).size).toBe(1);
  });

  it('reads the store only', async () => {
    const scenario = await prepared();
    const [before, calls] = [storeState(scenario.table), scenario.crm.calls()];

    await scenario.plan();

    expect(storeState(scenario.table)).toEqual(before);
    expect(scenario.crm.calls()).toBe(calls);
  });

  it('leaves fields out that the integration user cannot write, and names them', async () => {
    const scenario = new Scenario({ provides: ['Opportunity'] });
    await scenario.prepare();

    const plan = await scenario.plan();

    expect(changesOf(plan, LEAD)).toEqual({});
    expect(plan.skipped).toContainEqual({
      id: LEAD,
      reason: expect.stringMatching(/^field-missing: RevLoop_Channel__c, /),
    });
  });

  it.each([
    [101_000, []],
    [110_000, ['RevLoop_CAC_Range__c', 'RevLoop_Channel_CAC__c']],
  ])(
    'moves an open deal with spend of %d a month only beyond the tolerance, and never a closed one',
    async (amount, fields) => {
      const scenario = await applied();
      await scenario.spend(amount);
      await scenario.recompute();

      const plan = await scenario.plan();

      expect(Object.keys(changesOf(plan, OPEN)).sort()).toEqual(fields);
      expect(Object.keys(changesOf(plan, WON))).toEqual([]);
    },
  );

  it('never writes for a new as-of day alone', async () => {
    const scenario = await applied();
    const context = { ...scenario.context, today: '2026-03-11' };

    const plan = await scenario.plan(context);

    expect(plan.changes).toEqual([]);
  });

  it('plans a deal that closed since once more, with the figures of its close', async () => {
    const scenario = await applied();
    scenario.crm.edit('Opportunity', 'open', { IsWon: true, IsClosed: true, CloseDate: '2026-03-05' });
    await scenario.spend(150_000);
    await scenario.recompute();

    const plan = await scenario.plan();

    expect(changesOf(plan, OPEN)).toMatchObject({ RevLoop_Channel_CAC__c: [200_000, 300_000] });
    expect(plan.records).toContainEqual(expect.objectContaining({ id: 'open', freezes: true }));
  });

  it('throws no-snapshot before the first figures', async () => {
    const plan = new Scenario().plan(aStepContext());

    await expect(plan).rejects.toMatchObject({ code: 'no-snapshot' });
  });
});

async function applied(): Promise<Scenario> {
  const scenario = await prepared();
  await scenario.apply(await scenario.plan());
  return scenario;
}

function changesOf(plan: Plan, at: string): Record<string, readonly unknown[]> {
  const own = plan.changes.filter(({ crm, object, id }) => `${crm}/${object}/${id}` === at);
  return Object.fromEntries(own.map((change) => [change.field, [change.old, change.new]]));
}
