import { describe, expect, it } from 'vitest';
import { hubspotMergesOf } from '../../../lib/crm/hubspot/merges.ts';
import { toHubspotEntity } from '../../../lib/crm/hubspot/records.ts';
import { aRecord, NO_CONFIG } from './a-record.ts';
import { changePages, firstRead, idsOf, recordOf, sweepPages } from './reading-all.ts';
import { anAccount, contacts } from './test-account.ts';

const STAMP = { createdAt: '2026-11-01T00:00:00.000Z', updatedAt: '2026-11-02T00:00:00.000Z' };
const MINUTE_MS = 60_000;

describe('HubSpot quirks of records', () => {
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
});
