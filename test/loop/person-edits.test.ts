import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { refKey } from '../../lib/domain/entities.ts';
import { applyPlan } from '../../lib/pipeline/write-back/apply.ts';
import { planWriteBack } from '../../lib/pipeline/write-back/plan.ts';
import { Crash } from '../support/crash.ts';
import type { MemoryTable } from '../support/memory-table.ts';
import { othersState, ownState } from './crm-state.ts';
import { apply, compute, planFresh, sync } from './loop-steps.ts';
import { type PlannedDemo, planDemo } from './planned-demo.ts';
import type { Stage } from './stage.ts';
import { editHubspot, editSalesforce } from './vendor-apis.ts';

const ROWS = 150;
/** Makes every channel of the small demo dearer in every window. */
const LATE_BILLS = ['seo', 'social', 'webinar', 'trade_show', 'telemarketing', 'white_paper', 'newsletter']
  .flatMap((channel) => [`2025-08-01,2025-08-31,${channel}`, `2026-08-01,2026-08-31,${channel}`])
  .map((bill) => `${bill},9000000,JPY\n`);

let demo: PlannedDemo;

beforeAll(async () => {
  demo = await planDemo(ROWS);
});

afterAll(() => demo.close());

describe.each([
  { object: 'Opportunity', values: { RevLoop_Channel_CAC__c: 1 }, field: 'RevLoop_Channel_CAC__c' },
  { object: 'Lead', values: { RevLoop_Lead_Rank__c: 'cold' }, field: 'RevLoop_Lead_Rank__c' },
  { object: 'contacts', values: { revloop_channel: 'by hand' }, field: 'revloop_channel' },
])('a RevLoop field of $object that a person fills between plan and apply', ({ object, values, field }) => {
  it('stays as it is; the record is skipped with the reason, all others are written', async () => {
    const { stage, table } = await opened();
    const record = recordWith(object, field);
    await edit(stage, record, values);

    const report = await apply(stage, table, demo.plan);

    const reason = 'somebody changed a field since the plan';
    expect(report.skipped).toEqual([{ id: refKey(record), reason }]);
    expect(report.applied).toBe(demo.plan.records.length - 1);
    expect((await ownState(stage)).get(refKey(record))).toEqual(values);
  });
});

describe('another field that a person changes between plan and apply', () => {
  it('has the record skipped, and written by the next loop with the edit kept', async () => {
    const { stage, table } = await opened();
    const record = recordWith('Opportunity', 'RevLoop_Channel__c');
    await edit(stage, record, { Description: 'called them' });

    const report = await apply(stage, table, demo.plan);
    const next = await planFresh(stage, table, demo.folder);
    await apply(stage, table, next);

    const others = await othersState(stage, ['Opportunity']);
    expect(report.skipped).toEqual([{ id: refKey(record), reason: 'the record changed since the plan' }]);
    expect(next.records.map(refKey)).toEqual([refKey(record)]);
    expect(await ownState(stage)).toEqual(demo.values);
    expect(others.get(refKey(record))?.['Description']).toBe('called them');
  });
});

describe('closed deals whose freezing was lost with the process', () => {
  it('are frozen by the next plan without a write, and keep their figures when the channel becomes dearer', async () => {
    const { stage, table } = await opened();
    const deals = demo.plan.records.filter(({ object, freezes }) => object === 'Opportunity' && freezes);
    await applyUntilDealsAreWritten(stage, table);
    stage.clock.advance(60_000);

    const next = await planFresh(stage, table, demo.folder);
    const report = await apply(stage, table, next);
    const before = await ownState(stage, ['Opportunity']);
    const bills = ['from,to,channel,amount,currency\n', ...LATE_BILLS].join('');
    await sync(stage, table);
    await compute(stage.context(table), demo.folder, bills);
    const dearer = await planWriteBack(stage.context(table));

    const closed = new Set(deals.map(refKey));
    expect(next.changes.filter((change) => closed.has(refKey(change)))).toEqual([]);
    expect(report.unchanged).toBe(deals.length);
    expect(dearer.changes.length).toBeGreaterThan(0);
    expect(dearer.records.filter((record) => closed.has(refKey(record)))).toEqual([]);
    expect(before.size).toBeGreaterThan(deals.length);
  });
});

async function opened(): Promise<{ readonly stage: Stage; readonly table: MemoryTable }> {
  const opening = await demo.open();
  onTestFinished(opening.stage.close);
  opening.stage.clock.advance(60_000);
  return opening;
}

/** A process that dies as soon as the deals are written, before it can note it. */
async function applyUntilDealsAreWritten(stage: Stage, table: MemoryTable): Promise<void> {
  const crms = [...(await stage.connect())].map(([name, crm]) => {
    const write: typeof crm.write = async (object, changes) => {
      const outcomes = await crm.write(object, changes);
      if (object === 'Opportunity') throw new Crash();
      return outcomes;
    };
    return [name, { ...crm, write }] as const;
  });
  const options = { crms: new Map(crms), isApproved: true };
  await expect(applyPlan(stage.context(table), demo.plan, options)).rejects.toThrow(Crash);
}

function recordWith(object: string, field: string) {
  const change = demo.plan.changes.find((one) => one.object === object && one.field === field);
  if (change === undefined) throw new Error(`the plan sets no ${field}`);
  const { crm, id } = change;
  return { crm, object, id };
}

function edit(
  { salesforce, hubspot }: Stage,
  record: ReturnType<typeof recordWith>,
  values: Readonly<Record<string, string | number>>,
): Promise<void> {
  return record.crm === 'hubspot'
    ? editHubspot(hubspot.url, record, values)
    : editSalesforce(salesforce.url, record, values);
}
