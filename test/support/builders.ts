import { type Config, ConfigSchema } from '../../lib/domain/config.ts';
import {
  type ActivityRecord,
  type CampaignRecord,
  type CompanyRecord,
  type CrmRecord,
  type DealRecord,
  type Entity,
  type FieldValue,
  type MemberRecord,
  NO_SOURCE,
  type PersonRecord,
  type RateRecord,
  type RecordRef,
  type RoleRecord,
  type SourceAttributes,
} from '../../lib/domain/entities.ts';
import type { SourcedEntity } from '../../lib/kpis/journeys/journey.ts';
import type { MeantChange } from '../../lib/kpis/journeys/record-history.ts';

type Parts<T> = Partial<Omit<T, 'kind' | 'ref'>>;

/** `salesforce/Lead/1` as a reference. */
export function ref(text: string): RecordRef {
  const [crm = '', object = '', id = ''] = text.split('/');
  return { crm, object, id };
}

export function aSource(parts: Partial<SourceAttributes> = {}): SourceAttributes {
  return { ...NO_SOURCE, ...parts };
}

/** An open Salesforce lead of 10 January 2026 from a webinar; where the reference says HubSpot, its contact. */
export function aPerson(at = 'salesforce/Lead/1', parts: Parts<PersonRecord> = {}): PersonRecord {
  const isHubspot = at.startsWith('hubspot/');
  return {
    kind: 'person',
    ref: ref(at),
    role: at.includes('/Contact/') ? 'contact' : 'lead',
    email: null,
    foreignRefs: [],
    convertedTo: [],
    company: null,
    companyName: null,
    createdAt: '2026-01-10',
    source: aSource({ leadSource: 'Webinar' }),
    witnesses: isHubspot ? 'first-touch' : 'creation',
    firstTouchAt: null,
    mql: 'not-mapped',
    sql: 'not-mapped',
    employees: null,
    companyRevenue: null,
    industry: null,
    jobTitle: null,
    ownerId: null,
    isOpen: true,
    rejectReason: null,
    ...parts,
  };
}

export function aCompany(at = 'salesforce/Account/1', parts: Parts<CompanyRecord> = {}): CompanyRecord {
  return {
    kind: 'company',
    ref: ref(at),
    name: null,
    domain: null,
    foreignRefs: [],
    employees: null,
    revenue: null,
    industry: null,
    ownerId: null,
    createdAt: '2026-01-01',
    ...parts,
  };
}

/** An open deal of 1 February 2026. */
export function aDeal(at = 'salesforce/Opportunity/1', parts: Parts<DealRecord> = {}): DealRecord {
  return {
    kind: 'deal',
    ref: ref(at),
    name: null,
    foreignRefs: [],
    company: null,
    people: [],
    createdAt: '2026-02-01',
    closedAt: null,
    isClosed: false,
    isWon: false,
    stage: null,
    amount: '300000',
    currency: null,
    business: null,
    lossReason: null,
    source: NO_SOURCE,
    campaign: null,
    contractEnd: null,
    ownerId: null,
    ...parts,
  };
}

/** A deal won on 1 March 2026. */
export function aWonDeal(at = 'salesforce/Opportunity/1', parts: Parts<DealRecord> = {}): DealRecord {
  return aDeal(at, { isClosed: true, isWon: true, closedAt: '2026-03-01', ...parts });
}

export function aRole(
  deal: string,
  person: string,
  parts: Parts<RoleRecord> & { id?: string } = {},
): RoleRecord {
  const { id = `${deal}-${person}`.replaceAll('/', '-'), ...rest } = parts;
  return {
    kind: 'role',
    ref: { crm: 'salesforce', object: 'OpportunityContactRole', id },
    deal: ref(deal),
    person: ref(person),
    isPrimary: false,
    ...rest,
  };
}

export function aCampaign(id = '1', parts: Parts<CampaignRecord> = {}): CampaignRecord {
  const at = ref(`salesforce/Campaign/${id}`);
  return { kind: 'campaign', ref: at, name: 'Expo', type: 'Trade show', isActive: true, ...parts };
}

export function aMember(campaign: string, person: string, parts: Parts<MemberRecord> = {}): MemberRecord {
  return {
    kind: 'member',
    ref: { crm: 'salesforce', object: 'CampaignMember', id: `${campaign}-${person}`.replaceAll('/', '-') },
    campaign: ref(`salesforce/Campaign/${campaign}`),
    people: [ref(person)],
    at: '2026-01-05',
    responded: true,
    ...parts,
  };
}

/** Entities as the journeys take them, each with the fields of its record. */
export function sourced(
  entities: readonly Entity[],
  fields: Readonly<Record<string, FieldValue>> = {},
): readonly SourcedEntity[] {
  return entities.map((entity) => ({ entity, fields }));
}

interface RecordParts extends Partial<Omit<CrmRecord, 'crm' | 'object' | 'id' | 'fields'>> {
  readonly fields?: Readonly<Record<string, FieldValue>>;
}

/** A CRM's record, created and last changed on 10 January 2026. */
export function aCrmRecord(at = 'salesforce/Lead/1', parts: RecordParts = {}): CrmRecord {
  const version = '2026-01-10T00:00:00.000Z';
  return { ...ref(at), version, createdAt: version, deleted: false, fields: {}, links: [], ...parts };
}

/** Channels by lead source, campaign type and UTM; both CRMs; yen and Tokyo. */
export function aConfig(parts: Readonly<Record<string, unknown>> = {}): Config {
  return ConfigSchema.parse({
    version: 1,
    timezone: 'Asia/Tokyo',
    currency: 'JPY',
    lang: 'en',
    crm: { salesforce: {}, hubspot: {} },
    channels: [
      { id: 'paid_search', name: { ja: 'リスティング広告', en: 'Paid search' }, when: { utmMedium: 'cpc' } },
      { id: 'seminar', name: { ja: 'ウェビナー', en: 'Webinar' }, when: { leadSource: 'Webinar' } },
      { id: 'organic', name: { ja: '自然検索', en: 'Organic' }, when: { analyticsSource: 'ORGANIC_SEARCH' } },
      { id: 'event', name: { ja: '展示会', en: 'Trade show' }, when: { campaignType: 'Trade show' } },
    ],
    ...parts,
  });
}

/** A value that a record's field was given on a day, with the stages it stands for. */
export function aChange(
  of: string,
  parts: Partial<Omit<MeantChange, 'kind' | 'of' | 'ref'>> & { readonly id?: string } = {},
): MeantChange {
  const { id = `${of}-${parts.at}`.replaceAll('/', '-'), ...rest } = parts;
  return {
    kind: 'stage-change',
    ref: { crm: ref(of).crm, object: 'History', id },
    of: ref(of),
    field: 'status',
    value: null,
    at: '2026-01-10T00:00:00.000Z',
    meanings: [],
    ...rest,
  };
}

/** Two US dollars, or another currency, for one of the corporate currency. */
export function aRate(
  currency = 'USD',
  parts: Partial<Omit<RateRecord, 'kind' | 'currency'>> = {},
): RateRecord {
  return {
    kind: 'rate',
    ref: ref(`salesforce/DatedConversionRate/${currency}-${parts.from ?? ''}`),
    currency,
    perCorporateUnit: '2',
    isCorporate: false,
    from: null,
    until: null,
    ...parts,
  };
}

/** A call of 15 January 2026 that sales made and that was answered. */
export function anActivity(
  person: string,
  parts: Partial<Omit<ActivityRecord, 'kind' | 'ref'>> & { readonly id?: string } = {},
): ActivityRecord {
  const { id = '1', ...rest } = parts;
  return {
    kind: 'activity',
    ref: ref(`salesforce/Task/${id}`),
    type: 'call',
    at: '2026-01-15',
    isDone: true,
    direction: 'outbound',
    people: [ref(person)],
    companies: [],
    deals: [],
    ownerId: null,
    ...rest,
  };
}
