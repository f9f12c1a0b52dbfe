import type { DataIssue } from '../../domain/ledger.ts';
import { type Calendar, toTokyoDay } from './calendar.ts';
import type { Deal, DemoCompany } from './journey.ts';
import { isWon } from './stage-counts.ts';

/** Facts that contradict each other or are missing, by the code RevLoop lists them under. */
export function countIssues({ people, deals }: DemoCompany): Partial<Record<DataIssue['code'], number>> {
  const won = deals.filter(isWon);
  const isEarly = ({ person, closeDay }: Deal) => person !== null && closeDay < toTokyoDay(person.leadAtMs);
  return {
    'won-before-lead': won.filter(isEarly).length,
    'deal-without-company': won.filter(({ hasAccount }) => !hasAccount).length,
    'deal-without-contact': won.filter(({ person }) => person === null).length,
    'deal-without-amount': won.filter(({ amount }) => amount === null).length,
    'deal-unmatched-copy': 1,
    'ambiguous-identity': people.filter(({ isAmbiguous }) => isAmbiguous).length,
    'spend-unknown-channel': 1,
  };
}

/** Companies whose last contract has ended by today. */
export function countChurned(deals: readonly Deal[], { today }: Calendar): number {
  const lastEnd = new Map<number, number>();
  for (const { company, hasAccount, outcome, contractEnd } of deals) {
    if (outcome !== 'won' || !hasAccount || contractEnd === null) continue;
    lastEnd.set(company.number, Math.max(contractEnd, lastEnd.get(company.number) ?? 0));
  }
  return [...lastEnd.values()].filter((end) => end <= today).length;
}
