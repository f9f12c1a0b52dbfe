import { join } from 'node:path';
import type { LedgerRow, SpendDay } from '../../lib/domain/ledger.ts';
import { foldFacts } from '../../lib/kpis/fold-facts.ts';
import { kpiTable } from '../../lib/kpis/kpi-table.ts';
import { lagCurve } from '../../lib/kpis/lag-curve.ts';
import { loadConfig } from '../../lib/runtime/load-config.ts';
import { REPOSITORY } from '../support/source-tree.ts';
import { type Measurement, measure } from './measure.ts';

const ROWS = 100_000;
const MONTHS = 24;
const FIRST_YEAR = 2024;
const STAGES = ['lead', 'lead', 'lead', 'mql', 'sql', 'opportunity', 'lost', 'won'] as const;

/** Folding and the channel table, against merely parsing the same rows: what must be paid to have them at all. */
export async function measureLedger(): Promise<readonly Measurement[]> {
  const config = loadConfig(join(REPOSITORY, 'examples/demo/revloop.yaml'));
  const channels = config.channels.map(({ id }) => id);
  const rows = Array.from({ length: ROWS }, (_, at) => aLedgerRow(at, channels));
  const spend = channels.flatMap((channel) => spendOf(channel));
  const texts = rows.map((row) => JSON.stringify(row));
  const today = `${FIRST_YEAR + MONTHS / 12}-01-01`;
  const lag = lagCurve(rows, today);
  const table = (facts: ReturnType<typeof foldFacts>) =>
    kpiTable({
      facts,
      coverage: [],
      lag,
      config,
      today,
      from: `${FIRST_YEAR}-01-01`,
      to: `${FIRST_YEAR + MONTHS / 12 - 1}-12-31`,
      model: 'first',
      by: 'channel',
      available: { mql: true, sql: true },
    });
  const facts = foldFacts(rows, spend, 'first');
  return [
    await measure('JSON.parse of the rows', () => texts.filter((text) => JSON.parse(text) !== null).length),
    await measure('foldFacts', () => foldFacts(rows, spend, 'first').length && ROWS),
    await measure(
      `kpiTable of ${facts.length.toLocaleString('en')} cells`,
      () => table(facts).rows.length && ROWS,
    ),
    await measure('lagCurve', () => lagCurve(rows, today) && ROWS),
  ];
}

function aLedgerRow(at: number, channels: readonly string[]): LedgerRow {
  const stage = STAGES[at % STAGES.length] ?? 'lead';
  const channel = channels[(at * 7919) % channels.length] ?? 'seo';
  const credit = { channel, subChannel: at % 3 === 0 ? `/lp-${at % 5}` : null };
  const day = dayOf(at * 104_729);
  return {
    stage,
    id: `hubspot/contacts/${at}`,
    day,
    credit: { first: credit, 'lead-creation': credit, 'opportunity-creation': credit },
    traits: {
      leadSource: channel,
      campaign: null,
      industry: 'Software',
      employeeBand: '100-299',
      jobLevel: null,
      content: null,
    },
    flags: [],
    sources: [`hubspot/contacts/${at}`],
    ...(stage === 'lead' ? { wonDay: at % 40 === 0 ? day : null } : {}),
    ...(stage === 'won'
      ? { business: 'new', isNewCustomer: true, amountMinor: 300_000 + at, currency: 'JPY', cycleDays: 60 }
      : {}),
  };
}

function spendOf(channel: string): readonly SpendDay[] {
  return Array.from({ length: MONTHS * 28 }, (_, at) => ({
    day: dayOf(at),
    channel,
    isKnownChannel: true,
    subChannel: null,
    campaign: null,
    amountMinor: 10_000,
    currency: 'JPY',
    costScope: 'media',
    source: `spend.csv:${at}`,
  }));
}

function dayOf(seed: number): string {
  const month = seed % MONTHS;
  const year = FIRST_YEAR + Math.floor(month / 12);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${year}-${two((month % 12) + 1)}-${two((seed % 28) + 1)}`;
}
