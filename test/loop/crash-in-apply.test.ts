import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Crm, RecordWrite } from '../../lib/crm/crm.ts';
import { type ApplyReport, applyPlan } from '../../lib/pipeline/write-back/apply.ts';
import { stableJson } from '../../lib/store/json.ts';
import { Crash, type Mortality } from '../support/crash.ts';
import { dyingBefore, lasting, mortalNotingCrm, mortalStore } from './crash-points.ts';
import { type CrmState, ownState } from './crm-state.ts';
import { type PlannedDemo, planDemo } from './planned-demo.ts';
import type { Stage } from './stage.ts';

/** Some records of every object that carries fields. */
const ROWS = 30;
const WRITTEN = ['Campaign', 'Account', 'Lead', 'Opportunity', 'contacts'];

let demo: PlannedDemo;

beforeAll(async () => {
  demo = await planDemo(ROWS);
});

afterAll(() => demo.close());

interface Outcome {
  readonly step: number;
  readonly steps: number;
  readonly atCrash: CrmState;
  readonly atEnd: CrmState;
  readonly store: string;
  readonly sent: readonly RecordWrite[];
  readonly report: ApplyReport;
}

describe('an apply that dies before any of its effects', () => {
  let undisturbed: Outcome;
  const outcomes: Outcome[] = [];

  beforeAll(async () => {
    undisturbed = await applyDyingBefore(0);
    for (let step = 1; step <= undisturbed.steps; step += 1) outcomes.push(await applyDyingBefore(step));
  });

  it('is tried at every effect, over all objects', () => {
    const objects = new Set(demo.plan.records.map(({ object }) => object));

    expect([...objects].sort()).toEqual([...WRITTEN].sort());
    expect(outcomes.length).toBeGreaterThan(60);
  });

  it('leaves in the CRMs, once it ran again, what an undisturbed one leaves', () => {
    const differing = outcomes.filter(({ atEnd }) => !isEqual(atEnd, undisturbed.atEnd));

    expect(undisturbed.atEnd).toEqual(demo.values);
    expect(stepsOf(differing)).toEqual([]);
  });

  it('leaves the same store', () => {
    const differing = outcomes.filter(({ store }) => store !== undisturbed.store);

    expect(stepsOf(differing)).toEqual([]);
  });

  it('never lets a field hold anything but its old or its planned value', () => {
    const wanted = demo.values;

    const wrong = outcomes.filter(({ atCrash }) =>
      [...atCrash].some(([ref, values]) =>
        Object.entries(values).some(([field, value]) => wanted.get(ref)?.[field] !== value),
      ),
    );

    expect(stepsOf(wrong)).toEqual([]);
  });

  it('never sends a value that is not in the plan, and no record twice', () => {
    const wanted = new Set([...demo.values.values()].map(stableJson));

    const wrong = outcomes.filter(
      ({ sent }) =>
        sent.length !== demo.plan.records.length ||
        sent.some(({ fields }) => !wanted.has(stableJson(fields))),
    );

    expect(stepsOf(wrong)).toEqual([]);
  });

  it('accounts for every record when it ran again', () => {
    const wrong = outcomes.filter(
      ({ report }) => report.applied + report.unchanged !== demo.plan.records.length || report.unknown > 0,
    );

    expect(stepsOf(wrong)).toEqual([]);
  });
});

/** A plan applied by a process that dies, then by one that lives, on CRMs and a store of their own. */
async function applyDyingBefore(step: number): Promise<Outcome> {
  const { stage, table } = await demo.open();
  const sent: RecordWrite[] = [];
  const mortality = dyingBefore(step);
  const context = stage.context(mortalStore(table, mortality));
  try {
    const crms = await notingCrms(stage, mortality, sent);
    await applyPlan(context, demo.plan, { crms, isApproved: true });
  } catch (cause) {
    if (!(cause instanceof Crash)) throw cause;
  }
  const atCrash = await ownState(stage, WRITTEN);
  const crms = await notingCrms(stage, dyingBefore(0), sent);
  const report = await applyPlan(stage.context(table), demo.plan, { crms, isApproved: true });
  const atEnd = await ownState(stage, WRITTEN);
  await stage.close();
  const store = stableJson(lasting(table));
  const steps = mortality.steps();
  return { step, steps, atCrash, atEnd, store, sent, report };
}

async function notingCrms(
  stage: Stage,
  mortality: Mortality,
  sent: RecordWrite[],
): Promise<ReadonlyMap<string, Crm>> {
  const crms = await stage.connect();
  return new Map([...crms].map(([name, crm]) => [name, mortalNotingCrm(crm, mortality, sent)]));
}

function isEqual(a: CrmState, b: CrmState): boolean {
  return stableJson(Object.fromEntries(a)) === stableJson(Object.fromEntries(b));
}

function stepsOf(outcomes: readonly Outcome[]): readonly number[] {
  return outcomes.map(({ step }) => step);
}
