import { addDays } from '../../domain/calendar.ts';
import { compareText } from '../../domain/compare-text.ts';
import type { StitchRule } from '../../domain/ledger.ts';

/** Everybody who could belong to a deal, by canonical id, the one whose touches count first at the front. */
export interface DealCandidates {
  readonly roles: readonly string[];
  readonly associated: readonly string[];
  readonly converted: readonly string[];
  /** Contacts of the deal's account with the days of their touches. */
  readonly accountContacts: readonly { readonly id: string; readonly touchDays: readonly string[] }[];
  /** Null: the deal has no creation day, so that nobody can be active before it. */
  readonly createdDay: string | null;
}

export interface StitchedPeople {
  readonly people: readonly string[];
  /** The strongest link among them; null where the deal has nobody. */
  readonly rule: StitchRule | null;
}

/**
 * The people whose touches are a deal's: those the CRM links to it, else the account's contacts who were active shortly
 * before it was created.
 * Formula  roles ∪ associations ∪ converted leads; where empty, contacts with a touch from `withinDays` before the
 *          creation day to that day, the latest active first
 * Empty    nobody, rule null
 * Source   kpi-methods C.2, deal_people; definitions.md, person → deal
 */
export function stitchPeople(candidates: DealCandidates, withinDays: number): StitchedPeople {
  const { roles, associated, converted } = candidates;
  const people = [...new Set([...roles, ...associated, ...converted])];
  if (people.length > 0) {
    const rule = roles.length > 0 ? 'contact-role' : associated.length > 0 ? 'association' : 'converted-lead';
    return { people, rule };
  }
  const active = activeContacts(candidates, withinDays);
  return { people: active, rule: active.length === 0 ? null : 'active-contact' };
}

function activeContacts(
  { accountContacts, createdDay }: DealCandidates,
  withinDays: number,
): readonly string[] {
  if (createdDay === null) return [];
  const from = addDays(createdDay, -withinDays);
  return accountContacts
    .flatMap(({ id, touchDays }) => {
      const last = touchDays.filter((day) => day >= from && day <= createdDay).reduce(later, '');
      return last === '' ? [] : [{ id, last }];
    })
    .sort((a, b) => compareText(b.last, a.last) || compareText(a.id, b.id))
    .map(({ id }) => id);
}

function later(a: string, b: string): string {
  return a > b ? a : b;
}
