import { describe, expect, it } from 'vitest';
import { syncText } from '../../../lib/cli/present/sync-text.ts';
import { demoData } from '../../studio/demo-figures.ts';

describe('syncText', () => {
  it('shows counts per object', () => {
    const line = syncText(demoData(), { lang: 'ja' })
      .split('\n')
      .find((text) => text.includes('contacts'));

    expect(line?.split(/ {2,}/)).toEqual([
      'HubSpot',
      'contacts',
      '1,170',
      '1,170',
      '0',
      '0',
      '12',
      '2.4',
      '正常',
    ]);
  });

  it('explains an object that stopped', () => {
    const text = syncText(demoData(), { lang: 'en', width: 60 });

    expect(text).toContain('RL-2005 hubspot/deals: The CRM kept asking to slow down');
    expect(text).toContain('  hubspot: 429 for 60 s');
    expect(text).toContain('  Fix: Run again');
  });

  it('names the ids that are missing and the records in quarantine', () => {
    const text = syncText(demoData(), { lang: 'ja' });

    expect(text).toContain('Salesforce Opportunity: CRM 231件、保存 230件\n  未取得: 006000000000123AAA');
    expect(text).toContain(
      'salesforce/Opportunity/006000000000123AAA  RL-2201  原文: CloseDate "2026-13-40" is no date',
    );
  });

  it('names records gone in the CRM, and counts those it does not name', () => {
    const extra = Array.from({ length: 25 }, (_, at) => `id${at}`);
    const completeness = [
      {
        crm: 'hubspot',
        object: 'deals',
        crmCount: 0,
        storeCount: 25,
        missing: [],
        extra,
        repaired: { missing: [], extra: [], stale: [] },
      },
    ];

    const text = syncText({ runs: [], completeness, quarantined: [] }, { lang: 'en' });

    expect(text).toContain('gone in the CRM: id0, id1');
    expect(text).toContain('id19 … and 5 more');
  });

  it('says that nothing is missing', () => {
    const { completeness } = demoData();
    const complete = { ...demoData(), completeness: completeness.slice(0, 1), quarantined: [] };

    expect(syncText(complete, { lang: 'en' })).toContain('Complete: the store holds what each CRM counts.');
  });

  it('claims nothing where nothing was compared, and keeps a code it does not know', () => {
    const record = { crm: 'hubspot', object: 'deals', id: '1', code: 'odd', reason: 'why' };

    const text = syncText({ runs: [], completeness: [], quarantined: [record] }, { lang: 'en' });

    expect(text).not.toContain('Complete');
    expect(text).toContain('hubspot/deals/1  odd  why');
  });
});
