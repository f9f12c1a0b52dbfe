import { afterEach, describe, expect, it } from 'vitest';
import type { ChangePage, Crm, Cursor, SweepKind } from '../../../lib/crm/crm.ts';
import { aLead, leadId } from './a-lead.ts';
import { type SimulatedOrg, startSimulatedOrg } from './simulated-org.ts';

let org: SimulatedOrg;
afterEach(() => org.close());

async function sweepAll(crm: Crm, object: string, kind: SweepKind, cursor: Cursor | null = null) {
  const pages: ChangePage[] = [];
  const description = await crm.describe(object);
  for await (const page of crm.sweep(description, kind, cursor)) pages.push(page);
  return pages;
}

describe('the sweep of deleted records', () => {
  it('S6 names deleted ids, and goes on where it was complete', async () => {
    org = await startSimulatedOrg({ Lead: [aLead(0), aLead(1)] });
    org.clock.advance(3_600_000);
    await org.edit({ verb: 'delete', object: 'Lead', id: leadId(1) });
    org.clock.advance(3_600_000);

    const first = await sweepAll(org.crm, 'Lead', 'deleted');

    const second = await sweepAll(org.crm, 'Lead', 'deleted', first.at(-1)?.cursor);
    expect(first.flatMap((page) => page.gone ?? [])).toEqual([
      { id: leadId(1), at: '2026-11-02T01:00:00.000Z' },
    ]);
    expect(first.at(-1)).toMatchObject({
      done: true,
      cursor: { covered: expect.stringMatching(/^2026-11-02T0/) },
    });
    expect(second.at(-1)?.done).toBe(true);
  });

  it('asks for a comparison of ids after longer than the org remembers', async () => {
    org = await startSimulatedOrg({ Lead: [aLead(0)] });

    const pages = await sweepAll(org.crm, 'Lead', 'deleted', { covered: '2026-06-01T00:00:00.000Z' });

    expect(pages.at(-1)).toMatchObject({ needsIdCheck: true, done: true });
  });
});

describe('the sweep of computed fields', () => {
  it('S4 reads values that move no stamp as patches of the version they belong to', async () => {
    org = await startSimulatedOrg({
      Campaign: [{ Id: '701000000000001AAA', Name: 'Fair', SystemModstamp: '2026-01-05T00:00:00.000Z' }],
    });

    const pages = await sweepAll(org.crm, 'Campaign', 'computed');

    const [patch] = pages.flatMap((page) => page.patches ?? []);
    expect(patch).toMatchObject({ id: '701000000000001AAA', version: '2026-01-05T00:00:00.000Z' });
    expect(Object.keys(patch?.fields ?? {})).toEqual(expect.arrayContaining(['NumberOfLeads']));
    expect(Object.keys(patch?.fields ?? {})).not.toEqual(
      expect.arrayContaining(['Id', 'Name', 'SystemModstamp']),
    );
    expect(pages.at(-1)?.done).toBe(true);
  });

  it('costs no call where nothing is computed', async () => {
    org = await startSimulatedOrg({ Lead: [aLead(0)] });
    const description = await org.crm.describe('Lead');
    const fields = description.fields.filter(({ isComputed }) => isComputed !== true);
    const before = org.crm.calls();
    const pages: ChangePage[] = [];

    for await (const page of org.crm.sweep({ object: 'Lead', fields }, 'computed', null)) pages.push(page);

    expect(pages.map(({ done }) => done)).toEqual([true]);
    expect(org.crm.calls()).toBe(before);
  });
});

describe('a field that describe does not show', () => {
  it('S5 is told hidden from absent', async () => {
    org = await startSimulatedOrg({ Lead: [aLead(0)] });
    const form = { grant_type: 'client_credentials', client_id: 'sim-other', client_secret: 'sim-other' };
    const answer = await fetch(`${org.url}/services/oauth2/token`, {
      method: 'POST',
      body: new URLSearchParams(form),
    });
    const { access_token } = JSON.parse(await answer.text());
    const Metadata = { type: 'Text', label: 'Hidden', length: 80 };
    await fetch(`${org.url}/services/data/v66.0/tooling/sobjects/CustomField`, {
      method: 'POST',
      headers: { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ FullName: 'Lead.Hidden__c', Metadata }),
    });

    const found = await org.crm.locateFields('Lead', ['Hidden__c', 'Nowhere__c']);

    expect([...(found ?? [])]).toEqual([
      ['Hidden__c', 'hidden'],
      ['Nowhere__c', 'absent'],
    ]);
  });
});
