import type { CompanyRecord } from '../entities.ts';
import { inIssueOrder } from './ambiguity.ts';
import { canonicalIds } from './canonical-ids.ts';
import { companyDomain } from './company-domain.ts';
import { type Identity, NOTHING_GONE, type Past } from './identity.ts';
import { likeness } from './likeness.ts';
import { joinByValue } from './shared-values.ts';
import { joinByStoredIds } from './stored-ids.ts';
import { succession } from './succession.ts';

/**
 * Companies across CRMs: merge, then stored foreign ids, then the domain. Domains of mail services and of sites that
 * host many companies match nobody; one that two companies of an object hold is shared, and listed.
 */
export function identifyCompanies(
  companies: readonly CompanyRecord[],
  past: Past<CompanyRecord> = NOTHING_GONE,
): Identity {
  const domainOf = ({ domain }: CompanyRecord): string | null => companyDomain(domain);
  const lineage = succession(companies, past, () => []);
  const issues = [
    ...joinByStoredIds(lineage.groups, companies, domainOf),
    ...joinByValue(lineage.groups, companies, { keyOf: domainOf, name: 'domain' }),
  ];
  const ids = canonicalIds(lineage, { live: companies, past }, likeness(companies, domainOf));
  return { ...ids, issues: inIssueOrder(issues) };
}
