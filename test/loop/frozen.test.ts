import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refKey } from '../../lib/domain/entities.ts';
import { lastClosedMonths } from '../../lib/domain/parse-period.ts';
import { loadLedgerRows } from '../../lib/pipeline/relay-feedback.ts';
import { showKpis, type Window } from '../../lib/pipeline/show-kpis.ts';
import { planWriteBack } from '../../lib/pipeline/write-back/plan.ts';
import { MemoryTable } from '../support/memory-table.ts';
import { type CrmState, ownState } from './crm-state.ts';
import { type DemoStage, openDemo } from './demo-stage.ts';
import { apply, compute, planFresh, sync } from './loop-steps.ts';
import { provision } from './stage.ts';
import { editSalesforce, querySalesforce } from './vendor-apis.ts';

/** Every deal, and some of the people who never came to one. */
const ROWS = 260;
const CHANNEL = 'seo';
const WINDOW_MONTHS = 12;
const CAC = 'RevLoop_Channel_CAC__c';
/** A bill that makes the channel dearer in every window below. */
const LATE_BILL = 'from,to,channel,amount,currency\n2026-08-01,2026-08-31,seo,9000000,JPY\n';
/** Days of closes, one after the other: in the open month, whose window is today's, and in an earlier one. */
const CLOSES = ['2026-11-20', '2026-10-15'] as const;

const table = new MemoryTable();
let stage: DemoStage;
let open: readonly string[];
let whenOpen: CrmState;
const whenClosed: CrmState[] = [];
const cacAtClose: (string | null | undefined)[] = [];
let afterBill: CrmState;
let cacAfterBill: string | null | undefined;

beforeAll(async () => {
  stage = await openDemo({ rows: ROWS });
  await provision(stage);
  await apply(stage, table, await planFresh(stage, table, stage.folder));
  open = await openDealsOf(CHANNEL);
  whenOpen = await ownState(stage, ['Opportunity']);

  for (const [at, day] of CLOSES.entries()) {
    await editSalesforce(stage.salesforce.url, idOf(open[at]), { StageName: 'Closed Won', CloseDate: day });
    stage.clock.advance(60_000);
    await apply(stage, table, await planFresh(stage, table, stage.folder));
    whenClosed.push(await ownState(stage, ['Opportunity']));
    cacAtClose.push(await cacOf(lastClosedMonths(day, WINDOW_MONTHS)));
  }

  stage.clock.advance(60_000);
  await sync(stage, table);
  await compute(stage.context(table), stage.folder, LATE_BILL);
  await apply(stage, table, await planWriteBack(stage.context(table)));
  afterBill = await ownState(stage, ['Opportunity']);
  cacAfterBill = await cacOf('default');
});

afterAll(() => stage.close());

describe('a deal that is closed in the CRM', () => {
  it.each([0, 1])('gets the figures of its close (%i)', (at) => {
    const written = whenClosed[at]?.get(open[at] ?? '')?.[CAC];

    expect(written).toBe(Number(cacAtClose[at]));
  });

  it.each([0, 1])('keeps them whatever becomes of the channel (%i)', (at) => {
    const written = afterBill.get(open[at] ?? '');

    expect(written).toEqual(whenClosed[at]?.get(open[at] ?? ''));
  });

  it('is frozen like all deals that were closed at first sight', async () => {
    const closed = await querySalesforce(
      stage.salesforce.url,
      'SELECT Id FROM Opportunity WHERE IsClosed = true',
    );
    const refs = closed.map(({ id }) => `salesforce/Opportunity/${id}`);

    const moved = refs.filter((ref) => afterBill.get(ref)?.[CAC] !== whenClosed.at(-1)?.get(ref)?.[CAC]);

    expect(refs.length).toBeGreaterThan(100);
    expect(moved).toEqual([]);
  });
});

describe('a deal that stays open', () => {
  it('follows its channel', () => {
    const followers = open.slice(CLOSES.length);

    const written = new Set(followers.map((ref) => afterBill.get(ref)?.[CAC]));

    expect(followers.length).toBeGreaterThan(0);
    expect(followers.map((ref) => whenOpen.get(ref)?.[CAC])).not.toContain(Number(cacAfterBill));
    expect([...written]).toEqual([Number(cacAfterBill)]);
  });
});

async function openDealsOf(channel: string): Promise<readonly string[]> {
  const rows = await loadLedgerRows(stage.context(table), ['opportunity']);
  const ofChannel = new Set(
    rows.filter(({ credit }) => credit.first.channel === channel).flatMap(({ sources }) => sources),
  );
  const soql = 'SELECT Id FROM Opportunity WHERE IsClosed = false AND AccountId != null ORDER BY Id';
  const found = await querySalesforce(stage.salesforce.url, soql);
  return found
    .map(({ id }) => refKey({ crm: 'salesforce', object: 'Opportunity', id }))
    .filter((ref) => ofChannel.has(ref));
}

async function cacOf(window: Window): Promise<string | null | undefined> {
  const { rows } = await showKpis(stage.context(table), { by: 'channel', window });
  return rows.find(({ key }) => key === CHANNEL)?.cac;
}

function idOf(ref: string | undefined): { readonly object: string; readonly id: string } {
  return { object: 'Opportunity', id: ref?.split('/')[2] ?? '' };
}
