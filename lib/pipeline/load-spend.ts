import { CRM_NAMES, RECORD_MAPS, type RecordMap } from '../crm/record-maps.ts';
import { AppError } from '../domain/app-error.ts';
import { monthOf } from '../domain/calendar.ts';
import type { CampaignCost } from '../domain/campaign-cost.ts';
import type { CrmConfig } from '../domain/config.ts';
import { type CampaignRecord, type RateRecord, refKey } from '../domain/entities.ts';
import type { DataIssue, SpendCoverage, SpendDay } from '../domain/ledger.ts';
import { rateBook } from '../kpis/journeys/deal-amount.ts';
import type { StoredRecord } from '../store/record-item.ts';
import { loadRecords } from '../store/record-store.ts';
import { loadSpend, type StoredSpend } from '../store/spend-store.ts';
import type { StepContext } from './context.ts';
import { campaignRows } from './spend/campaign-rows.ts';
import { mergeSpend } from './spend/merge-spend.ts';

/** Spend of all sources, each payment once, and what campaigns were given to spend. */
export interface AllSpend extends StoredSpend {
  readonly budget: readonly SpendDay[];
}

/** Spend files and the campaigns of both CRMs as one list of days. */
export async function loadAllSpend(context: Pick<StepContext, 'table' | 'config'>): Promise<AllSpend> {
  const { table, config } = context;
  const stored = await loadSpend(table);
  const { issues, rates, ...found } = await loadCampaigns(context);
  const facts = { ...found, rates: rateBook(rates, config.timezone) };
  const costs = campaignRows(facts, 'spend', config);
  const budgets = campaignRows(facts, 'budget', config);
  const rules = { order: config.spendSources, currency: config.currency };
  const files = { origin: 'csv', days: stored.days } as const;
  const readsFiles = config.spendSources.includes('csv');
  const isPlain = costs.rows.length === 0 && readsFiles;
  const spend = isPlain ? { days: stored.days, issues: [] } : mergeSpend([files, ...costs.rows], rules);
  const budget = mergeSpend(budgets.rows, rules);
  return {
    days: spend.days,
    budget: budget.days,
    coverage: withRows(readsFiles ? stored.coverage : beyondFiles(stored), spend.days),
    issues: [
      ...stored.issues,
      ...issues,
      ...costs.issues,
      ...budgets.issues,
      ...spend.issues,
      ...budget.issues,
    ],
  };
}

/** What people declare of months without a row in a file, where files are not read. */
function beyondFiles({ coverage, days }: StoredSpend): readonly SpendCoverage[] {
  const inFiles = new Set(days.map(({ channel, day }) => `${monthOf(day)} ${channel}`));
  return coverage.filter(({ channel, month }) => !inFiles.has(`${month} ${channel}`));
}

/** A month with any row is declared, unless people said something of their own about it. */
function withRows(declared: readonly SpendCoverage[], days: readonly SpendDay[]): readonly SpendCoverage[] {
  const byMonth = new Map(declared.map((entry) => [`${entry.month} ${entry.channel}`, entry]));
  for (const { channel, day, isKnownChannel } of days) {
    const month = monthOf(day);
    const key = `${month} ${channel}`;
    if (isKnownChannel && !byMonth.has(key)) byMonth.set(key, { channel, month, status: 'complete' });
  }
  return [...byMonth].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
}

interface Found {
  readonly costs: CampaignCost[];
  readonly campaigns: Map<string, CampaignRecord>;
  readonly rates: RateRecord[];
  readonly issues: DataIssue[];
}

async function loadCampaigns({ table, config }: Pick<StepContext, 'table' | 'config'>): Promise<Found> {
  const found: Found = { costs: [], campaigns: new Map(), rates: [], issues: [] };
  for (const crm of CRM_NAMES) {
    const crmConfig = config.crm[crm];
    if (crmConfig === undefined) continue;
    const map = RECORD_MAPS[crm];
    for (const object of map.spendObjects)
      for (const record of await loadRecords(table, crm, object))
        if (!record.deleted) gather(found, record, { map, crmConfig });
  }
  return found;
}

/** A record that cannot be read is listed: its cost is left out. */
function gather(
  { costs, campaigns, rates, issues }: Found,
  record: StoredRecord,
  { map, crmConfig }: { readonly map: RecordMap; readonly crmConfig: CrmConfig },
): void {
  try {
    const entity = map.toEntity(record, crmConfig);
    if (entity?.kind === 'campaign') campaigns.set(refKey(record), entity);
    if (entity?.kind === 'rate') rates.push(entity);
    costs.push(...map.toCosts(record));
  } catch (cause) {
    if (!(cause instanceof AppError) || cause.code !== 'record-invalid') throw cause;
    issues.push({ code: 'campaign-spend-left-out', ref: refKey(record), detail: cause.message });
  }
}
