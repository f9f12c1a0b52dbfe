import { afterEach, describe, expect, it } from 'vitest';
import type { ApiBudget, UsageReport } from '../../../lib/crm/api-budget.ts';
import { CrmFailure } from '../../../lib/crm/crm-failure.ts';
import { aLead } from './a-lead.ts';
import { type SimulatedOrg, startSimulatedOrg } from './simulated-org.ts';

let org: SimulatedOrg;
afterEach(() => org.close());

function watchedBudget(refuseAfter = Infinity) {
  const taken: string[] = [];
  const learnt: UsageReport[] = [];
  const held: number[] = [];
  const budget: ApiBudget = {
    take: async (lane) => {
      if (taken.length >= refuseAfter) throw new CrmFailure('quota', 'the share of this run is used up');
      taken.push(lane);
    },
    learn: (report) => learnt.push(report),
    hold: async (_lane, ms) => {
      held.push(ms);
    },
  };
  return { budget, taken, learnt, held };
}

async function readLeads(crm: SimulatedOrg['crm']) {
  const records = [];
  for await (const page of crm.readChanges(await crm.describe('Lead'), null, { lookbackMs: 0 }))
    records.push(...page.records);
  return records;
}

describe('calls to Salesforce', () => {
  it('S15 ask the budget first, and tell it what the org has used', async () => {
    org = await startSimulatedOrg({ Lead: [aLead(0)] });
    const { budget, taken, learnt } = watchedBudget();

    await readLeads(org.connect({ budget }));

    expect(taken).toEqual(['normal', 'normal']);
    expect(learnt.at(-1)).toMatchObject({ lane: 'normal', usedToday: 2, limitToday: 100_000 });
  });

  it('S15 are not made once the budget is used up', async () => {
    org = await startSimulatedOrg({ Lead: [aLead(0)] });
    const { budget } = watchedBudget(1);

    const reading = readLeads(org.connect({ budget }));

    await expect(reading).rejects.toMatchObject({ failure: 'quota', wasSent: false });
    expect(org.calls('Lead')).toEqual({ 'GET /services/data/v{version}/sobjects/{object}/describe': 1 });
  });

  it.each([
    ['request-limit', 'quota'],
    ['concurrent-request-limit', 'throttled'],
  ])('F11 F12 refused by %s are %s', async (fault, failure) => {
    org = await startSimulatedOrg({ Lead: [aLead(0)] });
    const description = await org.crm.describe('Lead');
    org.arm(fault, { object: 'Lead', calls: 9 });

    const reading = org.crm.readChanges(description, null, { lookbackMs: 0 })[Symbol.asyncIterator]().next();

    await expect(reading).rejects.toMatchObject({ failure });
  });

  it('F27 that cannot end before the run are not begun', async () => {
    org = await startSimulatedOrg({ Lead: [aLead(0)] });
    const crm = org.connect({ deadline: { remainingMs: () => 4_000 } });

    const reading = readLeads(crm);

    await expect(reading).rejects.toMatchObject({ failure: 'deadline', wasSent: false });
    expect(org.calls()).toEqual({});
  });

  it.each(['version-retired', 'version-unknown'])('F34 name the version at %s', async (fault) => {
    org = await startSimulatedOrg({ Lead: [aLead(0)] });
    const description = await org.crm.describe('Lead');
    org.arm(fault, { object: 'Lead' });

    const reading = org.crm.readChanges(description, null, { lookbackMs: 0 })[Symbol.asyncIterator]().next();

    await expect(reading).rejects.toMatchObject({
      failure: 'request',
      message: expect.stringContaining('66.0'),
    });
  });

  it.each(['duplicate-keys', 'deep-nesting', 'huge-number', 'lone-surrogate', 'field-added'])(
    'F30 F31 read every record in spite of %s',
    async (fault) => {
      org = await startSimulatedOrg({ Lead: [aLead(0), aLead(1)] });
      const description = await org.crm.describe('Lead');
      org.arm(fault, { object: 'Lead' });
      const records = [];

      for await (const page of org.crm.readChanges(description, null, { lookbackMs: 0 }))
        records.push(...page.records);

      expect(records.map(({ id }) => id)).toEqual([aLead(0).Id, aLead(1).Id]);
    },
  );

  it('F31 put records aside that lack a field that was asked for', async () => {
    org = await startSimulatedOrg({ Lead: [aLead(0)] });
    const description = await org.crm.describe('Lead');
    org.arm('field-missing', { object: 'Lead' });
    const rejects = [];

    for await (const page of org.crm.readChanges(description, null, { lookbackMs: 0 }))
      rejects.push(...page.rejects);

    expect(rejects).toEqual([
      {
        id: aLead(0).Id,
        code: 'record-invalid',
        reason: expect.stringMatching(/is missing from the row$|is not a date-time$/),
      },
    ]);
  });

  it('F25 repeat a page that lacks its last row', async () => {
    org = await startSimulatedOrg({ Lead: [aLead(0), aLead(1)] });
    const description = await org.crm.describe('Lead');
    org.arm('truncated-at-row', { object: 'Lead' });
    const records = [];

    for await (const page of org.crm.readChanges(description, null, { lookbackMs: 0 }))
      records.push(...page.records);

    expect(records).toHaveLength(2);
  });
});
