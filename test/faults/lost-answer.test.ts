import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { applyPlan } from '../../lib/pipeline/write-back/apply.ts';
import { ownState } from '../loop/crm-state.ts';
import { type PlannedDemo, planDemo } from '../loop/planned-demo.ts';

let demo: PlannedDemo;

beforeAll(async () => {
  demo = await planDemo(30);
});

afterAll(() => demo.close());

it.each([
  ['salesforce', 'reset-after'],
  ['salesforce', 'truncated-body'],
  ['hubspot', 'reset-after'],
  ['hubspot', 'truncated-body'],
] as const)(
  'F21 the answer to a write of %s that is lost is read back, and nothing is sent twice: %s',
  async (name, fault) => {
    const { stage, table } = await demo.open();
    onTestFinished(stage.close);
    const crms = new Map(await stage.connect());
    const crm = crms.get(name);
    if (crm === undefined) throw new Error(`${name} is not configured`);
    const sent: string[] = [];
    crms.set(name, {
      ...crm,
      write: (object, changes) => {
        if (sent.length === 0) stage[name].faults.arm({ name: fault, calls: 1 });
        sent.push(...changes.map(({ id }) => `${object} ${id}`));
        return crm.write(object, changes);
      },
    });

    const report = await applyPlan(stage.context(table), demo.plan, { crms, isApproved: true });

    expect(stage[name].faults.armed()).toEqual([]);
    expect(report).toMatchObject({ applied: demo.plan.records.length, unknown: 0, rejected: [] });
    expect(sent.length).toBeGreaterThan(0);
    expect(new Set(sent).size).toBe(sent.length);
    expect(await ownState(stage, [...new Set(demo.plan.records.map(({ object }) => object))])).toEqual(
      demo.values,
    );
  },
);
