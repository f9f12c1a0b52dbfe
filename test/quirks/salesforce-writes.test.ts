import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { FIELDS } from '../../lib/crm/fields.ts';
import { CRM_NAMES, RECORD_MAPS } from '../../lib/crm/record-maps.ts';
import { applyPlan } from '../../lib/pipeline/write-back/apply.ts';
import { planWriteBack } from '../../lib/pipeline/write-back/plan.ts';
import { aLead, leadId } from '../crm/salesforce/a-lead.ts';
import { startSimulatedOrg } from '../crm/salesforce/simulated-org.ts';
import { compute, sync } from '../loop/loop-steps.ts';
import { type PlannedDemo, planDemo } from '../loop/planned-demo.ts';
import type { Stage } from '../loop/stage.ts';

const WRITES = 'PATCH /services/data/v{version}/composite/sobjects';

let demo: PlannedDemo;

beforeAll(async () => {
  demo = await planDemo(30);
});

afterAll(() => demo.close());

describe('a write to Salesforce', () => {
  it('S7 of a lead that was converted meanwhile is tried once, and never planned again', async () => {
    const { stage, table } = await opened();
    const lead = leadOf(demo);
    const crms = new Map(await stage.connect());
    const salesforce = crms.get('salesforce');
    if (salesforce === undefined) throw new Error('salesforce is not configured');
    let sends = 0;
    crms.set('salesforce', {
      ...salesforce,
      write: async (object, changes) => {
        if (object === 'Lead' && sends === 0) await edit(stage, { verb: 'convert', leadId: lead });
        if (changes.some(({ id }) => id === lead)) sends += 1;
        return salesforce.write(object, changes);
      },
    });

    const report = await applyPlan(stage.context(table), demo.plan, { crms, isApproved: true });

    stage.clock.advance(3_600_000);
    await sync(stage, table);
    await compute(stage.context(table), demo.folder);
    const next = await planWriteBack(stage.context(table));
    expect(sends).toBe(1);
    expect(report.rejected.map(({ id, code }) => [id, code])).toEqual([
      [`salesforce/Lead/${lead}`, 'CANNOT_UPDATE_CONVERTED_LEAD'],
    ]);
    expect(next.records.filter(({ id }) => id === lead)).toEqual([]);
  });

  it('S8 of a row that a trigger could not lock is tried again alone, and written', async () => {
    const { stage, table } = await opened();
    const lead = leadOf(demo);
    await edit(stage, { verb: 'lock', id: lead, calls: 2, wrapped: true });
    const crms = new Map(await stage.connect());
    const salesforce = crms.get('salesforce');
    if (salesforce === undefined) throw new Error('salesforce is not configured');
    const batches: number[] = [];
    crms.set('salesforce', {
      ...salesforce,
      write: (object, changes) => {
        if (changes.some(({ id }) => id === lead)) batches.push(changes.length);
        return salesforce.write(object, changes);
      },
    });

    const report = await applyPlan(stage.context(table), demo.plan, { crms, isApproved: true });

    expect(report.rejected).toEqual([]);
    expect(report.applied).toBe(demo.plan.records.length);
    expect(batches.slice(1)).toEqual([1, 1]);
  });

  it.each(['54.0', '66.0'])(
    'S18 that a duplicate rule refuses is refused for good, whatever version %s calls its matches',
    async (apiVersion) => {
      const org = await startSimulatedOrg({
        Lead: [aLead(0, { Email: 'a@example.com' }), aLead(1, { Email: 'b@example.com' })],
      });
      onTestFinished(org.close);
      await org.edit({ verb: 'add-duplicate-rule', object: 'Lead', name: 'Same e-mail', matchOn: ['Email'] });

      const outcomes = await org
        .connect({ apiVersion })
        .write('Lead', [{ id: leadId(1), fields: { Email: 'a@example.com' } }]);

      expect(outcomes).toEqual([
        {
          status: 'rejected',
          code: 'DUPLICATES_DETECTED',
          reason: 'Use one of these records?',
          retryable: false,
        },
      ]);
      expect(org.calls()[WRITES]).toBe(1);
    },
  );

  it('S20 names no amount, and no other field that is not RevLoop’s own', () => {
    const written = CRM_NAMES.flatMap((crm) => FIELDS.map((field) => RECORD_MAPS[crm].fieldName(field)));
    const planned = demo.plan.changes.map(({ field }) => field);

    expect([...written, ...planned].filter((name) => !/^revloop_/i.test(name))).toEqual([]);
    expect(planned.length).toBeGreaterThan(0);
  });
});

async function opened() {
  const opening = await demo.open();
  onTestFinished(opening.stage.close);
  return opening;
}

function leadOf({ plan }: PlannedDemo): string {
  const lead = plan.records.find(({ object }) => object === 'Lead');
  if (lead === undefined) throw new Error('the plan writes no lead');
  return lead.id;
}

/** What a person does in the org. */
async function edit({ salesforce }: Stage, body: Readonly<Record<string, unknown>>): Promise<void> {
  const answer = await fetch(`${salesforce.url}/_simulator/edits`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(await answer.text());
}
