import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { aPortal, NOW } from './hubspot-fixture.ts';

const PATH = '/settings/v3/currencies';
const FILES = {
  'exchange-rates.csv':
    'id,fromCurrencyCode,toCurrencyCode,conversionRate,effectiveAt\n' +
    '1,USD,JPY,140,2026-01-01T00:00:00Z\n2,USD,JPY,150,2026-06-01T00:00:00Z\n3,USD,JPY,160,2027-01-01T00:00:00Z',
};
const JPY = { account: { currency: 'JPY' } };

describe('exchange rates', () => {
  it('come from exchange-rates.csv, page by page; the current one is the last in force', async () => {
    const portal = aPortal(FILES, JPY);

    const first = await portal.call('GET', `${PATH}/exchange-rates?limit=2`);
    const next = await portal.call('GET', `${PATH}/exchange-rates?limit=2&after=2`);
    const current = await portal.call('GET', `${PATH}/exchange-rates/current`);
    const one = await portal.call('GET', `${PATH}/exchange-rates/1`);
    const details = await portal.call('GET', '/account-info/v3/details');

    expect(first.body).toMatchObject({
      results: [{ id: '1' }, { id: '2' }],
      paging: { next: { after: '2' } },
    });
    expect(next.body).toMatchObject({ results: [{ id: '3' }] });
    expect(current.body).toMatchObject({ results: [{ id: '2', conversionRate: 150 }] });
    expect(one.body).toMatchObject({ fromCurrencyCode: 'USD', toCurrencyCode: 'JPY' });
    expect(details.body).toMatchObject({ companyCurrency: 'JPY', additionalCurrencies: ['USD'] });
  });

  it('are created and changed, alone and in batches', async () => {
    const portal = aPortal({}, JPY);
    const created = await portal.call('POST', `${PATH}/exchange-rates`, {
      fromCurrencyCode: 'EUR',
      conversionRate: 170,
    });
    const { id } = z.object({ id: z.string() }).parse(created.body);

    const patched = await portal.call('PATCH', `${PATH}/exchange-rates/${id}`, { conversionRate: 171 });
    const batch = await portal.call('POST', `${PATH}/exchange-rates/batch/create`, {
      inputs: [{ fromCurrencyCode: 'USD', conversionRate: 150 }],
    });
    const updated = await portal.call('POST', `${PATH}/exchange-rates/batch/update`, {
      inputs: [{ id, conversionRate: 172 }],
    });
    const read = await portal.call('POST', `${PATH}/exchange-rates/batch/read`, {
      inputs: [{ id }, { id: '0' }],
    });

    expect(created.body).toMatchObject({ toCurrencyCode: 'JPY', effectiveAt: NOW });
    expect(patched.body).toMatchObject({ conversionRate: 171 });
    expect([batch.status, updated.status]).toEqual([201, 200]);
    expect(read.status).toBe(207);
    expect(read.body).toMatchObject({
      results: [{ conversionRate: 172 }],
      errors: [{ context: { ids: ['0'] } }],
    });
  });

  it.each(['exchange-rates/99', 'exchange-rates?after=99'])(
    'that are not there are refused: %s',
    async (path) => {
      const reply = await aPortal(FILES, JPY).call('GET', `${PATH}/${path}`);

      expect(reply.status).toBeGreaterThanOrEqual(400);
    },
  );
});

describe('currencies', () => {
  it('are the company’s, and all there are', async () => {
    const portal = aPortal({}, JPY);

    const company = await portal.call('GET', `${PATH}/company-currency`);
    const codes = await portal.call('GET', `${PATH}/codes`);
    const central = await portal.call('GET', `${PATH}/central-fx-rates/information`);

    expect(company.body).toMatchObject({ id: 'JPY' });
    expect(codes.body).toMatchObject({
      results: expect.arrayContaining([{ currencyCode: 'JPY', currencyName: 'Japanese Yen' }]),
    });
    expect(central.body).toEqual({ centralExchangeRatesEnabled: false });
  });
});

describe('schemas', () => {
  it('are those of custom objects, by every spelling', async () => {
    const portal = aPortal({ 'machines.csv': 'id,serial\n1,A' });

    const list = await portal.call('GET', '/crm-object-schemas/v3/schemas');
    const one = await portal.call('GET', '/crm-object-schemas/2026-03/schemas/2-1000001');
    const archived = await portal.call('GET', '/crm/v3/schemas?archived=true');
    const contacts = await portal.call('GET', '/crm-object-schemas/v3/schemas/contacts');
    const record = await portal.call('GET', '/crm/v3/objects/2-1000001/1?properties=serial');

    expect(list.body).toMatchObject({ results: [{ objectTypeId: '2-1000001', name: 'machines' }] });
    expect(one.body).toMatchObject({ primaryDisplayProperty: 'serial' });
    expect(archived.body).toEqual({ results: [] });
    expect(contacts.status).toBe(404);
    expect(record.body).toMatchObject({ properties: { serial: 'A' } });
  });
});

describe('engagements', () => {
  it.each([
    ['calls', { hs_call_title: 'C', hs_call_direction: 'OUTBOUND' }, 194],
    ['meetings', { hs_meeting_title: 'M', hs_meeting_outcome: 'COMPLETED' }, 200],
    ['tasks', { hs_task_subject: 'T', hs_task_status: 'NOT_STARTED' }, 204],
    ['notes', { hs_note_body: 'N' }, 202],
    ['emails', { hs_email_subject: 'E', hs_email_direction: 'EMAIL' }, 198],
  ])(
    '%s are created with an association, searched and read',
    async (object, properties, associationTypeId) => {
      const portal = aPortal({ 'contacts.csv': 'id\n1' });
      const types = [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId }];
      const created = await portal.call('POST', `/crm/v3/objects/${object}`, {
        properties: { ...properties, hs_timestamp: NOW },
        associations: [{ to: { id: '1' }, types }],
      });
      const { id } = z.object({ id: z.string() }).parse(created.body);

      const read = await portal.call('GET', `/crm/v3/objects/${object}/${id}?associations=contacts`);
      const found = await portal.call('POST', `/crm/v3/objects/${object}/search`, {
        filterGroups: [
          {
            filters: [
              { propertyName: 'hs_lastmodifieddate', operator: 'GTE', value: String(Date.parse(NOW)) },
            ],
          },
        ],
        sorts: ['hs_createdate'],
      });

      expect(created.status).toBe(201);
      expect(read.body).toMatchObject({
        properties: { hs_createdate: NOW, hs_lastmodifieddate: NOW },
        associations: { contacts: { results: [{ id: '1' }] } },
      });
      expect(found.body).toMatchObject({ total: 1, results: [{ id }] });
    },
  );
});
