import { describe, expect, it } from 'vitest';
import { ingestCrm } from '../../../lib/pipeline/ingest-crm.ts';
import { frozenBy, loadEffects } from '../../../lib/store/write-back-store.ts';
import { LEAD, noteCalls, OPEN, onCall, prepared, type Scenario, WON } from './scenario.ts';

const REFUSED = { code: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', reason: 'rule', retryable: false };
const DONE = { planned: 7, applied: 7, unchanged: 0, skipped: [], rejected: [], unknown: 0 };

describe('applyPlan', () => {
  it('writes exactly what the plan says', async () => {
    const scenario = await prepared();
    const plan = await scenario.plan();

    const report = await scenario.apply(plan);

    expect(report).toMatchObject({ ...DONE, runId: plan.planId });
    const written = scenario.crm.writes.flatMap(({ object, id, fields }) =>
      Object.entries(fields).map(([field, value]) => ({ crm: 'salesforce', object, id, field, new: value })),
    );
    expect(sorted(written)).toEqual(sorted(plan.changes.map(({ old: _old, ...change }) => change)));
  });

  it('leaves nothing to plan after it, nor after the next sync', async () => {
    const scenario = await prepared();
    await scenario.apply(await scenario.plan());

    const rightAfter = await scenario.plan();
    const { runs } = await ingestCrm(scenario.context, scenario.crm);
    await scenario.recompute();
    const afterSync = await scenario.plan();

    expect([rightAfter.changes, afterSync.changes]).toEqual([[], []]);
    expect(runs.map(({ upserted }) => upserted)).toEqual([0, 0, 0, 0, 0]);
  });

  it('keeps what each record held before', async () => {
    const scenario = await prepared();
    scenario.crm.edit('Lead', 'a', { RevLoop_Channel__c: 'Old name' });
    await scenario.recompute();
    const plan = await scenario.plan();

    await scenario.apply(plan);

    const effect = (await loadEffects(scenario.table, plan.planId)).get(LEAD);
    expect(effect).toMatchObject({ state: 'applied' });
    expect(effect?.fields).toContainEqual({ field: 'RevLoop_Channel__c', old: 'Old name', new: 'Webinar' });
  });

  it('freezes closed records, and those only', async () => {
    const scenario = await prepared();
    const plan = await scenario.plan();

    await scenario.apply(plan);

    expect(await frozenBy(scenario.table, WON)).toBe(plan.planId);
    expect(await frozenBy(scenario.table, OPEN)).toBeUndefined();
  });

  it('freezes a deal that closed with its values on it, without a write', async () => {
    const scenario = await prepared();
    await scenario.apply(await scenario.plan());
    scenario.crm.edit('Opportunity', 'open', { IsWon: true, IsClosed: true, CloseDate: '2026-03-05' });
    await scenario.recompute();
    const writes = scenario.crm.writes.filter(({ id }) => id === 'open').length;
    const plan = await scenario.plan();

    await scenario.apply(plan);

    expect(await frozenBy(scenario.table, OPEN)).toBe(plan.planId);
    expect(scenario.crm.writes.filter(({ id }) => id === 'open')).toHaveLength(writes);
  });

  it('writes no more records a call than the CRM takes', async () => {
    const scenario = await prepared();
    const calls = noteCalls(scenario);

    await scenario.apply(await scenario.plan());

    expect(calls().filter(({ method }) => method === 'write')).toHaveLength(1 + 2 + 2);
  });

  it('keeps the note of what it wrote where the plan is applied again after somebody changed it', async () => {
    const scenario = await prepared();
    const plan = await scenario.plan();
    scenario.crm.rejectWriting('b', REFUSED);
    await scenario.apply(plan);
    scenario.crm.edit('Lead', 'a', { RevLoop_Channel__c: 'By hand' });

    const report = await scenario.apply(plan);

    expect(report).toMatchObject({ applied: 0, unchanged: 5, skipped: [{ id: LEAD }], rejected: [{}] });
    expect((await loadEffects(scenario.table, plan.planId)).get(LEAD)).toMatchObject({ state: 'applied' });
  });

  it('counts a record that holds the values already as unchanged', async () => {
    const scenario = await prepared();
    const plan = await scenario.plan();
    const own = plan.changes.filter(({ object, id }) => object === 'Lead' && id === 'a');
    scenario.crm.edit('Lead', 'a', Object.fromEntries(own.map((change) => [change.field, change.new])));

    const report = await scenario.apply(plan);

    expect(report).toMatchObject({ applied: 6, unchanged: 1 });
    expect(scenario.crm.writes.filter(({ id }) => id === 'a')).toEqual([]);
  });

  it('says when a plan was applied already, and neither reads nor writes', async () => {
    const scenario = await prepared();
    const plan = await scenario.plan();
    const first = new Date(scenario.clock.nowMs()).toISOString();
    await scenario.apply(plan);
    scenario.clock.advance(60_000);
    const calls = scenario.crm.calls();

    const report = await scenario.apply(plan);

    const nothing = { applied: 0, unchanged: 7, skipped: [], rejected: [], unknown: 0 };
    expect(report).toMatchObject({ ...nothing, runId: plan.planId, alreadyAppliedAt: first });
    expect(scenario.crm.calls()).toBe(calls);
  });

  it('tries again what was rejected, and counts only that as written', async () => {
    const scenario = await prepared();
    const plan = await scenario.plan();
    scenario.crm.rejectWriting('b', REFUSED);
    await scenario.apply(plan);
    scenario.crm.rejectWriting('b', undefined);

    const report = await scenario.apply(plan);

    expect(report).toMatchObject({ applied: 1, unchanged: 6, rejected: [] });
  });

  it.each<[string, Readonly<Record<string, string>>, string]>([
    ['a field of ours', { RevLoop_Channel__c: 'By hand' }, 'somebody changed a field since the plan'],
    ['any other field', { Note__c: 'called' }, 'the record changed since the plan'],
  ])('leaves a record alone where somebody changed %s since the plan', async (_case, edit, reason) => {
    const scenario = await prepared();
    const plan = await scenario.plan();
    scenario.crm.edit('Lead', 'a', edit);

    const report = await scenario.apply(plan);

    expect(report).toMatchObject({ applied: 6, skipped: [{ id: LEAD, reason }] });
    expect(scenario.held(LEAD)).toEqual('RevLoop_Channel__c' in edit ? edit : {});
  });

  it('sees an edit of the last moment, just before the record is read', async () => {
    const scenario = await prepared();
    const plan = await scenario.plan();
    onCall(scenario, 'readByIds', 2, () => scenario.crm.edit('Lead', 'a', { RevLoop_Channel__c: 'By hand' }));

    const report = await scenario.apply(plan);

    expect(report.skipped).toMatchObject([{ id: LEAD }]);
    expect(scenario.held(LEAD)).toEqual({ RevLoop_Channel__c: 'By hand' });
  });

  it.each([['deleted', (scenario: Scenario) => scenario.crm.erase('Lead', 'a')]])(
    'skips a record that was %s',
    async (_case, change) => {
      const scenario = await prepared();
      const plan = await scenario.plan();
      change(scenario);

      const report = await scenario.apply(plan);

      expect(report.skipped).toEqual([{ id: LEAD, reason: 'the record is gone' }]);
    },
  );
});

describe('applyPlan, guarded', () => {
  it('refuses a plan above the guard that nobody approved', async () => {
    const scenario = await prepared({ maxChangesPerRun: 6 });
    const plan = await scenario.plan();

    const refused = scenario.apply(plan);

    await expect(refused).rejects.toMatchObject({ code: 'plan-too-large' });
    expect(scenario.crm.writes).toEqual([]);
  });

  it.each([
    ['approved', 6, true],
    ['just within the guard', 7, false],
  ])('does a plan that is %s', async (_case, maxChangesPerRun, isApproved) => {
    const scenario = await prepared({ maxChangesPerRun });

    const report = await scenario.apply(await scenario.plan(), { isApproved });

    expect(report.applied).toBe(7);
  });

  it('refuses a plan for a CRM that is not connected', async () => {
    const scenario = await prepared();
    const plan = await scenario.plan();
    const records = plan.records.map((entry) => ({ ...entry, crm: 'hubspot' }));

    const refused = scenario.apply({ ...plan, records });

    await expect(refused).rejects.toMatchObject({ code: 'config-invalid' });
  });
});

function sorted(changes: readonly object[]): readonly string[] {
  return changes.map((change) => JSON.stringify(Object.entries(change).sort())).sort();
}
