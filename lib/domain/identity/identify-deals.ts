import type { DealRecord } from '../entities.ts';
import { inIssueOrder } from './ambiguity.ts';
import { canonicalIds } from './canonical-ids.ts';
import { type Identity, NOTHING_GONE, type Past } from './identity.ts';
import { likeness } from './likeness.ts';
import { joinByValue } from './shared-values.ts';
import { joinByStoredIds } from './stored-ids.ts';
import { succession } from './succession.ts';

/**
 * Deals across CRMs: merge, then stored foreign ids, then company, name and close day together. Copies that fit
 * several deals are ambiguous and listed. Deals of one CRM are never matched with each other.
 */
export function identifyDeals(
  deals: readonly DealRecord[],
  context: {
    readonly companyOf: (deal: DealRecord) => string | null;
    readonly closeDayOf: (deal: DealRecord) => string | null;
  },
  past: Past<DealRecord> = NOTHING_GONE,
): Identity {
  const lineage = succession(deals, past, () => []);
  const stored = joinByStoredIds(lineage.groups, deals, () => null);
  const signature = (deal: DealRecord): string | null => {
    const company = context.companyOf(deal);
    const day = context.closeDayOf(deal);
    const name = deal.name?.normalize('NFKC').trim().toLowerCase();
    return company === null || day === null || !name ? null : JSON.stringify([company, name, day]);
  };
  const crms = new Set(deals.map((deal) => deal.ref.crm));
  const name = 'company, name and close date';
  const issues = crms.size < 2 ? [] : joinByValue(lineage.groups, deals, { keyOf: signature, name });
  const ids = canonicalIds(
    lineage,
    { live: deals, past },
    likeness(deals, () => null),
  );
  return { ...ids, issues: inIssueOrder([...stored, ...issues]) };
}
