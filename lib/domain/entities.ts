/** A calendar day `YYYY-MM-DD`, or an instant `YYYY-MM-DDTHH:mm:ss.sssZ`. Days are never shifted by a time zone. */
export type DayOrInstant = string;

/** Names one record of one CRM. */
export interface RecordRef {
  readonly crm: string;
  readonly object: string;
  readonly id: string;
}

/** A value as a CRM stores it. */
export type FieldValue = string | number | boolean | null;

/**
 * One CRM record as it was last read: every field the org has, its version and its associations.
 * `version` is the CRM's own modification stamp as an ISO instant in milliseconds, so versions compare as text.
 */
export interface CrmRecord extends RecordRef {
  readonly version: string;
  readonly createdAt: string | null;
  readonly deleted: boolean;
  readonly fields: Readonly<Record<string, FieldValue>>;
  readonly links: readonly RecordLink[];
}

export interface RecordLink {
  readonly to: RecordRef;
  readonly isPrimary: boolean;
}

/** Where a person or a deal came from, as its CRM says. Channel rules read these and nothing else. */
export interface SourceAttributes {
  readonly utmSource: string | null;
  readonly utmMedium: string | null;
  readonly utmCampaign: string | null;
  readonly leadSource: string | null;
  /** HubSpot `hs_analytics_source`. */
  readonly analyticsSource: string | null;
  readonly form: string | null;
  readonly landingPage: string | null;
  readonly campaign: string | null;
  readonly campaignType: string | null;
}

/** What a channel rule may ask of one touch: its source, and for an activity its type and direction. */
export interface TouchSource extends SourceAttributes {
  /** `call`, `meeting` or `email`, where the CRM says so with its direction: `call-inbound`. */
  readonly activity?: string;
}

/** A visit of a page or a form sent in, after the first touch or beside it. */
export interface Visit {
  readonly kind: 'page' | 'form';
  readonly at: DayOrInstant;
  readonly source: SourceAttributes;
}

export const NO_SOURCE: SourceAttributes = {
  utmSource: null,
  utmMedium: null,
  utmCampaign: null,
  leadSource: null,
  analyticsSource: null,
  form: null,
  landingPage: null,
  campaign: null,
  campaignType: null,
};

/** Entry into a stage; `inferred` where the CRM keeps no history for it. */
export interface StageEntry {
  readonly at: DayOrInstant;
  readonly inferred: boolean;
}

/** A stage of a person: entered, not entered, or unknown because nobody mapped it. */
export type StageState = StageEntry | 'not-reached' | 'not-mapped';

/** A lead or contact of one CRM. Several of them may be one person (`identity.ts`). */
export interface PersonRecord {
  readonly kind: 'person';
  readonly ref: RecordRef;
  /** `lead`: counts as a lead. `contact`: counts only where the person has no lead and names a lead source. */
  readonly role: 'lead' | 'contact';
  readonly email: string | null;
  /** The same person or company in another CRM, as stored on the record. */
  readonly foreignRefs: readonly RecordRef[];
  /** Salesforce conversion: the contact, account and opportunity that this lead became. */
  readonly convertedTo: readonly RecordRef[];
  readonly company: RecordRef | null;
  readonly companyName: string | null;
  readonly createdAt: DayOrInstant | null;
  readonly source: SourceAttributes;
  /** What the source attributes witness: the person's first touch, or only the record's creation. */
  readonly witnesses: 'first-touch' | 'creation';
  readonly firstTouchAt: DayOrInstant | null;
  /** Visits that the CRM dates one by one. */
  readonly visits?: readonly Visit[];
  readonly mql: StageState;
  readonly sql: StageState;
  readonly employees: number | null;
  /** Yearly revenue of the person's company in major units of the CRM's currency. */
  readonly companyRevenue: number | null;
  readonly industry: string | null;
  readonly jobTitle: string | null;
  readonly ownerId: string | null;
  /** Still worked as a lead: neither converted, deleted nor disqualified. */
  readonly isOpen: boolean;
  readonly rejectReason: string | null;
}

export interface CompanyRecord {
  readonly kind: 'company';
  readonly ref: RecordRef;
  readonly name: string | null;
  readonly domain: string | null;
  readonly foreignRefs: readonly RecordRef[];
  readonly employees: number | null;
  readonly revenue: number | null;
  readonly industry: string | null;
  readonly ownerId: string | null;
  readonly createdAt: DayOrInstant | null;
}

export interface DealPerson {
  readonly person: RecordRef;
  readonly isPrimary: boolean;
}

export interface DealRecord {
  readonly kind: 'deal';
  readonly ref: RecordRef;
  readonly name: string | null;
  readonly foreignRefs: readonly RecordRef[];
  readonly company: RecordRef | null;
  readonly people: readonly DealPerson[];
  readonly createdAt: DayOrInstant | null;
  readonly closedAt: DayOrInstant | null;
  readonly isClosed: boolean;
  readonly isWon: boolean;
  readonly stage: string | null;
  /** Decimal text in major units, as the CRM gives it; null where blank. */
  readonly amount: string | null;
  /** ISO 4217; null where the CRM has one currency and does not say which. */
  readonly currency: string | null;
  readonly business: 'new' | 'existing' | null;
  readonly lossReason: string | null;
  readonly source: SourceAttributes;
  readonly campaign: RecordRef | null;
  /** End of the contract, where a field for it is mapped. */
  readonly contractEnd: DayOrInstant | null;
  readonly ownerId: string | null;
}

/** A contact's part in a deal, kept as a record of its own by the CRM. */
export interface RoleRecord {
  readonly kind: 'role';
  readonly ref: RecordRef;
  readonly deal: RecordRef;
  readonly person: RecordRef;
  readonly isPrimary: boolean;
}

export interface CampaignRecord {
  readonly kind: 'campaign';
  readonly ref: RecordRef;
  readonly name: string | null;
  readonly type: string | null;
  /** The `utm_campaign` of its links, where the CRM keeps one. */
  readonly utmCampaign?: string | null;
  readonly isActive: boolean;
}

/** A person's membership in a campaign: a touch. */
export interface MemberRecord {
  readonly kind: 'member';
  readonly ref: RecordRef;
  readonly campaign: RecordRef;
  readonly people: readonly RecordRef[];
  readonly at: DayOrInstant | null;
  readonly responded: boolean;
}

export interface OwnerRecord {
  readonly kind: 'owner';
  readonly ref: RecordRef;
  readonly name: string | null;
  readonly isActive: boolean;
}

/** A call, meeting, mail, task or note: a touch where it is done and names people. */
export interface ActivityRecord {
  readonly kind: 'activity';
  readonly ref: RecordRef;
  readonly type: 'call' | 'meeting' | 'email' | 'task' | 'note';
  /** When it took place; its creation where the CRM does not say. */
  readonly at: DayOrInstant | null;
  readonly isDone: boolean;
  readonly direction: 'inbound' | 'outbound' | null;
  readonly people: readonly RecordRef[];
  readonly companies: readonly RecordRef[];
  readonly deals: readonly RecordRef[];
  readonly ownerId: string | null;
}

/** How many units of a currency one unit of the corporate currency is worth: corporate = amount ÷ rate. */
export interface RateRecord {
  readonly kind: 'rate';
  readonly ref: RecordRef;
  /** ISO 4217. */
  readonly currency: string;
  /** Decimal text. */
  readonly perCorporateUnit: string;
  readonly isCorporate: boolean;
  /** First day it holds, included; null: from ever. */
  readonly from: DayOrInstant | null;
  /** First day it no longer holds; null: until further notice. */
  readonly until: DayOrInstant | null;
}

export type Entity =
  | PersonRecord
  | CompanyRecord
  | DealRecord
  | RoleRecord
  | CampaignRecord
  | MemberRecord
  | OwnerRecord
  | ActivityRecord
  | RateRecord;

/** `crm/object/id`, the one text form of a reference. */
export function refKey(ref: RecordRef): string {
  return `${ref.crm}/${ref.object}/${ref.id}`;
}
