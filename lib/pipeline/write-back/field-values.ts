import type { Config } from '../../domain/config.ts';
import type { KpiRow } from '../../domain/kpi-row.ts';
import type { Credit } from '../../domain/ledger.ts';
import { moneyText } from '../../domain/money-text.ts';
import type { LeadRank } from '../../store/rank-store.ts';
import type { Figures } from './channel-figures.ts';

/** A field's value before its CRM's own spelling: ratios 0–1, amounts in major units, days `YYYY-MM-DD`. */
export type PlainValue = string | number | null;

/** Values by field stem (`lib/crm/fields.ts`). */
export type FieldValues = Readonly<Record<string, PlainValue>>;

/** Wins behind a figure below which it is no ground for a decision, and below which it is a rough one. */
const LOW_BELOW = 5;
const MEDIUM_BELOW = 15;

/** The figures of a deal's channel as they stood; all blank where nobody knows the channel. */
export function dealValues(
  credit: Credit,
  figures: Figures,
  context: { readonly config: Config; readonly ref: string },
): FieldValues {
  const { config, ref } = context;
  const row = credit.channel === null ? undefined : figures.byChannel.get(credit.channel);
  return {
    Channel: channelName(credit, config),
    Channel_CAC: numberOf(row?.cac),
    CAC_Range: row === undefined ? null : cacRange(row, config),
    LTV_CAC: numberOf(row?.ltvToCac),
    CAC_Payback_Months: numberOf(row?.paybackMonths),
    KPI_Confidence: row === undefined || row.cac === null ? null : confidence(row.newCustomers),
    KPI_As_Of: row === undefined || row.cac === null ? null : figures.to,
    Explain_URL: explainUrl(config, ref),
  };
}

/** What inside sales needs on an open lead: why this one, and how its source has done. */
export function personValues(
  person: {
    readonly credit: Credit;
    readonly rank: LeadRank | undefined;
    readonly sourceRate: string | null;
  },
  config: Config,
): FieldValues {
  const { credit, rank, sourceRate } = person;
  return {
    Channel: channelName(credit, config),
    Lead_Rank: rank?.rank ?? null,
    Handoff_Reason: rank?.reason[config.lang] ?? null,
    Source_Win_Rate: numberOf(sourceRate),
  };
}

/** A customer's worth against what its channel cost. */
export function companyValues(
  company: {
    readonly revenueToDate: string | null;
    readonly credit: Credit | undefined;
    readonly wonFigures: Figures | undefined;
  },
  figures: Figures,
): FieldValues {
  const { credit, wonFigures, revenueToDate } = company;
  const channel = credit?.channel ?? null;
  const now = channel === null ? figures.blended : (figures.byChannel.get(channel) ?? figures.blended);
  const then = channel === null ? undefined : wonFigures?.byChannel.get(channel);
  return {
    LTV: numberOf(now.ltv),
    Revenue_To_Date: numberOf(revenueToDate),
    Acquisition_CAC: numberOf(then?.cac),
  };
}

export function campaignValues(name: string | null, figures: Figures): FieldValues {
  const row = name === null ? undefined : figures.byCampaign.get(name);
  return {
    Won_12M: row?.newCustomers ?? 0,
    Won_Revenue: numberOf(row?.wonRevenue),
    Campaign_CAC: numberOf(row?.cac),
  };
}

/** Display name of a channel with its sub-channel; null where the deal is unattributed. */
function channelName(credit: Credit, config: Config): string | null {
  if (credit.channel === null) return null;
  const channel = config.channels.find(({ id }) => id === credit.channel);
  const name = channel?.name[config.lang] ?? credit.channel;
  return credit.subChannel === null ? name : `${name} / ${credit.subChannel}`;
}

function cacRange(row: KpiRow, config: Config): string | null {
  if (row.cacLow === null) return null;
  const money = (amount: string): string => moneyText(amount, config.currency, config.lang);
  const range =
    row.cacHigh === null ? `≥ ${money(row.cacLow)}` : `${money(row.cacLow)}–${money(row.cacHigh)}`;
  return `${range} (95 %, n=${row.newCustomers})`;
}

function confidence(wins: number): 'low' | 'medium' | 'high' {
  if (wins < LOW_BELOW) return 'low';
  return wins < MEDIUM_BELOW ? 'medium' : 'high';
}

function explainUrl({ writeBack }: Config, ref: string): string | null {
  return writeBack.explainUrl === undefined
    ? null
    : `${writeBack.explainUrl.replace(/\/$/, '')}/explain/${ref}`;
}

function numberOf(decimal: string | null | undefined): number | null {
  return decimal === null || decimal === undefined ? null : Number(decimal);
}
