import { describe, expect, it } from 'vitest';
import { toHubspotEntity } from '../../../lib/crm/hubspot/records.ts';
import { aLink, aRecord, NO_CONFIG } from './a-record.ts';
import { changePages } from './reading-all.ts';
import { anAccount, type TestAccount } from './test-account.ts';

async function readWhole({ crm }: TestAccount, object: string) {
  return (await changePages(crm, object, null)).flatMap(({ records }) => records);
}

async function aCampaign({ call }: TestAccount, name: string): Promise<string> {
  const properties = { hs_name: name, hs_start_date: '2026-10-01' };
  const created = await call('POST', '/marketing/v3/campaigns', { properties });
  if (typeof created !== 'object' || created === null || !('id' in created)) throw new Error('no campaign');
  return String(created.id);
}

describe('objects that are read whole', () => {
  it('the account tells its time zone and currencies', async () => {
    const test = await anAccount();

    const [record] = await readWhole(test, 'account');

    expect(record).toMatchObject({ object: 'account', fields: { timeZone: 'UTC', companyCurrency: 'USD' } });
  });

  it('each stage of each pipeline is a record, also of contacts where the account has them', async () => {
    const test = await anAccount();

    const stages = await readWhole(test, 'pipelines');

    const won = stages.find(({ id }) => id === 'deals:default:closedwon');
    expect(won?.fields).toMatchObject({ object: 'deals', isClosed: 'true', probability: '1.0' });
    expect(new Set(stages.map(({ id }) => id)).size).toBe(stages.length);
  });

  it('campaigns come past their first page, and once', async () => {
    const test = await anAccount();
    for (let i = 0; i < 105; i += 1) await aCampaign(test, `Campaign ${i}`);

    const campaigns = await readWhole(test, 'campaigns');

    expect(new Set(campaigns.map(({ id }) => id)).size).toBe(105);
    const [first] = campaigns.map((record) => toHubspotEntity(record, NO_CONFIG));
    expect(first).toMatchObject({ kind: 'campaign', isActive: true, type: null });
  });

  it('spend and budget items come with campaign, currency and days, by one call per campaign that has any', async () => {
    const test = await anAccount();
    const id = await aCampaign(test, 'Seminar');
    await aCampaign(test, 'Nothing spent');
    await test.call('POST', `/marketing/v3/campaigns/${id}/spend`, {
      name: 'Hall',
      order: 0,
      amount: 1200.5,
    });
    await test.call('POST', `/marketing/v3/campaigns/${id}/budget`, { name: 'Plan', order: 0, amount: 2000 });

    const items = await readWhole(test, 'campaign-items');

    expect(items.map(({ fields }) => fields)).toMatchObject([
      {
        kind: 'spend',
        campaign: id,
        name: 'Hall',
        amount: '1200.5',
        currency: 'USD',
        startDate: '2026-10-01',
      },
      { kind: 'budget', campaign: id, name: 'Plan', amount: '2000', currency: 'USD' },
    ]);
    // One probe, one list, the items of one.
    expect(test.crm.calls('campaign-items')).toBe(3);
  });

  it('a currency’s rates hold from one instant to the next, in units per unit of the company’s currency', async () => {
    const test = await anAccount();
    const rate = (conversionRate: number, effectiveAt: string) =>
      test.call('POST', '/settings/v3/currencies/exchange-rates', {
        fromCurrencyCode: 'EUR',
        conversionRate,
        effectiveAt,
      });
    await rate(1.25, '2026-01-01T00:00:00.000Z');
    await rate(1.6, '2026-06-01T00:00:00.000Z');

    const records = await readWhole(test, 'currency-rates');

    expect(records.map((record) => toHubspotEntity(record, NO_CONFIG))).toMatchObject([
      { kind: 'rate', currency: 'USD', perCorporateUnit: '1', isCorporate: true, from: null, until: null },
      {
        currency: 'EUR',
        perCorporateUnit: '0.8',
        isCorporate: false,
        from: '2026-01-01T00:00:00.000Z',
        until: '2026-06-01T00:00:00.000Z',
      },
      { currency: 'EUR', perCorporateUnit: '0.625', from: '2026-06-01T00:00:00.000Z', until: null },
    ]);
  });

  it.each(['account', 'pipelines', 'currency-rates', 'campaigns', 'campaign-items'])(
    '%s that the token may not read is a missing permission, which optional objects may have',
    async (object) => {
      const test = await anAccount();
      test.account.faults.arm({ name: 'missing-scopes', calls: 1 });

      const describing = test.crm.describe(object);

      await expect(describing).rejects.toMatchObject({ failure: 'permission' });
      expect(test.crm.optionalObjects).toContain(object);
    },
  );

  it('campaigns of an account that does not know the path are a missing permission too', async () => {
    const front = async ({ url }: Request) =>
      url.includes('/marketing/') ? Response.json({ status: 'error' }, { status: 404 }) : undefined;
    const test = await anAccount({ front });

    const describing = test.crm.describe('campaigns');

    await expect(describing).rejects.toMatchObject({ failure: 'permission', status: 404 });
  });
});

describe('activities', () => {
  it.each([
    ['calls', { hs_call_status: 'COMPLETED', hs_call_direction: 'INBOUND' }, 'call', true, 'inbound'],
    ['calls', { hs_call_status: 'NO_ANSWER', hs_call_direction: 'OUTBOUND' }, 'call', false, 'outbound'],
    ['calls', {}, 'call', true, null],
    ['meetings', { hs_meeting_outcome: 'COMPLETED' }, 'meeting', true, null],
    ['meetings', { hs_meeting_outcome: 'NO_SHOW' }, 'meeting', false, null],
    ['emails', { hs_email_status: 'SENT', hs_email_direction: 'EMAIL' }, 'email', true, 'outbound'],
    ['emails', { hs_email_direction: 'INCOMING_EMAIL' }, 'email', true, 'inbound'],
    ['emails', { hs_email_status: 'BOUNCED' }, 'email', false, null],
    ['tasks', { hs_task_status: 'COMPLETED' }, 'task', true, null],
    ['tasks', {}, 'task', false, null],
    ['notes', {}, 'note', true, null],
  ])('of %s with %j are a %s, done: %s, %s', (object, fields, type, isDone, direction) => {
    const entity = toHubspotEntity(aRecord(object, fields), NO_CONFIG);

    expect(entity).toMatchObject({ kind: 'activity', type, isDone, direction });
  });

  it('name when they took place, whose they are and whom they touched', () => {
    const links = [aLink('contacts', '1'), aLink('companies', '2'), aLink('deals', '3')];
    const fields = { hs_timestamp: '2026-11-01T10:00:00Z', hubspot_owner_id: '7' };

    const entity = toHubspotEntity(aRecord('calls', fields, { links }), NO_CONFIG);

    expect(entity).toMatchObject({
      at: '2026-11-01T10:00:00.000Z',
      ownerId: '7',
      people: [{ object: 'contacts', id: '1' }],
      companies: [{ object: 'companies', id: '2' }],
      deals: [{ object: 'deals', id: '3' }],
    });
  });

  it('are read with the contacts they touched', async () => {
    const stamp = { createdAt: '2026-11-01T00:00:00.000Z', updatedAt: '2026-11-02T00:00:00.000Z' };
    const test = await anAccount({
      tables: {
        calls: [{ id: '40', hs_timestamp: stamp.createdAt, ...stamp }],
        contacts: [{ id: '10', ...stamp }],
      },
    });
    test.account.edit({ kind: 'associate', object: 'calls', id: '40', toObject: 'contacts', toId: '10' });

    const byList = (await changePages(test.crm, 'calls', null)).flatMap(({ records }) => records);
    const bySearch = await changePages(test.crm, 'calls', { phase: 'window', from: 5000 });

    expect(byList.map(({ links }) => links.map(({ to }) => to.id))).toEqual([['10']]);
    expect(bySearch.flatMap(({ records }) => records)).toEqual(byList);
  });
});
