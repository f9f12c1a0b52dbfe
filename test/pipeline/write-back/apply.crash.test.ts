import { describe, expect, it } from 'vitest';
import { applyPlan } from '../../../lib/pipeline/write-back/apply.ts';
import type { Plan } from '../../../lib/pipeline/write-back/plan-file.ts';
import { Crash, dyingAt, mortalCrm, mortalTable } from '../../support/crash.ts';
import { aStepContext } from '../../support/step-context.ts';
import { storeState } from '../../support/store-state.ts';
import { LEAD, Scenario } from './scenario.ts';

const WHEN = ['before', 'after'] as const;

describe('applyPlan, killed at every store and CRM call', () => {
  it('ends with every field as planned when run again, and never wrote one twice', async () => {
    const undisturbed = await world();
    const steps = await run(undisturbed, undefined);
    const expected = storeState(undisturbed.scenario.table);
    let deaths = 0;

    for (let step = 1; step <= steps; step += 1) {
      for (const when of WHEN) {
        const doomed = await world();
        await expect(run(doomed, { step, when })).rejects.toThrow(Crash);
        deaths += 1;

        await run(doomed, undefined);

        const { scenario, plan } = doomed;
        expect(scenario.crm.writes).toHaveLength(plan.records.length);
        for (const { object, id, field, new: value } of plan.changes)
          expect(scenario.crm.get(object, id).fields[field]).toBe(value);
        expect(storeState(scenario.table)).toEqual(expected);
        expect((await scenario.plan()).changes).toEqual([]);
      }
    }
    expect(deaths).toBeGreaterThan(100);
  });

  it('never writes over an edit that a person made after the crash', async () => {
    const steps = await run(await world(), undefined);

    for (let step = 1; step <= steps; step += 1) {
      for (const when of WHEN) {
        const { scenario, plan } = await world();
        await expect(run({ scenario, plan }, { step, when })).rejects.toThrow(Crash);
        // Back to what the plan saw: only the version tells that somebody decided so.
        const isWritten = 'RevLoop_Channel__c' in scenario.held(LEAD);
        const edit = { RevLoop_Channel__c: isWritten ? null : 'By hand' };
        scenario.crm.edit('Lead', 'a', edit);

        await run({ scenario, plan }, undefined);

        expect(scenario.held(LEAD)).toMatchObject(edit);
      }
    }
  });
});

interface World {
  readonly scenario: Scenario;
  readonly plan: Plan;
}

async function world(): Promise<World> {
  const scenario = new Scenario();
  await scenario.prepare();
  return { scenario, plan: await scenario.plan() };
}

async function run(
  { scenario, plan }: World,
  crash: { readonly step: number; readonly when: 'before' | 'after' } | undefined,
): Promise<number> {
  const mortality = dyingAt(crash);
  const { config, today } = scenario.context;
  const context = aStepContext({ table: mortalTable(scenario.table, mortality), config, today });
  const crms = new Map([['salesforce', mortalCrm(scenario.crm, mortality)]]);
  await applyPlan(context, plan, { crms, isApproved: false });
  return mortality.steps();
}
