import * as associations from '@hubspot/api-client/lib/codegen/crm/associations/v4/index.js';
import * as objects from '@hubspot/api-client/lib/codegen/crm/objects/index.js';
import * as owners from '@hubspot/api-client/lib/codegen/crm/owners/index.js';
import * as pipelines from '@hubspot/api-client/lib/codegen/crm/pipelines/index.js';
import * as properties from '@hubspot/api-client/lib/codegen/crm/properties/index.js';
import * as oauth from '@hubspot/api-client/lib/codegen/oauth/index.js';
import { describe, expect, it } from 'vitest';
import { aPortal, NOW, onLoopback } from './hubspot-fixture.ts';

const FILES = {
  'contacts.csv': 'id,email,firstname\n1,a@example.com,Al\n2,b@example.com,Bo\n3,c@example.com,Cy',
  'deals.csv': 'id,dealname\n7,D',
  'associations.csv': 'fromType,fromId,toType,toId,typeId\ndeals,7,contacts,1,3',
};
const authMethods = { oauth2: { accessToken: 'sim-token' } };

async function start() {
  const portal = aPortal(FILES);
  const url = await onLoopback(portal);
  const configuration = objects.createConfiguration({
    baseServer: new objects.ServerConfiguration(url, {}),
    authMethods,
  });
  return { portal, url, configuration };
}

describe('the vendor’s own client', () => {
  it('lists and pages', async () => {
    const { configuration } = await start();
    const api = new objects.BasicApi(configuration);

    const first = await api.getPage('contacts', 2, undefined, ['email'], undefined, ['deals']);
    const second = await api.getPage('contacts', 2, first.paging?.next?.after, ['email']);

    expect(first.results.map(({ id }) => id)).toEqual(['1', '2']);
    expect(first.results[0]?.associations?.['deals']?.results).toEqual([
      expect.objectContaining({ id: '7', type: 'contact_to_deal' }),
    ]);
    expect(second.results.map(({ properties: { email } }) => email)).toEqual(['c@example.com']);
  });

  it('accepts the codes of create, update, batch update and archive', async () => {
    const { configuration } = await start();
    const basic = new objects.BasicApi(configuration);
    const batch = new objects.BatchApi(configuration);

    const created = await basic.create('contacts', {
      properties: { email: 'x@example.com' },
      associations: [],
    });
    const updated = await basic.update('contacts', '1', { properties: { firstname: 'Ann' } });
    const partial = await batch.update('contacts', {
      inputs: [
        { id: '2', properties: { firstname: 'Bob' }, objectWriteTraceId: 'a' },
        { id: '99', properties: {}, objectWriteTraceId: 'b' },
      ],
    });
    await basic.archive('contacts', '3');

    expect(created.createdAt).toEqual(new Date(NOW));
    expect(updated.properties['firstname']).toBe('Ann');
    expect(partial).toMatchObject({ results: [{ id: '2', objectWriteTraceId: 'a' }], numErrors: 1 });
  });

  it('throws an ApiException with the vendor’s body', async () => {
    const { configuration } = await start();
    const api = new objects.BasicApi(configuration);

    const failed = api.update('contacts', '1', { properties: { nonsense: 'x' } });

    await expect(failed).rejects.toMatchObject({
      code: 400,
      body: { category: 'VALIDATION_ERROR', errors: [{ code: 'PROPERTY_DOESNT_EXIST' }] },
    });
  });

  it('searches', async () => {
    const { configuration } = await start();
    const api = new objects.SearchApi(configuration);

    const found = await api.doSearch('contacts', {
      filterGroups: [
        { filters: [{ propertyName: 'hs_object_id', operator: objects.FilterOperatorEnum.Gt, value: '1' }] },
      ],
      sorts: ['hs_object_id'],
      properties: ['email'],
      limit: 1,
    });

    expect(found).toMatchObject({ total: 2, results: [{ id: '2' }], paging: { next: { after: '1' } } });
  });

  it('reads associations, owners, pipelines and properties', async () => {
    const { url } = await start();
    const links = new associations.BatchApi(
      associations.createConfiguration({
        baseServer: new associations.ServerConfiguration(url, {}),
        authMethods,
      }),
    );
    const ownersApi = new owners.OwnersApi(
      owners.createConfiguration({ baseServer: new owners.ServerConfiguration(url, {}), authMethods }),
    );
    const pipelinesApi = new pipelines.PipelinesApi(
      pipelines.createConfiguration({ baseServer: new pipelines.ServerConfiguration(url, {}), authMethods }),
    );
    const coreApi = new properties.CoreApi(
      properties.createConfiguration({
        baseServer: new properties.ServerConfiguration(url, {}),
        authMethods,
      }),
    );

    const linked = await links.getPage('deals', 'contacts', { inputs: [{ id: '7' }] });
    const people = await ownersApi.getPage(undefined, undefined, 100, false);
    const stages = await pipelinesApi.getAll('deals');
    const fields = await coreApi.getAll('contacts', false);

    expect(linked.results[0]?.to.map(({ toObjectId }) => String(toObjectId))).toEqual(['1']);
    expect(people.results).toHaveLength(1);
    expect(stages.results[0]?.id).toBe('default');
    expect(fields.results.map(({ name }) => name)).toContain('firstname');
  });

  it('gets a token', async () => {
    const { url } = await start();
    const api = new oauth.TokensApi(
      oauth.createConfiguration({ baseServer: new oauth.ServerConfiguration(url, {}) }),
    );

    const token = await api.create(
      'refresh_token',
      undefined,
      undefined,
      'sim-id',
      'sim-secret',
      'sim-refresh',
    );

    expect(token).toMatchObject({ tokenType: 'bearer', expiresIn: 1800, refreshToken: 'sim-refresh' });
  });
});
