import type { CompanyRecord, DealRecord, PersonRecord } from '../../domain/entities.ts';
import type { Past } from '../../domain/identity/identity.ts';
import type { RecordMerge, StageChange, StageMeaning } from '../../domain/record-history.ts';
import type { SourcedEntity } from './journey.ts';

/** A change with the stages its value stands for; empty where it stands for none. */
export interface MeantChange extends StageChange {
  readonly meanings: readonly StageMeaning[];
}

/** What the store remembers beside the records of today. */
export interface RecordHistory {
  /** Deleted people, companies and deals as they were last read. */
  readonly gone: readonly SourcedEntity[];
  readonly merges: readonly RecordMerge[];
  readonly changes: readonly MeantChange[];
}

export const NO_HISTORY: RecordHistory = { gone: [], merges: [], changes: [] };

export function pastPeople({ gone, merges }: RecordHistory): Past<PersonRecord> {
  const people = gone.flatMap(({ entity }) => (entity.kind === 'person' ? [entity] : []));
  return { gone: people, merges };
}

export function pastCompanies({ gone, merges }: RecordHistory): Past<CompanyRecord> {
  const companies = gone.flatMap(({ entity }) => (entity.kind === 'company' ? [entity] : []));
  return { gone: companies, merges };
}

export function pastDeals({ gone, merges }: RecordHistory): Past<DealRecord> {
  const deals = gone.flatMap(({ entity }) => (entity.kind === 'deal' ? [entity] : []));
  return { gone: deals, merges };
}
