import { describe, expect, it } from 'vitest';
import { aPortal } from '../hubspot-fixture.ts';

const DEALS = [
  'id,dealname,amount,dealstage,pipeline,closedate,createdAt,updatedAt,archived',
  '1,One,1000,closedwon,default,2026-02-03T00:00:00.000Z,2026-01-01T00:00:00.000Z,2026-02-01T00:00:00.000Z,false',
  '2,Two,,appointmentscheduled,default,,2026-01-02T00:00:00.000Z,2026-02-02T00:00:00.000Z,true',
  '3,Three,3000,closedlost,default,,2026-01-03T00:00:00.000Z,2026-02-03T00:00:00.000Z,false',
].join('\n');
const COMPANIES = 'id,name,createdAt,updatedAt\n7,Seven,2026-01-01T00:00:00.000Z,2026-01-05T00:00:00.000Z';
const LINKS =
  'fromType,fromId,toType,toId,typeId\ndeals,1,companies,7,341\ndeals,1,contacts,9,3\ndeals,3,companies,7,341';
const CONTACTS = 'id,email\n9,a@example.com';

function aLegacyPortal() {
  return aPortal({
    'deals.csv': DEALS,
    'companies.csv': COMPANIES,
    'contacts.csv': CONTACTS,
    'associations.csv': LINKS,
  });
}

/** These versions are in no OpenAPI file: their shapes are those that clients in use read. */
async function get({ app }: ReturnType<typeof aPortal>, path: string) {
  const headers = { authorization: 'Bearer sim-token' };
  const response = await app.request(`http://hubspot.test${path}`, { headers });
  const body: unknown = await response.json();
  return { status: response.status, body };
}

describe('the first two versions of the API', () => {
  it('pages through live deals by id, with values that say when they were set', async () => {
    const portal = aLegacyPortal();

    const first = await get(portal, '/deals/v1/deal/paged?limit=1&includeAllProperties=True');
    const second = await get(portal, '/deals/v1/deal/paged?limit=1&offset=1&properties=amount');

    expect(first.body).toMatchObject({ hasMore: true, offset: 1 });
    expect(first.body).toMatchObject({
      deals: [
        {
          dealId: 1,
          isDeleted: false,
          properties: {
            dealname: { value: 'One', timestamp: Date.parse('2026-01-01') },
            closedate: { value: String(Date.parse('2026-02-03')) },
            hs_lastmodifieddate: { timestamp: Date.parse('2026-02-01') },
          },
        },
      ],
    });
    expect(second.body).toMatchObject({ hasMore: false, offset: 3, deals: [{ dealId: 3 }] });
    expect(second.body).not.toHaveProperty('deals.0.properties.dealname');
  });

  it('gives the ids at the other end only where they are asked for', async () => {
    const portal = aLegacyPortal();

    const linked = await get(portal, '/deals/v1/deal/paged?limit=1&includeAssociations=true');
    const without = await get(portal, '/deals/v1/deal/paged?limit=1');

    expect(linked.body).toMatchObject({
      deals: [{ associations: { associatedVids: [9], associatedCompanyIds: [7] } }],
    });
    expect(without.body).toMatchObject({
      deals: [{ associations: { associatedVids: [], associatedCompanyIds: [] } }],
    });
  });

  it('answers one deal, and 404 for an archived one', async () => {
    const portal = aLegacyPortal();

    const live = await get(portal, '/deals/v1/deal/3');
    const archived = await get(portal, '/deals/v1/deal/2');

    expect(live.body).toMatchObject({ dealId: 3, properties: { amount: { value: '3000' } } });
    expect(archived.status).toBe(404);
  });

  it('pages through companies with the dash in has-more, and details one', async () => {
    const portal = aLegacyPortal();

    const page = await get(portal, '/companies/v2/companies/paged?properties=name');
    const detail = await get(portal, '/companies/v2/companies/7');
    const unknown = await get(portal, '/companies/v2/companies/8');

    expect(page.body).toMatchObject({
      'has-more': false,
      companies: [{ companyId: 7, properties: { name: { value: 'Seven' } } }],
    });
    expect(detail.body).toMatchObject({ companyId: 7, properties: { hs_object_id: { value: '7' } } });
    expect(unknown.status).toBe(404);
  });

  it.each(['/properties/v1/deals/properties', '/properties/v2/deal/properties', '/companies/v2/properties'])(
    'lists properties at %s as a bare array',
    async (path) => {
      const portal = aLegacyPortal();

      const { body } = await get(portal, path);

      expect(body).toContainEqual(expect.objectContaining({ name: 'createdate', type: 'datetime' }));
    },
  );

  it('lists pipelines in both of its older shapes', async () => {
    const portal = aLegacyPortal();

    const deals = await get(portal, '/deals/v1/pipelines');
    const between = await get(portal, '/crm-pipelines/v1/pipelines/deals');

    expect(deals.body).toMatchObject([{ pipelineId: 'default', staticDefault: true }]);
    expect(deals.body).toHaveProperty(
      '0.stages',
      expect.arrayContaining([
        expect.objectContaining({ stageId: 'closedwon', probability: 1, closedWon: true }),
      ]),
    );
    expect(between.body).toMatchObject({ results: [{ pipelineId: 'default', objectType: 'DEALS' }] });
  });
});
