import { aRow, aSpendDay, aWonDeal, times } from '../builders.ts';

/** Ten leads of one channel: four got to MQL, two on to SQL, one to a deal and a win. */
export const LEADS = [
  ...times(6, (at) => aRow({ id: `cold-${at}` })),
  ...times(2, (at) => aRow({ id: `mql-${at}`, mqlDay: '2026-01-11' })),
  aRow({ id: 'sql', mqlDay: '2026-01-11', sqlDay: '2026-01-12' }),
  aRow({
    id: 'won',
    mqlDay: '2026-01-11',
    sqlDay: '2026-01-12',
    opportunityDay: '2026-01-20',
    wonDay: '2026-01-30',
  }),
];
export const WINS = times(5, (at) => aWonDeal({ id: `deal-${at}`, createdDay: '2025-12-31' }));
export const LOSSES = times(15, (at) =>
  aRow({ stage: 'lost', id: `lost-${at}`, amountMinor: 100_000, currency: 'JPY' }),
);
export const SPEND = [aSpendDay({ amountMinor: 1_000_000 })];
