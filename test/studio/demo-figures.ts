import type { FeedbackRow } from '../../lib/domain/kpi-row.ts';
import type { Explanation } from '../../lib/kpis/explanation.ts';
import { wilsonInterval } from '../../lib/kpis/methods/wilson-interval.ts';
import type { LedgerRun } from '../../lib/pipeline/ingest/ingest-report.ts';
import type { InboxEntry } from '../../lib/pipeline/run-ledger.ts';
import type { StudioData } from '../../lib/studio/studio-data.ts';
import { demoNames, demoTable } from './demo-table.ts';

export function aFeedbackRow(parts: Partial<FeedbackRow> & Pick<FeedbackRow, 'key'>): FeedbackRow {
  const { won = 4, lost = 6 } = parts;
  const interval = wilsonInterval(won, won + lost);
  return {
    leads: 40,
    won,
    lost,
    wonRevenue: '6400000',
    winRate: won + lost === 0 ? null : String(Math.round((won / (won + lost)) * 10_000) / 10_000),
    winRateLow: interval === null ? null : interval.low.toFixed(4),
    winRateHigh: interval === null ? null : interval.high.toFixed(4),
    leadToWonRate: '0.1',
    medianCycleDays: 74,
    lostReasons: [],
    rejectReasons: [],
    ...parts,
  };
}

export const demoFeedback: readonly FeedbackRow[] = [
  aFeedbackRow({
    key: 'Organic Search',
    leads: 240,
    won: 20,
    lost: 14,
    wonRevenue: '38400000',
    leadToWonRate: '0.0833',
    lostReasons: [
      { reason: '価格', count: 6 },
      { reason: '競合に決定', count: 5 },
      { reason: null, count: 3 },
    ],
  }),
  aFeedbackRow({
    key: 'Paid Search',
    leads: 240,
    won: 20,
    lost: 15,
    wonRevenue: '37000000',
    leadToWonRate: '0.0833',
    medianCycleDays: 61,
    lostReasons: [
      { reason: '時期尚早', count: 9 },
      { reason: '価格', count: 6 },
    ],
  }),
  aFeedbackRow({
    key: 'Trade Show',
    leads: 100,
    won: 8,
    lost: 6,
    wonRevenue: '18400000',
    leadToWonRate: '0.08',
    medianCycleDays: 112.5,
    lostReasons: [{ reason: '予算なし', count: 6 }],
  }),
  aFeedbackRow({
    key: 'Webinar',
    leads: 105,
    won: 12,
    lost: 7,
    wonRevenue: '22800000',
    leadToWonRate: '0.1143',
    lostReasons: [{ reason: '競合に決定', count: 7 }],
  }),
  aFeedbackRow({
    key: 'Press Release',
    leads: 20,
    won: 0,
    lost: 0,
    wonRevenue: '0',
    leadToWonRate: '0',
    medianCycleDays: null,
    medianCycleDaysReason: 'no-wins',
    winRateReason: 'nothing-closed',
  }),
];

const demoInbox: readonly InboxEntry[] = [
  {
    ...{ code: 'crm-throttled', rl: 'RL-2005', crm: 'hubspot', object: 'deals' },
    ...{ reason: 'hubspot: 429 for 60 s', count: 1, ids: [], openedAt: null, fixedBy: 'revloop' },
  },
  {
    ...{ code: 'record-invalid', rl: 'RL-2201', crm: 'salesforce', object: 'Opportunity' },
    ...{ reason: '…: CloseDate is no date', count: 1204, ids: ['006000000000123AAA'] },
    ...{ openedAt: '2026-11-21 02:10 (Asia/Tokyo)', fixedBy: 'crm-admin' },
  },
];

const demoLedger: readonly LedgerRun[] = [
  {
    ...{ runId: '20261121T171000000Z-1a2b3c4d', kind: 'reconcile', crm: 'salesforce', status: 'failed' },
    ...{ startedAt: '2026-11-22 02:10 (Asia/Tokyo)', endedAt: '2026-11-21T17:10:09.000Z', seconds: 8.7 },
    ...{ calls: 17, runs: [], completeness: [] },
    sweeps: [
      {
        ...{ crm: 'salesforce', object: 'Lead', kind: 'deleted', status: 'complete', calls: 2, seconds: 0.4 },
        ...{ read: 31, upserted: 0, deleted: 29, unchanged: 2, quarantined: 0 },
      },
    ],
  },
];

/** All that the studio shows of the demo company, errors and gaps included. */
export function demoData(parts: Partial<StudioData> = {}): StudioData {
  const run = {
    ...{ deleted: 0, unchanged: 0, merged: 0, healed: 0, checkpoint: null },
    status: 'complete',
    freshAt: '2026-11-24T00:30:00.000Z',
  } as const;
  const salesforce = { ...run, crm: 'salesforce', calls: 3, seconds: 1.2 };
  const repaired = { missing: [], extra: [], stale: [] };
  const hubspot = { ...run, crm: 'hubspot', calls: 12, seconds: 2.4 };
  return {
    table: demoTable(),
    names: demoNames,
    feedback: demoFeedback,
    runs: [
      { ...salesforce, object: 'Lead', read: 842, upserted: 842, quarantined: 0 },
      { ...salesforce, object: 'Opportunity', read: 231, upserted: 230, quarantined: 1 },
      { ...hubspot, object: 'contacts', read: 1170, upserted: 1170, quarantined: 0 },
      {
        ...hubspot,
        object: 'deals',
        read: 100,
        upserted: 100,
        quarantined: 0,
        status: 'failed',
        error: { code: 'crm-throttled', message: 'hubspot: 429 for 60 s' },
      },
    ],
    completeness: [
      { crm: 'salesforce', object: 'Lead', crmCount: 842, storeCount: 842, missing: [], extra: [], repaired },
      {
        crm: 'salesforce',
        object: 'Opportunity',
        crmCount: 231,
        storeCount: 230,
        missing: ['006000000000123AAA'],
        extra: [],
        repaired,
      },
      {
        crm: 'hubspot',
        object: 'contacts',
        crmCount: 1170,
        storeCount: 1170,
        missing: [],
        extra: [],
        repaired: { missing: ['10031'], extra: ['10044'], stale: ['10052', '10053'] },
      },
    ],
    inbox: demoInbox,
    ledger: demoLedger,
    issues: [
      {
        code: 'won-before-lead',
        ref: 'salesforce/Opportunity/006000000000045AAA',
        detail: '2026-03-02 < 2026-03-09',
      },
      { code: 'spend-unknown-channel', ref: 'spend/other.csv:7', detail: 'taxi_ads' },
      {
        code: 'ambiguous-identity',
        ref: 'hubspot/contacts/10233',
        detail: 'hubspot/contacts/10233, hubspot/contacts/10871',
      },
    ],
    quarantined: [
      {
        crm: 'salesforce',
        object: 'Opportunity',
        id: '006000000000123AAA',
        code: 'record-invalid',
        reason: 'CloseDate "2026-13-40" is no date',
      },
    ],
    firstTouch: true,
    unattributed: [
      { reason: 'no-rule', lead: 24, won: 2 },
      { reason: 'no-source', lead: 24, won: 2 },
    ],
    syncedAt: '2026-11-22 02:10 JST',
    writes: { planned: 1208, applied: 1190, unchanged: 14, rejected: 1, skipped: 3, unknown: 0 },
    ...parts,
  };
}

export const demoExplanation: Explanation = {
  label: 'cac',
  value: '300000',
  formula: 'spend ÷ newCustomers',
  inputs: [
    {
      label: 'spend',
      value: '6000000',
      formula: 'Σ spend rows',
      inputs: [
        { label: 'spend/seo.csv:2', value: '2500000', inputs: [] },
        { label: 'spend/seo.csv:3', value: '3500000', inputs: [] },
      ],
    },
    {
      label: 'newCustomers',
      value: '1',
      formula: 'companies whose first deal was won',
      inputs: [
        {
          label: 'deal-1',
          value: null,
          valueReason: 'undated',
          inputs: [{ label: 'salesforce/Opportunity/006000000000001AAA', value: '2026-02-03', inputs: [] }],
        },
      ],
    },
  ],
};
