import fc from 'fast-check';
import type { LedgerRow, SpendDay } from '../../lib/domain/ledger.ts';
import { STAGES, UNATTRIBUTED_REASONS } from '../../lib/domain/ledger.ts';
import { aRow, aSpendDay } from './builders.ts';

const anyDay = fc.constantFrom('2026-01-10', '2026-01-31', '2026-02-01', '2026-03-15', '2026-04-02');
const anyChannel = fc.constantFrom('seminar', 'organic', 'paid_search', 'newsletter');
const anySubChannel = fc.constantFrom('lp-a', 'lp-b');
const anyName = fc.constantFrom('spring', 'summer', null);

/** A ledger row of the first months of 2026, sometimes undated or unattributed. */
export const anyRow: fc.Arbitrary<LedgerRow> = fc
  .record({
    stage: fc.constantFrom(...STAGES),
    id: fc.string(),
    day: fc.option(anyDay, { freq: 8 }),
    channel: fc.option(anyChannel),
    subChannel: fc.option(anySubChannel, { nil: undefined }),
    reason: fc.constantFrom(...UNATTRIBUTED_REASONS),
    leadSource: anyName,
    campaign: anyName,
    isExisting: fc.boolean(),
    isNewCustomer: fc.boolean(),
    amountMinor: fc.option(fc.nat({ max: 1e9 })),
    mqlDay: fc.option(anyDay),
    sqlDay: fc.option(anyDay),
    opportunityDay: fc.option(anyDay),
    wonDay: fc.option(anyDay),
    outcome: fc.constantFrom('open', 'won', 'lost'),
    closeDay: fc.option(anyDay),
    createdDay: fc.option(anyDay),
    isTarget: fc.boolean(),
    isContactable: fc.boolean(),
  })
  .map(({ leadSource, campaign, isExisting, subChannel, ...row }) =>
    aRow({
      ...row,
      ...(subChannel === undefined ? {} : { subChannel }),
      traits: { leadSource, campaign },
      business: isExisting ? 'existing' : 'new',
      flags: isExisting ? ['existing-customer'] : [],
      currency: 'JPY',
    }),
  );

/** A spend day of the same months, sometimes of a channel nobody configured. */
export const anySpendDay: fc.Arbitrary<SpendDay> = fc
  .record({
    day: anyDay,
    channel: anyChannel,
    isKnownChannel: fc.boolean(),
    subChannel: fc.option(anySubChannel),
    campaign: anyName,
    amountMinor: fc.nat({ max: 1e9 }),
    costScope: fc.constantFrom('media', 'program', 'fully-loaded'),
  })
  .map(aSpendDay);
