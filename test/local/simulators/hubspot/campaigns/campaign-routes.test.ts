import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { aPortal, NOW } from '../hubspot-fixture.ts';

const GUID = '430318c4-abb7-4bf7-a75e-9c5fa8f475a6';
const FILES = {
  'campaigns.csv': `id,createdAt,hs_name,hs_currency_code\n${GUID},2026-05-05T23:41:20.330Z,Clothing,JPY\n42,2026-05-06,News,\n43,2026-05-07,Spring,`,
  'campaign-spend.csv': `id,campaignId,name,amount,createdAt\n9,${GUID},Ads,1200.5,2026-05-06T00:00:00Z`,
  'campaign-budget.csv': `campaignId,name,amount\n${GUID},Plan,2000`,
};
const V3 = '/marketing/v3/campaigns';
const PageSchema = z.object({
  results: z.array(z.object({ id: z.string() })),
  paging: z.object({ next: z.object({ after: z.string() }) }).optional(),
});

describe('campaigns', () => {
  it.each([V3, '/marketing/campaigns/2026-03'])('come from campaigns.csv, page by page: %s', async (path) => {
    const portal = aPortal(FILES);

    const first = await portal.call('GET', `${path}?limit=2&sort=createdAt&properties=hs_name,hs_notes`);
    const { paging } = PageSchema.parse(first.body);
    const next = await portal.call('GET', `${path}?limit=2&sort=createdAt&after=${paging?.next.after}`);

    expect(first.body).toMatchObject({
      total: 3,
      results: [
        {
          id: GUID,
          properties: { hs_name: 'Clothing' },
          createdAt: '2026-05-05T23:41:20.330Z',
          businessUnits: [{ id: 0 }],
        },
        { properties: { hs_name: 'News' } },
      ],
      paging: { next: { after: 'Mg%3D%3D' } },
    });
    expect(next.body).toMatchObject({ total: 3, results: [{ properties: {} }] });
    expect(PageSchema.parse(next.body).paging).toBeUndefined();
  });

  it('have spend and budget with stamps in epoch milliseconds, and their totals', async () => {
    const portal = aPortal(FILES);

    const item = await portal.call('GET', `${V3}/${GUID}/spend/9`);
    const totals = await portal.call('GET', `${V3}/${GUID}/budget/totals`);
    const sums = await portal.call('GET', `${V3}/${GUID}?properties=hs_spend_items_sum_amount`);

    expect(item.body).toMatchObject({ amount: 1200.5, createdAt: Date.parse('2026-05-06T00:00:00Z') });
    expect(totals.body).toMatchObject({
      currencyCode: 'JPY',
      spendTotal: 1200.5,
      budgetTotal: 2000,
      remainingBudget: 799.5,
      spendItems: [{ id: '9' }],
    });
    expect(sums.body).toMatchObject({ properties: { hs_spend_items_sum_amount: '1200.5' }, assets: {} });
  });

  it('are created, changed and deleted', async () => {
    const portal = aPortal();
    const created = await portal.call('POST', V3, { properties: { hs_name: 'New' } });
    const { id } = z.object({ id: z.string() }).parse(created.body);

    const patched = await portal.call('PATCH', `${V3}/${id}`, { properties: { hs_notes: 'x', hs_name: '' } });
    const read = await portal.call('GET', `${V3}/${id}?properties=hs_name&properties=hs_notes`);
    await portal.call('DELETE', `${V3}/${id}`);
    const gone = await portal.call('GET', `${V3}/${id}`);

    expect(created.status).toBe(201);
    expect(patched.status).toBe(200);
    expect(read.body).toMatchObject({ properties: { hs_notes: 'x' }, updatedAt: NOW });
    expect(read.body).not.toHaveProperty('properties.hs_name');
    expect(gone.status).toBe(404);
  });

  it.each(['hs_spend_items_sum_amount', 'nonsense'])('refuse to set %s', async (name) => {
    const portal = aPortal(FILES);

    const reply = await portal.call('PATCH', `${V3}/${GUID}`, { properties: { [name]: '1' } });

    expect(reply.status).toBe(400);
  });

  it.each(['spend', 'budget'])('take, change and lose a %s item', async (kind) => {
    const portal = aPortal(FILES);
    const draft = { name: 'Booth', amount: 10, order: 1, description: 'Expo' };
    const created = await portal.call('POST', `${V3}/${GUID}/${kind}`, draft);
    const { id } = z.object({ id: z.string() }).parse(created.body);

    const put = await portal.call('PUT', `${V3}/${GUID}/${kind}/${id}`, { ...draft, amount: 20 });
    await portal.call('DELETE', `${V3}/${GUID}/${kind}/${id}`);
    const gone = await portal.call('GET', `${V3}/${GUID}/${kind}/${id}`);

    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({ ...draft, createdAt: Date.parse(NOW) });
    expect(put.body).toMatchObject({ id, amount: 20 });
    expect(gone.status).toBe(404);
  });

  it('have assets', async () => {
    const portal = aPortal(FILES);
    await portal.call('PUT', `${V3}/${GUID}/assets/FORM/7`);

    const listed = await portal.call('GET', `${V3}/${GUID}/assets/FORM`);
    await portal.call('DELETE', `${V3}/${GUID}/assets/FORM/7`);
    const emptied = await portal.call('GET', `${V3}/${GUID}/assets/FORM`);

    expect(listed.body).toEqual({ results: [{ id: '7', name: 'FORM 7' }] });
    expect(emptied.body).toEqual({ results: [] });
  });

  it('answer a batch read with 207 and the reason of each failure', async () => {
    const portal = aPortal(FILES);
    const ids = [GUID, '430318c4-abb7-4bf7-a75ee-9c5fa8f475a6', '00000000-0000-4000-8000-000000000000'];

    const reply = await portal.call('POST', `${V3}/batch/read?properties=hs_name`, {
      inputs: ids.map((id) => ({ id })),
    });

    expect(reply.status).toBe(207);
    expect(reply.body).toMatchObject({
      results: [{ id: GUID, properties: { hs_name: 'Clothing' } }],
      numErrors: 2,
      errors: [
        {
          category: 'VALIDATION_ERROR',
          subCategory: 'CampaignApiError.INVALID_REQUEST',
          message: `Invalid request: 'Invalid campaign GUID format: ${ids[1]}'`,
        },
        { category: 'OBJECT_NOT_FOUND' },
      ],
    });
  });

  it('are created, updated and archived in batches of at most 50', async () => {
    const portal = aPortal();
    const created = await portal.call('POST', `${V3}/batch/create`, {
      inputs: [{ properties: { hs_name: 'A' } }, { properties: { hs_name: 'B' } }],
    });
    const [a, b] = PageSchema.parse(created.body).results;
    const updated = await portal.call('POST', `${V3}/batch/update`, {
      inputs: [{ id: a?.id, properties: { hs_name: 'C' } }],
    });
    const archived = await portal.call('POST', `${V3}/batch/archive`, { inputs: [{ id: b?.id }] });
    const list = await portal.call('GET', `${V3}?properties=hs_name`);
    const large = await portal.call('POST', `${V3}/batch/read`, {
      inputs: Array.from({ length: 51 }, (_, i) => ({ id: String(i) })),
    });

    expect([created.status, updated.status, archived.status, large.status]).toEqual([201, 200, 204, 400]);
    expect(list.body).toMatchObject({ total: 1, results: [{ properties: { hs_name: 'C' } }] });
  });

  it.each(['limit=101', 'limit=0', 'after=x'])('refuse a page with %s', async (query) => {
    const reply = await aPortal(FILES).call('GET', `${V3}?${query}`);

    expect(reply.status).toBe(400);
  });

  it('are no CRM objects', async () => {
    const reply = await aPortal(FILES).call('GET', '/crm/v3/objects/campaign-spend');

    expect(reply.status).toBe(400);
  });
});
