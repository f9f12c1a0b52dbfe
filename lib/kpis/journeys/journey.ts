import type { DealRecord, Entity, FieldValue, PersonRecord } from '../../domain/entities.ts';
import type {
  Credit,
  CreditModel,
  DataIssue,
  LedgerRow,
  Route,
  RowFlag,
  StitchRule,
  Traits,
} from '../../domain/ledger.ts';
import type { Touch } from '../attribution/touch.ts';
import type { StageEvent } from './stage-events.ts';
import type { CreditableTouch } from './touch-channel.ts';

/** An entity with every field of the record it was made from, for rules that name fields. */
export interface SourcedEntity<T extends Entity = Entity> {
  readonly entity: T;
  readonly fields: Readonly<Record<string, FieldValue>>;
}

/** A touch with its channel and the rule that gave it, as its place in the config; null where none did. */
export interface JourneyTouch extends Touch {
  readonly channel: string | null;
  readonly rule: string | null;
}

/** A person's way from first touch to customer, over all records that are this person. */
export interface PersonJourney {
  readonly id: string;
  /** Live records, oldest first. */
  readonly records: readonly SourcedEntity<PersonRecord>[];
  /** Deleted records that those took the place of, oldest first: what they knew counts, nothing is written to them. */
  readonly forebears: readonly PersonRecord[];
  /** Entries into stages that histories prove, oldest first. */
  readonly stageEvents: readonly StageEvent[];
  /** Counts as a lead: has a lead, or a contact that names its source; and is not excluded. */
  readonly isLead: boolean;
  readonly isExcluded: boolean;
  readonly isExistingCustomer: boolean;
  readonly leadDay: string | null;
  readonly companyId: string | null;
  /** Every touch, oldest first: also those that no model may credit. */
  readonly touches: readonly JourneyTouch[];
  /** Those that a model may credit. */
  readonly creditable: readonly CreditableTouch[];
  readonly credit: Readonly<Record<CreditModel, Credit>>;
  readonly traits: Traits;
  readonly employees: number | null;
  readonly companyRevenue: number | null;
  /** Day of the first won deal credited to this person. */
  readonly wonDay: string | null;
  readonly dealIds: readonly string[];
}

/** A counted deal: the copy of the system of record, with the copies matched to it. */
export interface DealJourney {
  readonly id: string;
  readonly record: DealRecord;
  readonly copies: readonly DealRecord[];
  readonly companyId: string | null;
  readonly personId: string | null;
  readonly createdDay: string | null;
  readonly closeDay: string | null;
  readonly business: 'new' | 'existing';
  readonly isNewCustomer: boolean;
  readonly credit: Readonly<Record<CreditModel, Credit>>;
  /** What further models part its credit among, as an opportunity and once closed. */
  readonly routes: { readonly opened: Route | undefined; readonly closed: Route | undefined };
  /** The link by which the people of the routes came to it; null where nobody did. */
  readonly stitch: StitchRule | null;
  readonly traits: Traits;
  readonly flags: readonly RowFlag[];
  readonly amountMinor: number | null;
  /** Its amount is in a currency for which no rate held on its close day. */
  readonly lacksRate: boolean;
  readonly validDay: string | null;
  readonly closedEntryDay: string | null;
  readonly cycleDays: number | null;
  /** Null where the config names no targets, or nobody is linked to the deal. */
  readonly isTarget: boolean | null;
}

export interface Journeys {
  readonly rows: readonly LedgerRow[];
  readonly people: readonly PersonJourney[];
  readonly deals: readonly DealJourney[];
  readonly issues: readonly DataIssue[];
  /** `crm/object/id` → canonical id, people, companies and deals together. */
  readonly aliases: ReadonlyMap<string, string>;
  /** Whether a stage is mapped at all, and whether any source knows first touches. */
  readonly available: { readonly mql: boolean; readonly sql: boolean; readonly firstTouch: boolean };
}
