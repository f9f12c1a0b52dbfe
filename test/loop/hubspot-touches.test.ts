import { describe, expect, it, onTestFinished } from 'vitest';
import { hubspotId } from '../../lib/local/demo/record-ids.ts';
import { type CrmWorld, openWorld } from './crm-world.ts';
import { CREATED, TOUCH_CONFIG, touchesOf } from './touch-world.ts';

const CONTACT = hubspotId('contacts', 0);

describe('forms and pages of HubSpot', () => {
  it('are touches on the days HubSpot dates them, each with its channel and rule', async () => {
    const world = await hubspotWorld({
      hs_analytics_source: 'ORGANIC_SEARCH',
      hs_analytics_first_timestamp: '2026-01-05T01:00:00.000Z',
      first_conversion_event_name: 'Contact us',
      first_conversion_date: '2026-01-31T15:00:00.000Z',
      recent_conversion_event_name: 'White paper',
      recent_conversion_date: '2026-02-20T01:00:00.000Z',
      hs_latest_source: 'DIRECT_TRAFFIC',
      hs_latest_source_timestamp: '2026-02-25T01:00:00.000Z',
      hs_analytics_last_url: 'https://example.com/pricing?x=1',
    });

    const touches = await touchesOf(world);

    expect(touches).toEqual([
      ['2026-01-05', 'first-touch', 'organic', 'organic.when[0]'],
      ['2026-02-01', 'form', null, null],
      ['2026-02-20', 'form', 'white_paper', 'white_paper.when[0]'],
      ['2026-02-25', 'page', 'pricing', 'pricing.when[0]'],
    ]);
  });
});

describe('calls, meetings and mails of HubSpot', () => {
  it('are touches of the contacts they are linked to, where they took place', async () => {
    const world = await hubspotWorld(
      { hs_analytics_source: 'ORGANIC_SEARCH' },
      {
        calls: [
          engagement('calls', '2026-02-10', { hs_call_direction: 'OUTBOUND', hs_call_status: 'COMPLETED' }),
          engagement('calls', '2026-02-11', { hs_call_direction: 'INBOUND', hs_call_status: 'NO_ANSWER' }),
        ],
        meetings: [
          engagement('meetings', '2026-02-12', { hs_meeting_outcome: 'COMPLETED' }),
          engagement('meetings', '2026-02-13', { hs_meeting_outcome: 'CANCELED' }),
        ],
        emails: [
          engagement('emails', '2026-02-14', {
            hs_email_direction: 'INCOMING_EMAIL',
            hs_email_status: 'SENT',
          }),
          engagement('emails', '2026-02-15', { hs_email_direction: 'EMAIL', hs_email_status: 'FAILED' }),
        ],
        notes: [engagement('notes', '2026-02-16', { hs_note_body: 'likes tea' })],
      },
    );

    const touches = await touchesOf(world);

    expect(touches).toEqual([
      ['2026-02-02', 'first-touch', 'organic', 'organic.when[0]'],
      ['2026-02-10', 'call', 'telemarketing', 'telemarketing.when[0]'],
      ['2026-02-12', 'meeting', 'telemarketing', 'telemarketing.when[0]'],
      ['2026-02-14', 'email', 'inbound', 'inbound.when[0]'],
    ]);
  });

  it('are none of a contact they are no longer linked to, though nothing stamps that', async () => {
    const world = await hubspotWorld(
      { hs_analytics_source: 'ORGANIC_SEARCH' },
      { meetings: [engagement('meetings', '2026-02-12', { hs_meeting_outcome: 'COMPLETED' })] },
    );
    const before = await touchesOf(world);
    world.editHubspot({
      kind: 'dissociate',
      object: 'meetings',
      id: idOf('meetings', '2026-02-12'),
      toObject: 'contacts',
      toId: CONTACT,
    });

    const after = await touchesOf(world);

    expect([before, after].map((touches) => touches.map(([, kind]) => kind))).toEqual([
      ['first-touch', 'meeting'],
      ['first-touch'],
    ]);
  });
});

async function hubspotWorld(
  properties: Readonly<Record<string, string>>,
  engagements: Readonly<Record<string, readonly Readonly<Record<string, string>>[]>> = {},
): Promise<CrmWorld> {
  const associations = Object.entries(engagements).flatMap(([fromType, rows]) =>
    rows.map(({ id = '' }) => ({ fromType, fromId: id, toType: 'contacts', toId: CONTACT })),
  );
  const contact = { id: CONTACT, ...stampsOf(CREATED), email: 'ann@example.com', lifecyclestage: 'lead' };
  const world = await openWorld(
    { hubspot: { contacts: [{ ...contact, ...properties }], ...engagements }, associations },
    TOUCH_CONFIG,
  );
  onTestFinished(world.close);
  return world;
}

function engagement(object: string, day: string, properties: Readonly<Record<string, string>>) {
  const hs_timestamp = `${day}T03:00:00.000Z`;
  return { id: idOf(object, day), ...stampsOf(CREATED), hs_timestamp, ...properties };
}

function idOf(object: string, day: string): string {
  return `9${object.length}${day.replaceAll('-', '')}`;
}

function stampsOf(at: string) {
  return { createdAt: at, updatedAt: at, archived: 'false', createdate: at };
}
