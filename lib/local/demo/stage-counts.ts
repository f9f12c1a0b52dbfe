import type { Deal, Person } from './journey.ts';

export interface StageCounts {
  /** Existing customers and excluded people left out. */
  readonly leads: number;
  /** New business only, like `won` and `wonRevenue`. */
  readonly opportunities: number;
  readonly won: number;
  readonly newCustomers: number;
  /** Yearly JPY of the wins that have an amount. */
  readonly wonRevenue: number;
}

export interface Journeys {
  readonly people: readonly Person[];
  readonly deals: readonly Deal[];
}

/** The people that fit, with the deals that are credited to them. */
export function journeysOf({ people, deals }: Journeys, fits: (person: Person) => boolean): Journeys {
  return {
    people: people.filter(fits),
    deals: deals.filter(({ person }) => person !== null && fits(person)),
  };
}

/** `deals` are new business; none of them follows another of its company but those of a second department. */
export function countStages({ people, deals }: Journeys): StageCounts {
  const won = deals.filter(isWon);
  return {
    leads: people.length,
    opportunities: deals.length,
    won: won.length,
    newCustomers: new Set(won.filter(({ hasAccount }) => hasAccount).map(({ company }) => company.number))
      .size,
    wonRevenue: won.reduce((sum, { amount }) => sum + (amount ?? 0), 0),
  };
}

export function isWon({ outcome }: Deal): boolean {
  return outcome === 'won';
}
