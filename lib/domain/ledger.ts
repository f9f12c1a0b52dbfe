import type { TouchKind } from './touch-kinds.ts';

/** Attribution models this version computes. A further model is one more name here and one file in `lib/kpis/attribution`. */
export const MODELS = [
  'first',
  'last',
  'last-non-direct',
  'lead-creation',
  'opportunity-creation',
  'linear',
  'position',
  'u',
  'u-marketo',
  'w',
  'full',
  'j',
  'inverse-j',
  'decay',
  'custom',
] as const;
export type Model = (typeof MODELS)[number];

/** Models whose one channel every ledger row names, and records and events carry. */
export const CREDIT_MODELS = [
  'first',
  'lead-creation',
  'opportunity-creation',
] as const satisfies readonly Model[];
export type CreditModel = (typeof CREDIT_MODELS)[number];

export const STAGES = ['lead', 'mql', 'sql', 'opportunity', 'won', 'lost'] as const;
export type Stage = (typeof STAGES)[number];

export const UNATTRIBUTED_REASONS = ['no-source', 'no-rule', 'no-contact'] as const;
export type UnattributedReason = (typeof UNATTRIBUTED_REASONS)[number];

/** Who gets the credit for one ledger row under one model: exactly one channel, or a reason for none. */
export type Credit =
  | { readonly channel: string; readonly subChannel: string | null }
  | { readonly channel: null; readonly subChannel: null; readonly reason: UnattributedReason };

/** How people came to a deal, the strongest link first. */
export const STITCH_RULES = ['contact-role', 'association', 'converted-lead', 'active-contact'] as const;
export type StitchRule = (typeof STITCH_RULES)[number];

/** One touch behind a row: its day, its kind and who it belongs to. */
export interface RouteTouch {
  readonly day: string;
  readonly kind: TouchKind;
  readonly channel: string | null;
  readonly subChannel?: string;
  /** Where no channel has it. */
  readonly reason?: UnattributedReason;
  /** A visit by typing the address in; left out where it is none. */
  readonly isDirect?: true;
}

/**
 * The touches that models may part a row's credit among, oldest first, none after the row's own day unless all are, and
 * the days of the milestones so far.
 */
export interface Route {
  readonly touches: readonly RouteTouch[];
  readonly leadDay?: string;
  readonly dealDay?: string;
  readonly wonDay?: string;
}

export const ROW_FLAGS = [
  'inferred',
  'negative-lag',
  'no-amount',
  'no-company',
  'existing-customer',
  'undated',
  'close-date-disputed',
] as const;
export type RowFlag = (typeof ROW_FLAGS)[number];

/** What a row can be grouped by besides its channel. Null: the CRM does not say. */
export interface Traits {
  readonly leadSource: string | null;
  readonly campaign: string | null;
  readonly industry: string | null;
  readonly employeeBand: string | null;
  readonly jobLevel: string | null;
  readonly content: string | null;
}

/**
 * One journey's entry into one stage. `id` is the canonical person (lead, mql, sql) or deal (the rest).
 * `day` is the calendar day of the entry in the business time zone; null rows count in totals only.
 */
export interface LedgerRow {
  readonly stage: Stage;
  readonly id: string;
  readonly day: string | null;
  readonly credit: Readonly<Record<CreditModel, Credit>>;
  /** Left out where every touch belongs to whom every model in `credit` names: then it is so under all models. */
  readonly route?: Route;
  readonly traits: Traits;
  readonly flags: readonly RowFlag[];
  /** CRM records behind the row, as `crm/object/id`. */
  readonly sources: readonly string[];
  /** Lead rows: the day this person first got to a stage, where they did; `wonDay` that of their first won deal. */
  readonly mqlDay?: string | null;
  readonly sqlDay?: string | null;
  readonly opportunityDay?: string | null;
  readonly wonDay?: string | null;
  /** Lead rows: has an e-mail address. */
  readonly isContactable?: boolean;
  /** Lead and opportunity rows: the person's company is one that the config calls a target. */
  readonly isTarget?: boolean;
  /** Deal rows below. */
  readonly business?: 'new' | 'existing';
  /** Won rows: the first win of its company. */
  readonly isNewCustomer?: boolean;
  /** Minor units of `currency`; null where the CRM has no amount or 0. */
  readonly amountMinor?: number | null;
  readonly currency?: string;
  /** Days from the person's lead day to the close; null without a lead day. May be negative (flagged). */
  readonly cycleDays?: number | null;
  readonly lossReason?: string | null;
  /** Opportunity rows: how it stands, and the day it closed or, while open, is expected to. */
  readonly outcome?: 'open' | 'won' | 'lost';
  readonly closeDay?: string | null;
  /** Won rows: the day the deal was created. */
  readonly createdDay?: string | null;
  /** Opportunity rows: first entry into a stage mapped as valid (有効商談), where the history has one. */
  readonly validDay?: string;
  /** Lead rows: why sales rejected the person, where they said so. */
  readonly rejectReason?: string | null;
  /** Won rows: end of the contract, where mapped. */
  readonly contractEnd?: string | null;
  readonly companyId?: string | null;
  /** Deal rows: the person whose touches give the credit. */
  readonly personId?: string | null;
  /** Deal rows: the link by which the people whose touches are in `route` came to it; left out without any. */
  readonly stitch?: StitchRule;
}

/** One day's share of one spend row. */
export interface SpendDay {
  /** Left out: it was spent. */
  readonly kind?: 'budget';
  readonly day: string;
  /** Channel id of the config, or the file's own word where no channel has it (then it is unallocated). */
  readonly channel: string;
  readonly isKnownChannel: boolean;
  readonly subChannel: string | null;
  readonly campaign: string | null;
  readonly amountMinor: number;
  readonly currency: string;
  readonly costScope: string;
  /** `file:line` of the spend row, or `crm/object/id` of what a campaign cost. */
  readonly source: string;
}

/** What a channel's month says about its spend: a month with any row is declared. */
export interface SpendCoverage {
  readonly channel: string;
  readonly month: string;
  readonly status: 'complete' | 'partial' | 'none';
}

/** A fact that contradicts another; listed for people, never hidden and never a reason to drop a record. */
export interface DataIssue {
  readonly code:
    | 'won-before-lead'
    | 'deal-without-company'
    | 'deal-without-contact'
    | 'deal-without-amount'
    | 'deal-unmatched-copy'
    | 'ambiguous-identity'
    | 'close-date-disputed'
    | 'unknown-currency'
    | 'spend-unknown-channel'
    | 'campaign-spend-left-out'
    | 'spend-superseded'
    | 'spend-duplicate'
    | 'undated';
  readonly ref: string;
  readonly detail: string;
  /** Records among which nobody can decide, this one included. */
  readonly candidates?: readonly string[];
}
