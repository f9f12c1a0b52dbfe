import type { CompanyRecord, PersonRecord } from '../../domain/entities.ts';
import { refKey } from '../../domain/entities.ts';
import type { SourcedEntity } from './journey.ts';
import { firstOf } from './traits.ts';

/** Fills what a person's record leaves blank with what its company's records say: size, revenue, industry. */
export function withCompanyFacts(
  people: readonly SourcedEntity<PersonRecord>[],
  companies: readonly CompanyRecord[],
  canonicalOf: ReadonlyMap<string, string>,
): readonly SourcedEntity<PersonRecord>[] {
  const sorted = [...companies].sort((a, b) => (refKey(a.ref) < refKey(b.ref) ? -1 : 1));
  const byCompany = Map.groupBy(sorted, ({ ref }) => canonicalOf.get(refKey(ref)) ?? refKey(ref));
  return people.map((person) => {
    const { company } = person.entity;
    const records = company === null ? undefined : byCompany.get(canonicalOf.get(refKey(company)) ?? '');
    return records === undefined ? person : { ...person, entity: filled(person.entity, records) };
  });
}

function filled(person: PersonRecord, companies: readonly CompanyRecord[]): PersonRecord {
  return {
    ...person,
    employees: person.employees ?? firstOf(companies, ({ employees }) => employees),
    companyRevenue: person.companyRevenue ?? firstOf(companies, ({ revenue }) => revenue),
    industry: person.industry ?? firstOf(companies, ({ industry }) => industry),
  };
}
