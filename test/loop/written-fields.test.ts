import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FIELDS } from '../../lib/crm/fields.ts';
import { businessDay, monthOf } from '../../lib/domain/calendar.ts';
import { refKey } from '../../lib/domain/entities.ts';
import type { KpiRow } from '../../lib/domain/kpi-row.ts';
import type { LedgerRow } from '../../lib/domain/ledger.ts';
import { moneyText } from '../../lib/domain/money-text.ts';
import { lastClosedMonths } from '../../lib/domain/parse-period.ts';
import { loadLedgerRows } from '../../lib/pipeline/relay-feedback.ts';
import { showKpis } from '../../lib/pipeline/show-kpis.ts';
import type { Plan } from '../../lib/pipeline/write-back/plan-file.ts';
import { loadRanks } from '../../lib/store/rank-store.ts';
import { MemoryTable } from '../support/memory-table.ts';
import { type CrmState, othersState, ownState } from './crm-state.ts';
import { type DemoStage, openDemo } from './demo-stage.ts';
import { apply, planFresh } from './loop-steps.ts';
import { provision } from './stage.ts';
import { describeSalesforce, querySalesforce, type Values } from './vendor-apis.ts';

const FIGURES = ['RevLoop_Channel__c', 'RevLoop_Channel_CAC__c', 'RevLoop_CAC_Range__c'] as const;
const WINDOW_MONTHS = 12;

const table = new MemoryTable();
let stage: DemoStage;
let plan: Plan;
let fieldsBefore: readonly string[];
let othersBefore: CrmState;
let othersAfter: CrmState;
let own: CrmState;

beforeAll(async () => {
  stage = await openDemo();
  fieldsBefore = await describeSalesforce(stage.salesforce.url, 'Opportunity');
  othersBefore = await othersState(stage);
  await provision(stage);
  plan = await planFresh(stage, table, stage.folder);
  await apply(stage, table, plan);
  othersAfter = await othersState(stage);
  own = await ownState(stage);
});

afterAll(() => stage.close());

describe('the fields of RevLoop', () => {
  it('are invisible in Salesforce before they are provisioned, and visible after', async () => {
    const wanted = FIELDS.filter(({ on }) => on === 'deal').map(({ stem }) => `RevLoop_${stem}__c`);

    const fieldsAfter = await describeSalesforce(stage.salesforce.url, 'Opportunity');

    expect(fieldsBefore.filter((name) => name.startsWith('RevLoop_'))).toEqual([]);
    expect(fieldsAfter.filter((name) => name.startsWith('RevLoop_')).sort()).toEqual(wanted.sort());
  });

  it('are all there when they are provisioned again', async () => {
    const crms = await stage.connect();

    const reports = await Promise.all([...crms.values()].map((crm) => crm.provision(FIELDS)));

    expect(reports.map(({ created, granted, failed }) => [created, granted, failed])).toEqual([
      [[], [], []],
      [[], [], []],
    ]);
  });

  it('hold over the vendors’ APIs what the plan says, and nothing else', () => {
    const planned = new Map<string, Values>();
    for (const { field, new: next, ...ref } of plan.changes)
      planned.set(refKey(ref), { ...planned.get(refKey(ref)), [field]: next });

    const found = own;

    expect(planned.size).toBeGreaterThan(1000);
    expect(found).toEqual(planned);
  });

  it('are the only ones that the loop touches', () => {
    const before = othersBefore;

    const after = othersAfter;

    expect(after).toEqual(before);
  });
});

describe('a deal', () => {
  it('carries channel, CAC and range of the 12 closed months before today while it is open', async () => {
    const open = await deals('IsClosed = false');
    const { rows } = await showKpis(stage.context(table), { by: 'channel', window: 'default' });

    const expected = open.map(({ row }) => figuresOf(row, rows));

    expect(open.length).toBeGreaterThan(20);
    expect(open.map(({ written }) => written)).toEqual(expected);
  });

  it('carries those of the 12 closed months before its close once it is closed', async () => {
    const closed = await deals('IsClosed = true');
    const rowsOf = new Map<string, readonly KpiRow[]>();
    for (const month of new Set(closed.map(({ closeDay }) => monthOf(closeDay)))) {
      const window = lastClosedMonths(`${month}-01`, WINDOW_MONTHS);
      const { rows } = await showKpis(stage.context(table), { by: 'channel', window });
      rowsOf.set(month, rows);
    }

    const expected = closed.map(({ row, closeDay }) => figuresOf(row, rowsOf.get(monthOf(closeDay)) ?? []));

    expect(closed.length).toBeGreaterThan(100);
    expect(closed.map(({ written }) => written)).toEqual(expected);
  });
});

describe('an open lead', () => {
  it('carries rank and reason in one place: the Salesforce lead where it is open there, else HubSpot', async () => {
    const people = await loadLedgerRows(stage.context(table), ['lead']);
    const sourcesOf = new Map(people.map(({ id, sources }) => [id, sources]));
    const soql = "SELECT Id FROM Lead WHERE IsConverted = false AND Status != 'Disqualified'";
    const openLeads = await querySalesforce(stage.salesforce.url, soql);
    const isOpenLead = new Set(openLeads.map(({ id }) => `salesforce/Lead/${id}`));
    const ranks = await loadRanks(table);

    const found = ranks.map(({ person }) =>
      (sourcesOf.get(person) ?? []).flatMap((ref) => rankedAs(ref, own.get(ref))),
    );

    const expected = ranks.map(({ person, rank, reason }) => {
      const sources = sourcesOf.get(person) ?? [];
      const lead = sources.find((ref) => isOpenLead.has(ref));
      const contact = sources.find((ref) => ref.startsWith('hubspot/contacts/'));
      return [{ ref: lead ?? contact, rank, reason: reason.ja }];
    });
    expect(ranks.length).toBeGreaterThan(500);
    expect(found).toEqual(expected);
  });
});

describe('an account', () => {
  it('carries the sum of its won deals, which Salesforce can add up itself', async () => {
    const soql = 'SELECT Id, AccountId, Amount FROM Opportunity WHERE IsWon = true AND AccountId != null';
    const won = await querySalesforce(stage.salesforce.url, soql);
    const sums = new Map<string, number>();
    for (const { values } of won) {
      const ref = `salesforce/Account/${values['AccountId']}`;
      sums.set(ref, (sums.get(ref) ?? 0) + Number(values['Amount']));
    }

    const found = [...sums.keys()].map((ref) => [ref, own.get(ref)?.['RevLoop_Revenue_To_Date__c'] ?? 0]);

    expect(found.length).toBeGreaterThan(50);
    expect(found).toEqual([...sums]);
  });

  it('carries the LTV of the configuration', () => {
    const accounts = [...own].filter(([ref]) => ref.startsWith('salesforce/Account/'));

    const ltvs = new Set(accounts.map(([, values]) => values['RevLoop_LTV__c']));

    expect([...ltvs]).toEqual([120_000 * 36]);
  });
});

/** Opportunities that meet `where`, with their ledger row and the figures on them. */
async function deals(where: string) {
  const rows = await loadLedgerRows(stage.context(table), ['opportunity']);
  const rowOf = new Map(rows.flatMap((row) => row.sources.map((ref) => [ref, row] as const)));
  const soql = `SELECT Id, CloseDate, ${FIGURES.join()} FROM Opportunity WHERE ${where} ORDER BY Id`;
  const found = await querySalesforce(stage.salesforce.url, soql);
  return found.flatMap(({ id, values }) => {
    const row = rowOf.get(`salesforce/Opportunity/${id}`);
    if (row === undefined) throw new Error(`no ledger row for ${id}`);
    const closeDay = businessDay(String(values['CloseDate']), stage.config.timezone);
    return [{ row, closeDay, written: FIGURES.map((field) => values[field] ?? null) }];
  });
}

/** Channel, CAC and range as they should stand on a deal, from the channel table of its window. */
function figuresOf(row: LedgerRow, rows: readonly KpiRow[]): readonly (string | number | null)[] {
  const { channel, subChannel } = row.credit.first;
  if (channel === null) return [null, null, null];
  const name = stage.config.channels.find(({ id }) => id === channel)?.name.ja ?? channel;
  const kpi = rows.find(({ key }) => key === channel);
  return [
    subChannel === null ? name : `${name} / ${subChannel}`,
    kpi === undefined || kpi.cac === null ? null : Number(kpi.cac),
    kpi === undefined || kpi.cacLow === null ? null : rangeOf(kpi),
  ];
}

function rangeOf({ cacLow, cacHigh, newCustomers }: KpiRow): string {
  const low = moneyText(cacLow ?? '', 'JPY', 'ja');
  const range = cacHigh === null ? `≥ ${low}` : `${low}–${moneyText(cacHigh, 'JPY', 'ja')}`;
  return `${range} (95 %, n=${newCustomers})`;
}

function rankedAs(ref: string, values: Values | undefined) {
  const rank = values?.['RevLoop_Lead_Rank__c'] ?? values?.['revloop_lead_rank'];
  const reason = values?.['RevLoop_Handoff_Reason__c'] ?? values?.['revloop_handoff_reason'];
  return rank === undefined ? [] : [{ ref, rank, reason }];
}
