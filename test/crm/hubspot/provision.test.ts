import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { FIELDS } from '../../../lib/crm/fields.ts';
import { HUBSPOT_OBJECT_OF, hubspotFieldName } from '../../../lib/crm/hubspot/field-names.ts';
import { anAccount } from './test-account.ts';

const WANTED = FIELDS.filter(({ on }) => on !== 'campaign');
const NAMES = WANTED.map((field) => `${HUBSPOT_OBJECT_OF[field.on]}.${hubspotFieldName(field)}`).sort();
const BATCH_CREATE = '/crm/v3/properties/{object}/batch/create';

describe('provisioning', () => {
  it('creates every field but those of campaigns', async () => {
    const { crm } = await anAccount();

    const report = await crm.provision(FIELDS);

    expect({ ...report, created: report.created.toSorted() }).toEqual({
      created: NAMES,
      granted: [],
      unchanged: [],
      failed: [],
    });
  });

  it('changes nothing the second time', async () => {
    const test = await anAccount();
    await test.crm.provision(FIELDS);
    test.account.calls.reset();

    const report = await test.crm.provision(FIELDS);

    expect({ ...report, unchanged: report.unchanged.toSorted() }).toEqual({
      created: [],
      granted: [],
      unchanged: NAMES,
      failed: [],
    });
    expect(test.account.calls.list().map(({ method }) => method)).toEqual(['GET', 'GET', 'GET']);
  });

  it('makes the fields writable, with words in both languages', async () => {
    const { crm, call } = await anAccount();

    await crm.provision(FIELDS);

    const { fields } = await crm.describe('contacts');
    expect(fields.find(({ name }) => name === 'revloop_lead_rank')?.isWritable).toBe(true);
    expect(await call('GET', '/crm/v3/properties/contacts/revloop_lead_rank')).toMatchObject({
      label: 'リードランク / Lead Rank',
      type: 'enumeration',
      fieldType: 'select',
      groupName: 'revloop',
      options: [{ value: 'hot', label: 'ホット / Hot' }, {}, {}, {}],
    });
  });

  it('sends how a number is shown, which the SDK would drop', async () => {
    const bodies: unknown[] = [];
    const { crm } = await anAccount({
      front: async (request) => {
        if (request.url.endsWith('/batch/create')) bodies.push(await request.json());
        return undefined;
      },
    });

    await crm.provision(FIELDS.filter(({ stem }) => stem === 'Source_Win_Rate' || stem === 'Channel_CAC'));

    const shown = {
      name: z.string(),
      numberDisplayHint: z.string(),
      showCurrencySymbol: z.boolean().optional(),
    };
    const inputs = z.array(z.object({ inputs: z.array(z.object(shown)) })).parse(bodies);
    expect(inputs.flatMap((body) => body.inputs)).toEqual([
      { name: 'revloop_channel_cac', numberDisplayHint: 'currency', showCurrencySymbol: true },
      { name: 'revloop_source_win_rate', numberDisplayHint: 'percentage' },
    ]);
  });

  it('takes a field that someone else created meanwhile as unchanged', async () => {
    const test = await anAccount({
      front: async (request, { app }) => {
        if (!request.url.endsWith('/contacts/batch/create')) return undefined;
        await app.request('/crm/v3/properties/contacts', {
          method: 'POST',
          headers: { authorization: 'Bearer sim-other' },
          body: JSON.stringify({
            name: 'revloop_channel',
            label: 'x',
            type: 'string',
            fieldType: 'text',
            groupName: 'revloop',
          }),
        });
        return undefined;
      },
    });

    const report = await test.crm.provision(FIELDS);

    expect(report.unchanged).toEqual(['contacts.revloop_channel']);
    expect(report.failed).toEqual([]);
    expect(report.created).toHaveLength(NAMES.length - 1);
  });

  it('creates one by one where the whole call is refused, and names what fails', async () => {
    const test = await anAccount({
      front: async (request) => {
        if (!request.url.endsWith('/companies/batch/create')) return undefined;
        const text = await request.text();
        return text.includes('"revloop_ltv"')
          ? Response.json(
              { status: 'error', message: 'limit reached', category: 'VALIDATION_ERROR' },
              { status: 400 },
            )
          : undefined;
      },
    });

    const report = await test.crm.provision(FIELDS.filter(({ on }) => on === 'company'));

    expect(report.failed).toEqual([
      { field: 'companies.revloop_ltv', reason: 'HTTP 400 VALIDATION_ERROR: limit reached' },
    ]);
    expect(report.created).toEqual([
      'companies.revloop_revenue_to_date',
      'companies.revloop_acquisition_cac',
    ]);
    expect(test.seen('POST', BATCH_CREATE)).toBe(2);
  });
});
