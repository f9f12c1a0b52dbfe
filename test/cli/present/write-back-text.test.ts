import { describe, expect, it } from 'vitest';
import { applyText } from '../../../lib/cli/present/apply-text.ts';
import { planText } from '../../../lib/cli/present/plan-text.ts';
import type { ApplyReport } from '../../../lib/pipeline/write-back/apply.ts';
import type { Plan } from '../../../lib/pipeline/write-back/plan-file.ts';

const change = {
  crm: 'salesforce',
  object: 'Opportunity',
  id: '006A',
  field: 'RevLoop_Channel_CAC__c',
} as const;

function aPlan(parts: Partial<Plan> = {}): Plan {
  return {
    formatVersion: 1,
    planId: '7f3a',
    runId: 'run-1',
    asOf: '2026-11-22',
    changes: [
      { ...change, old: 312_000, new: 300_000 },
      { ...change, field: 'RevLoop_CAC_Range__c', old: null, new: '¥166K–¥603K' },
      { ...change, id: '006B', old: 312_000, new: 300_000 },
      {
        ...change,
        crm: 'hubspot',
        object: 'contacts',
        id: '51',
        field: 'revloop_channel',
        old: '',
        new: 'SEO',
      },
    ],
    records: [],
    skipped: [{ id: 'hubspot/contacts/9', reason: 'field-missing: revloop_channel' }],
    calls: { salesforce: 2, hubspot: 1 },
    ...parts,
  };
}

function aReport(parts: Partial<ApplyReport> = {}): ApplyReport {
  return {
    runId: '7f3a',
    planned: 4,
    applied: 2,
    unchanged: 1,
    skipped: [],
    rejected: [],
    unknown: 0,
    calls: { salesforce: 2, hubspot: 0 },
    seconds: 1,
    ...parts,
  };
}

describe('planText', () => {
  it('shows old and new per field and record, what is skipped, and the cost', () => {
    const text = planText(aPlan(), { lang: 'en' });

    expect(text.split('\n')).toEqual([
      'Write-back plan 7f3a, figures as of 2026-11-22',
      '',
      'Salesforce  Opportunity  2 records, 3 fields',
      '  006A',
      '    RevLoop_Channel_CAC__c  312000 → 300000',
      '    RevLoop_CAC_Range__c    (blank) → ¥166K–¥603K',
      '  006B',
      '    RevLoop_Channel_CAC__c  312000 → 300000',
      '',
      'HubSpot  contacts  1 records, 1 fields',
      '  51',
      '    revloop_channel  (blank) → SEO',
      '',
      'Skipped (1)',
      '  hubspot/contacts/9  the CRM lacks these fields: revloop_channel (revloop crm apply)',
      '',
      'Applying it takes: Salesforce 2 calls, HubSpot 1 calls. Nothing outside RevLoop fields is touched.',
      'Next: revloop apply FILE',
    ]);
  });

  it('counts the records it does not show', () => {
    const text = planText(aPlan(), { lang: 'ja', limit: 1 });

    expect(text).toContain('  … 他1件');
    expect(text).not.toContain('006B');
  });

  it('says that nothing changes', () => {
    const text = planText(aPlan({ changes: [], skipped: [] }), { lang: 'ja' });

    expect(text).toBe(
      '書き戻し計画 7f3a(2026-11-22 時点の数値)\n変更はありません。すべてのレコードが最新の値です。',
    );
  });
});

describe('applyText', () => {
  it('counts every outcome and names the calls', () => {
    const lines = applyText(aReport(), { lang: 'ja', timeZone: 'Asia/Tokyo' }).split('\n');

    expect(lines).toEqual([
      '書き戻し 7f3a  4件',
      '       2  書き込み',
      '       1  変更不要',
      '       0  対象外',
      '       0  CRMが拒否',
      '       0  結果不明',
      '',
      'API: Salesforce 2回',
    ]);
  });

  it('says of a rejected record why and what to do', () => {
    const rejected = [
      {
        id: 'salesforce/Lead/00Q1',
        code: 'FIELD_CUSTOM_VALIDATION',
        reason: 'Rule A',
        fix: 'Change the rule.',
      },
      { id: 'salesforce/Lead/00Q2', code: 'X', reason: 'Y', fix: '' },
      { id: 'salesforce/Lead/00Q3', code: 'X', reason: 'Y', fix: '' },
    ];

    const text = applyText(aReport({ rejected }), { lang: 'en', timeZone: 'Asia/Tokyo', limit: 2 });

    expect(text).toContain(
      'rejected by the CRM (3)\n  salesforce/Lead/00Q1  FIELD_CUSTOM_VALIDATION  Rule A\n    Fix: Change the rule.\n  salesforce/Lead/00Q2  X  Y\n  … and 1 more',
    );
  });

  it('says of a skipped record why, and how to settle unknown outcomes', () => {
    const skipped = [{ id: 'hubspot/deals/3', reason: 'the record is gone' }];

    const text = applyText(aReport({ skipped, unknown: 2, calls: {} }), {
      lang: 'ja',
      timeZone: 'Asia/Tokyo',
    });

    expect(text).toContain('対象外(1件)\n  hubspot/deals/3  レコードが削除されています');
    expect(text).toContain('同じ apply をもう一度');
    expect(text).toContain('API: なし');
  });
});
