import { describe, expect, it, onTestFinished } from 'vitest';
import { salesforceId } from '../../lib/local/demo/record-ids.ts';
import { mintId } from '../../lib/local/simulators/salesforce/record-ids.ts';
import { computeKpis } from '../../lib/pipeline/compute-kpis.ts';
import { loadLedgerRows } from '../../lib/pipeline/relay-feedback.ts';
import { type CrmWorld, openWorld } from './crm-world.ts';
import { CREATED, TOUCH_CONFIG, touchesOf } from './touch-world.ts';

const LEAD = salesforceId('Lead', 0);
const EXPO = salesforceId('Campaign', 0);
const WEBINAR = salesforceId('Campaign', 1);

describe('campaigns of Salesforce', () => {
  it('touch the members that responded, on the day of their first response', async () => {
    const world = await salesforceWorld({
      CampaignMember: [
        member(0, EXPO, { HasResponded: 'true', FirstRespondedDate: '2026-01-20' }),
        member(1, WEBINAR, { HasResponded: 'false', Status: 'Sent' }),
      ],
    });

    const touches = await touchesOf(world);

    expect(touches).toEqual([
      ['2026-01-20', 'campaign', 'event', 'event.when[0]'],
      ['2026-02-02', 'creation', 'seminar', 'seminar.when[0]'],
    ]);
    expect(await firstChannel(world)).toBe('event');
  });

  it('touch a member from its response on', async () => {
    const world = await salesforceWorld({ CampaignMember: [member(0, EXPO, { HasResponded: 'false' })] });
    const before = await touchesOf(world);
    const id = salesforceId('CampaignMember', 0);
    const values = { Status: 'Responded' };
    await world.editSalesforce({ verb: 'update', object: 'CampaignMember', id, values });

    const after = await touchesOf(world);

    expect(before.map(([, kind]) => kind)).toEqual(['creation']);
    expect(after.at(-1)).toEqual(['2026-03-11', 'campaign', 'event', 'event.when[0]']);
  });

  it('touch nobody any more who was removed from them', async () => {
    const world = await salesforceWorld({
      CampaignMember: [member(0, EXPO, { HasResponded: 'true', FirstRespondedDate: '2026-01-20' })],
    });
    const before = await touchesOf(world);
    await world.editSalesforce({
      verb: 'delete',
      object: 'CampaignMember',
      id: salesforceId('CampaignMember', 0),
    });

    const after = await touchesOf(world);

    expect([before.length, after.map(([, kind]) => kind)]).toEqual([2, ['creation']]);
    expect(await firstChannel(world)).toBe('seminar');
  });
});

describe('tasks and events of Salesforce', () => {
  it('are touches where they are calls, mails or meetings that took place', async () => {
    const world = await salesforceWorld({
      Task: [
        task(0, {
          TaskSubtype: 'Call',
          CallType: 'Outbound',
          ActivityDate: '2026-02-10',
          Status: 'Completed',
        }),
        task(1, {
          TaskSubtype: 'Call',
          CallType: 'Inbound',
          ActivityDate: '2026-02-11',
          Status: 'Completed',
        }),
        task(2, { TaskSubtype: 'Email', ActivityDate: '2026-02-12', Status: 'Completed' }),
        task(3, { TaskSubtype: 'Task', ActivityDate: '2026-02-13', Status: 'Completed' }),
        task(4, { TaskSubtype: 'Call', ActivityDate: '2026-02-14', Status: 'Not Started' }),
      ],
      Event: [
        event(0, '2026-02-15T16:00:00.000Z'),
        // Still to come on the day of the run.
        event(1, '2026-06-01T01:00:00.000Z'),
      ],
    });

    const touches = await touchesOf(world);

    expect(touches).toEqual([
      ['2026-02-02', 'creation', 'seminar', 'seminar.when[0]'],
      ['2026-02-10', 'call', 'telemarketing', 'telemarketing.when[0]'],
      ['2026-02-11', 'call', 'inbound', 'inbound.when[0]'],
      ['2026-02-12', 'email', null, null],
      ['2026-02-16', 'meeting', 'telemarketing', 'telemarketing.when[0]'],
    ]);
  });

  it('are none any more once they are deleted', async () => {
    const done = {
      TaskSubtype: 'Call',
      CallType: 'Outbound',
      ActivityDate: '2026-02-10',
      Status: 'Completed',
    };
    const world = await salesforceWorld({ Task: [task(0, done)] });
    await touchesOf(world);
    await world.editSalesforce({ verb: 'delete', object: 'Task', id: mintId('00T', 0) });

    const touches = await touchesOf(world);

    expect(touches.map(([, kind]) => kind)).toEqual(['creation']);
  });
});

async function salesforceWorld(
  tables: Readonly<Record<string, readonly Readonly<Record<string, string>>[]>>,
): Promise<CrmWorld> {
  const stamps = { CreatedDate: CREATED, SystemModstamp: CREATED };
  const world = await openWorld(
    {
      salesforce: {
        Lead: [{ Id: LEAD, ...stamps, LastName: 'Sato', Company: 'Acme', LeadSource: 'Webinar' }],
        Campaign: [
          { Id: EXPO, ...stamps, Name: 'Expo', Type: 'Trade show' },
          { Id: WEBINAR, ...stamps, Name: 'Talk', Type: 'Webinar' },
        ],
        ...tables,
      },
    },
    TOUCH_CONFIG,
  );
  onTestFinished(world.close);
  return world;
}

function member(n: number, campaign: string, values: Readonly<Record<string, string>>) {
  const stamps = { CreatedDate: CREATED, SystemModstamp: CREATED };
  return { Id: salesforceId('CampaignMember', n), ...stamps, CampaignId: campaign, LeadId: LEAD, ...values };
}

function task(n: number, values: Readonly<Record<string, string>>) {
  const stamps = { CreatedDate: CREATED, SystemModstamp: CREATED };
  const isClosed = String(values['Status'] === 'Completed');
  return { Id: mintId('00T', n), ...stamps, WhoId: LEAD, IsClosed: isClosed, ...values };
}

function event(n: number, at: string) {
  return {
    Id: mintId('00U', n),
    ...{ CreatedDate: CREATED, SystemModstamp: CREATED },
    WhoId: LEAD,
    ActivityDateTime: at,
    StartDateTime: at,
    DurationInMinutes: '60',
  };
}

/** The channel that the first-touch model credits with the lead. */
async function firstChannel(world: CrmWorld): Promise<string | null | undefined> {
  await computeKpis(world.context);
  const [lead] = await loadLedgerRows(world.context, ['lead']);
  return lead?.credit.first.channel;
}
