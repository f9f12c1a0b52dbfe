import { append } from './append.ts';
import type { DealGroup } from './deal-group.ts';

/** Deals looked up by the people and companies behind them. */
export interface DealIndex {
  /** Deals whose touches are this person's: the first of the deal's people. */
  readonly dealsOf: ReadonlyMap<string, readonly string[]>;
  /** Every deal in which a person has any part. */
  readonly partsOf: ReadonlyMap<string, ReadonlySet<string>>;
  readonly createdDayOf: ReadonlyMap<string, string>;
  /** Creation day of new-business deals. */
  readonly newDealDayOf: ReadonlyMap<string, string>;
  /** Close day of new-business wins. */
  readonly winDayOf: ReadonlyMap<string, string>;
  readonly winsOfCompany: ReadonlyMap<string, readonly { readonly id: string; readonly day: string }[]>;
}

export function indexDeals(deals: readonly DealGroup[]): DealIndex {
  const dealsOf = new Map<string, string[]>();
  const partsOf = new Map<string, Set<string>>();
  const createdDayOf = new Map<string, string>();
  const newDealDayOf = new Map<string, string>();
  const winDayOf = new Map<string, string>();
  const winsOfCompany = new Map<string, { id: string; day: string }[]>();
  for (const { id, record, peopleIds, companyId, createdDay, closeDay, business } of deals) {
    const [first] = peopleIds;
    if (first !== undefined) append(dealsOf, first, id);
    for (const person of peopleIds) {
      const parts = partsOf.get(person) ?? new Set<string>();
      partsOf.set(person, parts.add(id));
    }
    if (createdDay !== null) createdDayOf.set(id, createdDay);
    if (createdDay !== null && business === 'new') newDealDayOf.set(id, createdDay);
    if (!record.isWon || closeDay === null) continue;
    if (business === 'new') winDayOf.set(id, closeDay);
    if (companyId !== null) append(winsOfCompany, companyId, { id, day: closeDay });
  }
  return { dealsOf, partsOf, createdDayOf, newDealDayOf, winDayOf, winsOfCompany };
}
