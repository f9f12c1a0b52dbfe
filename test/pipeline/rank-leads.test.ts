import { describe, expect, it } from 'vitest';
import type { FieldValue } from '../../lib/domain/entities.ts';
import type { StepContext } from '../../lib/pipeline/context.ts';
import { ingestCrm } from '../../lib/pipeline/ingest-crm.ts';
import { rankLeads } from '../../lib/pipeline/rank-leads.ts';
import { type LeadRank, loadRanks } from '../../lib/store/rank-store.ts';
import { aConfig, aCrmRecord } from '../support/builders.ts';
import { FakeCrm } from '../support/fake-crm.ts';
import { aStepContext } from '../support/step-context.ts';
import { prepared } from './write-back/scenario.ts';

describe('rankLeads', () => {
  it('ranks open leads and nobody else', async () => {
    const scenario = await prepared();

    const report = await rankLeads(scenario.context);

    expect(report).toMatchObject({ ranked: 3, changed: 0, byRank: { hot: 0, warm: 0, cold: 3, none: 0 } });
  });

  it('takes the rank away from who is no open lead any more', async () => {
    const scenario = await prepared();
    scenario.crm.edit('Lead', 'a', { IsConverted: true, ConvertedContactId: 'c1' });
    await scenario.ingest();

    const report = await rankLeads(scenario.context);

    expect(report).toMatchObject({ ranked: 2, changed: 1 });
    expect([...(await ranksOf(scenario.context)).keys()]).toEqual(
      expect.arrayContaining(['salesforce/Lead/b', 'salesforce/Lead/c']),
    );
  });

  it.each<[string, Readonly<Record<string, FieldValue>>, string, string | null]>([
    ['a small company', { NumberOfEmployees: 99 }, 'cold', 'cold-small'],
    ['a large, rich and new company', { NumberOfEmployees: 1000, AnnualRevenue: 5e9 }, 'hot', 'hot-large'],
    ['two visits of the pages that matter', { key_page_visits: '2' }, 'hot', 'hot-visits'],
    ['visits that are no number', { key_page_visits: 'often' }, 'none', null],
    [
      'the target list and a stated condition',
      { NumberOfEmployees: 300, target_list: 'TRUE', stated_condition: 'yes' },
      'hot',
      'hot-target',
    ],
    [
      'a target list as a checkbox',
      { NumberOfEmployees: 300, target_list: true, stated_condition: 'yes' },
      'hot',
      'hot-target',
    ],
    [
      'a target list it is not on',
      { NumberOfEmployees: 300, target_list: false, stated_condition: 'yes' },
      'none',
      null,
    ],
    ['nothing known', {}, 'none', null],
  ])('ranks %s', async (_case, fields, rank, rule) => {
    const crm = new FakeCrm().hold(
      aCrmRecord('salesforce/Lead/1', {
        createdAt: '2026-03-01T00:00:00.000Z',
        fields: { LeadSource: 'Webinar', ...fields },
      }),
    );
    const context = aStepContext({ config: aConfig({ crm: { salesforce: {} } }) });
    await ingestCrm(context, crm);

    await rankLeads(context);

    const ranks = await ranksOf(context);
    expect(ranks.get('salesforce/Lead/1')).toMatchObject({ rank, rule });
  });

  it('takes a field of another record where this one’s is blank', async () => {
    const email = 'a@x.jp';
    const context = aStepContext();
    const contact = aCrmRecord('hubspot/contacts/1', {
      fields: { email, key_page_visits: '', createdate: '2026-01-01' },
    });
    await ingestCrm(context, new FakeCrm({ name: 'hubspot' }).hold(contact));
    const lead = aCrmRecord('salesforce/Lead/1', { fields: { Email: email, key_page_visits: 3 } });
    await ingestCrm(context, new FakeCrm().hold(lead));

    await rankLeads(context);

    const [rank] = (await ranksOf(context)).values();
    expect(rank).toMatchObject({ person: 'hubspot/contacts/1', rule: 'hot-visits' });
  });
});

async function ranksOf({ table }: StepContext): Promise<ReadonlyMap<string, LeadRank>> {
  return new Map((await loadRanks(table)).map((rank) => [rank.person, rank]));
}
