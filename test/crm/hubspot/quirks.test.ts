import { describe, expect, it } from 'vitest';
import { hubspotMergesOf } from '../../../lib/crm/hubspot/merges.ts';
import { toHubspotEntity } from '../../../lib/crm/hubspot/records.ts';
import type { CrmRecord } from '../../../lib/domain/entities.ts';
import { aRecord, NO_CONFIG } from './a-record.ts';
import { changePages, idsOf, seed, sweepPages } from './reading-all.ts';
import { anAccount, contacts, NOW, type TestAccount } from './test-account.ts';

/** H1 is in `increments.test.ts`, with its sizes. */
const STAMP = { createdAt: '2026-11-01T00:00:00.000Z', updatedAt: '2026-11-02T00:00:00.000Z' };
const MINUTE_MS = 60_000;

async function firstRead({ crm }: TestAccount, object = 'contacts') {
  const pages = await changePages(crm, object, null);
  return pages.at(-1)?.cursor ?? null;
}

function recordOf(pages: readonly { readonly records: readonly CrmRecord[] }[], id: string) {
  return pages.flatMap(({ records }) => records).findLast((record) => record.id === id);
}

describe('HubSpot quirks', () => {
  it('H2 a window takes in what bears the very stamp at which the last one ended', async () => {
    const test = await anAccount({ tables: { contacts: contacts(3) } });
    const cursor = await firstRead(test);
    test.account.edit({ kind: 'touch', object: 'contacts', ids: ['1002'], at: NOW });

    const next = await changePages(test.crm, 'contacts', cursor);

    expect(idsOf(next)).toContain('1002');
  });

  it('H3 a change that the index shows late is found by the lookback', async () => {
    const test = await anAccount({
      tables: { contacts: contacts(3) },
      settings: { searchLagMs: 2 * MINUTE_MS },
    });
    const cursor = { phase: 'window', from: Date.parse(NOW) };
    test.clock.advance(MINUTE_MS);
    test.account.edit({
      kind: 'update',
      object: 'contacts',
      id: '1002',
      properties: { jobtitle: 'CTO' },
    });
    test.clock.advance(MINUTE_MS);
    const early = await changePages(test.crm, 'contacts', cursor, 5 * MINUTE_MS);
    test.clock.advance(3 * MINUTE_MS);

    const late = await changePages(test.crm, 'contacts', early.at(-1)?.cursor ?? null, 5 * MINUTE_MS);

    expect(recordOf(early, '1002')?.fields['jobtitle']).toBeUndefined();
    expect(recordOf(late, '1002')?.fields['jobtitle']).toBe('CTO');
  });

  it('H3 a row whose own stamp is older than the window is left out', async () => {
    const stale = { id: '5', properties: {}, ...STAMP };
    const fresh = { ...stale, id: '6', updatedAt: NOW };
    const test = await anAccount({
      front: async ({ url }) =>
        url.endsWith('/search') ? Response.json({ total: 2, results: [stale, fresh] }) : undefined,
    });

    const pages = await changePages(test.crm, 'companies', {
      phase: 'window',
      from: Date.parse(NOW) - MINUTE_MS,
    });

    expect(idsOf(pages)).toEqual(['6']);
  });

  it('H4 the next window begins at the start of the read, whatever stamps from the future say', async () => {
    const future = { ...contacts(1)[0], id: '9001', updatedAt: '2031-01-01T00:00:00.000Z' };
    const test = await anAccount({ tables: { contacts: [...contacts(3), future] } });

    const cursor = await firstRead(test);

    expect(cursor).toEqual({ phase: 'window', from: Date.parse(NOW) });
  });

  it.each([
    ['contacts', 'lastmodifieddate'],
    ['companies', 'hs_lastmodifieddate'],
    ['deals', 'hs_lastmodifieddate'],
    ['calls', 'hs_lastmodifieddate'],
    ['meetings', 'hs_lastmodifieddate'],
  ])('H5 changes of %s are found by %s', async (object, property) => {
    const bodies: string[] = [];
    const test = await anAccount({
      front: async (request) => {
        if (request.url.endsWith('/search')) bodies.push(await request.text());
        return undefined;
      },
    });
    seed(test, object, { count: 2 });

    const pages = await changePages(test.crm, object, { phase: 'window', from: 5000 });

    expect(idsOf(pages)).toHaveLength(2);
    expect(bodies.every((body) => body.includes(`"propertyName":"${property}"`))).toBe(true);
  });

  it('H6 names that a URL cannot hold are read by POST, and nothing of them is lost', async () => {
    const wide = Object.fromEntries(
      Array.from({ length: 400 }, (_, i) => [`a_rather_long_property_name_${i}`, String(i)]),
    );
    const test = await anAccount({
      tables: { contacts: contacts(120, wide) },
      settings: { maxUrlLength: 8000 },
    });

    const pages = await changePages(test.crm, 'contacts', null);

    const last = pages.flatMap(({ records }) => records).at(-1);
    expect(idsOf(pages)).toHaveLength(120);
    expect(last?.fields['a_rather_long_property_name_399']).toBe('399');
  });

  it('H6 a search that is refused for its length asks for fewer names and reads the rest by id', async () => {
    const wide = Object.fromEntries(
      Array.from({ length: 200 }, (_, i) => [`a_rather_long_property_name_${i}`, String(i)]),
    );
    const tooLong = { status: 'error', message: 'The request is longer than 3000 characters' };
    const test = await anAccount({
      tables: { contacts: contacts(3, wide) },
      front: async (request) => {
        if (!request.url.endsWith('/search')) return undefined;
        return (await request.text()).length > 3000 ? Response.json(tooLong, { status: 400 }) : undefined;
      },
    });

    const pages = await changePages(test.crm, 'contacts', { phase: 'window', from: 5000 });

    const fields = pages.flatMap(({ records }) => records.map((record) => record.fields));
    expect(fields.map((all) => all['a_rather_long_property_name_199'])).toEqual(['199', '199', '199']);
  });

  it('H7 two adapters in one process keep their limits apart', async () => {
    const [busy, calm] = [await anAccount({ limits: { perTenSeconds: 2 } }), await anAccount()];
    for (let i = 0; i < 4; i += 1) await busy.crm.describe('contacts');

    for (let i = 0; i < 4; i += 1) await calm.crm.describe('contacts');

    expect(busy.clock.sleepsMs.length).toBeGreaterThan(0);
    expect(calm.clock.sleepsMs).toEqual([]);
  });

  it('H8 a search that is throttled without policy and headers waits a second and goes on', async () => {
    const test = await anAccount({ tables: { contacts: contacts(3) } });
    test.account.faults.arm({ name: 'search-rate-limit', calls: 2 });

    const count = await test.crm.count('contacts');

    expect(count).toBe(3);
    expect(test.clock.sleepsMs).toEqual([1000, 1000]);
  });

  it('H9 one bad row of a batch is named and the others are written', async () => {
    const test = await anAccount({ tables: { contacts: contacts(3) } });
    const change = (id: string, fields: Record<string, string>) => ({ id, fields });

    const outcomes = await test.crm.write('contacts', [
      change('1001', { jobtitle: 'CEO' }),
      change('1002', { no_such_property: 'x' }),
      change('1003', { jobtitle: 'CTO' }),
    ]);

    expect(outcomes.map(({ status }) => status)).toEqual(['applied', 'rejected', 'applied']);
  });

  it('H10 a success that names fewer records than were sent leaves the others unknown', async () => {
    const test = await anAccount({
      front: async ({ url }) =>
        url.endsWith('/batch/update')
          ? Response.json({ status: 'COMPLETE', results: [{ id: '1001', properties: {}, ...STAMP }] })
          : undefined,
    });

    const outcomes = await test.crm.write('contacts', [
      { id: '1001', fields: { jobtitle: 'CEO' } },
      { id: '1002', fields: { jobtitle: 'CTO' } },
    ]);

    expect(outcomes.map(({ status }) => status)).toEqual(['applied', 'unknown']);
  });

  it('H11 an id twice in a batch is sent once, with the later value', async () => {
    const test = await anAccount({ tables: { contacts: contacts(1) } });

    const outcomes = await test.crm.write('contacts', [
      { id: '1001', fields: { jobtitle: 'CEO' } },
      { id: '1001', fields: { jobtitle: 'CTO' } },
    ]);

    const [record] = await test.crm.readByIds(await test.crm.describe('contacts'), ['1001'], {
      withLinks: false,
    });
    expect(outcomes.map(({ status }) => status)).toEqual(['applied', 'applied']);
    expect(record?.fields['jobtitle']).toBe('CTO');
  });

  it('H12 a merge makes a new record that names both it took the place of', async () => {
    const test = await anAccount({ tables: { contacts: contacts(3) } });
    const cursor = await firstRead(test);
    test.clock.advance(MINUTE_MS);
    const [survivor = ''] = test.account.edit({
      kind: 'merge',
      object: 'contacts',
      primaryId: '1001',
      otherId: '1002',
    });

    const pages = await changePages(test.crm, 'contacts', cursor);

    const record = recordOf(pages, survivor);
    const merges = record === undefined ? [] : hubspotMergesOf(record);
    expect(merges.map(({ from, into }) => [from.id, into.id]).sort()).toEqual([
      ['1001', survivor],
      ['1002', survivor],
    ]);
    const description = await test.crm.describe('contacts');
    expect(await test.crm.readByIds(description, ['1001', '1002'], { withLinks: false })).toEqual([
      undefined,
      undefined,
    ]);
  });

  it('H12 contacts merged before 2025 name the merged ones with the time', () => {
    const record = aRecord('contacts', { hs_calculated_merged_vids: '9:1577836800000;7:1577836800000' });

    expect(hubspotMergesOf(record).map(({ from }) => from.id)).toEqual(['7']);
  });

  it('H13 a deleted record, which no search or list gives, comes by the archived list', async () => {
    const test = await anAccount({ tables: { contacts: contacts(3) } });
    test.account.edit({ kind: 'archive', object: 'contacts', id: '1002' });

    const changes = await changePages(test.crm, 'contacts', { phase: 'window', from: 5000 });
    const deleted = await sweepPages(test.crm, 'contacts', 'deleted');

    expect(idsOf(changes)).not.toContain('1002');
    expect(deleted.flatMap(({ records }) => records.map((record) => [record.id, record.deleted]))).toEqual([
      ['1002', true],
    ]);
  });

  it('H14 no association is no error, several labels are one link, numbers are ids', async () => {
    const answer = {
      status: 'COMPLETE',
      results: [
        {
          from: { id: '1001' },
          to: [
            {
              toObjectId: 5_790_939_450,
              associationTypes: [
                { category: 'HUBSPOT_DEFINED', typeId: 279, label: null },
                { category: 'HUBSPOT_DEFINED', typeId: 1, label: 'Primary' },
              ],
            },
          ],
        },
      ],
      numErrors: 1,
      errors: [
        {
          status: 'error',
          category: 'OBJECT_NOT_FOUND',
          subCategory: 'crm.associations.NO_ASSOCIATIONS_FOUND',
          message: 'No company is associated with contact 1002.',
          context: { fromObjectId: ['1002'], fromObjectType: ['contact'], toObjectType: ['company'] },
        },
      ],
    };
    const test = await anAccount({
      tables: { contacts: contacts(2) },
      front: async ({ url }) =>
        url.includes('/associations/') ? Response.json(answer, { status: 207 }) : undefined,
    });

    const pages = await changePages(test.crm, 'contacts', { phase: 'window', from: 5000 });

    expect(pages.flatMap(({ records }) => records.map(({ links }) => links))).toEqual([
      [{ to: { crm: 'hubspot', object: 'companies', id: '5790939450' }, isPrimary: true }],
      [],
    ]);
  });

  it('H15 days stay days, instants stay instants, and seconds are no milliseconds', () => {
    const deal = (closedate: string) => toHubspotEntity(aRecord('deals', { closedate }), NO_CONFIG);

    expect(deal('2026-03-31')).toMatchObject({ closedAt: '2026-03-31' });
    expect(deal('2026-03-31T23:00:00Z')).toMatchObject({ closedAt: '2026-03-31T23:00:00.000Z' });
    expect(() => deal('1635535865')).toThrow('closedate is no date');
  });

  it('H16 the same stage id means what its own pipeline says', async () => {
    const stage = (isClosed: string, probability: string) => ({
      id: 'final',
      label: 'Final',
      displayOrder: 0,
      metadata: { isClosed, probability },
    });
    const pipelines = {
      results: [
        { id: 'p1', label: 'One', displayOrder: 0, stages: [stage('true', '1.0')] },
        { id: 'p2', label: 'Two', displayOrder: 1, stages: [stage('true', '0.0')] },
      ],
    };
    const deal = (id: string, pipeline: string) => ({ id, pipeline, dealstage: 'final', ...STAMP });
    const test = await anAccount({ tables: { deals: [deal('30', 'p1'), deal('31', 'p2')] }, pipelines });

    const pages = await changePages(test.crm, 'deals', null);

    const won = pages.flatMap(({ records }) => records.map((record) => toHubspotEntity(record, NO_CONFIG)));
    expect(won).toMatchObject([{ isWon: true }, { isWon: false }]);
  });

  it('H17 a stage that HubSpot did not move back is read back as it is, not as it was written', async () => {
    const test = await anAccount({
      tables: { contacts: contacts(1, { lifecyclestage: 'customer' }) },
    });
    const description = await test.crm.describe('contacts');

    await test.crm.write('contacts', [{ id: '1001', fields: { lifecyclestage: 'lead' } }]);

    const [record] = await test.crm.readByIds(description, ['1001'], { withLinks: false });
    expect(record?.fields['lifecyclestage']).toBe('customer');
  });

  it('H18 a write of ours gives the version under which it comes back', async () => {
    const test = await anAccount({ tables: { contacts: contacts(1) } });
    const cursor = await firstRead(test);
    test.clock.advance(MINUTE_MS);

    const [outcome] = await test.crm.write('contacts', [{ id: '1001', fields: { jobtitle: 'CTO' } }]);

    const pages = await changePages(test.crm, 'contacts', cursor);
    expect(outcome).toEqual({ status: 'applied', version: recordOf(pages, '1001')?.version });
  });

  it.each([
    ['unauthorized', 'auth'],
    ['token-format', 'auth'],
    ['missing-scopes', 'permission'],
    ['missing-scopes-in-context', 'permission'],
  ])('H20 %s ends the read as %s, without a second call', async (fault, failure) => {
    const test = await anAccount();
    test.account.faults.arm({ name: fault, calls: 9 });

    const describing = test.crm.describe('contacts');

    await expect(describing).rejects.toMatchObject({ failure });
    expect(test.crm.calls()).toBe(1);
  });
});
