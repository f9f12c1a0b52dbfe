import fc from 'fast-check';
import type { LedgerRow, Route, SpendDay } from '../../lib/domain/ledger.ts';
import { STAGES, UNATTRIBUTED_REASONS } from '../../lib/domain/ledger.ts';
import { TOUCH_KINDS } from '../../lib/domain/touch-kinds.ts';
import { aRow, aSpendDay } from './builders.ts';

const anyDay = fc.constantFrom('2026-01-10', '2026-01-31', '2026-02-01', '2026-03-15', '2026-04-02');
const anyChannel = fc.constantFrom('seminar', 'organic', 'paid_search', 'newsletter');
const anySubChannel = fc.constantFrom('lp-a', 'lp-b');
const anyName = fc.constantFrom('spring', 'summer', null);

/** Touches in order of time with their milestones, some of them missing or after all touches. */
export const anyRoute: fc.Arbitrary<Route> = fc
  .record({
    touches: fc.array(
      fc.record(
        {
          day: anyDay,
          kind: fc.constantFrom(...TOUCH_KINDS),
          channel: anyChannel,
          subChannel: anySubChannel,
          isDirect: fc.constant(true as const),
        },
        { requiredKeys: ['day', 'kind', 'channel'] },
      ),
      { minLength: 1, maxLength: 15 },
    ),
    unattributed: fc.boolean(),
    leadDay: fc.option(anyDay, { nil: undefined }),
    dealDay: fc.option(anyDay, { nil: undefined }),
    wonDay: fc.option(anyDay, { nil: undefined }),
  })
  .map(({ touches, unattributed, leadDay, dealDay, wonDay }) => ({
    touches: [
      ...touches.toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0)),
      ...(unattributed
        ? [{ day: '2026-04-02', kind: 'creation' as const, channel: null, reason: 'no-rule' as const }]
        : []),
    ],
    ...(leadDay === undefined ? {} : { leadDay }),
    ...(dealDay === undefined ? {} : { dealDay }),
    ...(wonDay === undefined ? {} : { wonDay }),
  }));

/** A ledger row of the first months of 2026, sometimes undated or unattributed. */
export const anyRow: fc.Arbitrary<LedgerRow> = fc
  .record({
    stage: fc.constantFrom(...STAGES),
    id: fc.string(),
    day: fc.option(anyDay, { freq: 8 }),
    channel: fc.option(anyChannel),
    subChannel: fc.option(anySubChannel, { nil: undefined }),
    reason: fc.constantFrom(...UNATTRIBUTED_REASONS),
    route: fc.option(anyRoute, { nil: undefined }),
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
  .map(({ leadSource, campaign, isExisting, subChannel, route, ...row }) =>
    aRow({
      ...row,
      ...(route === undefined ? {} : { route }),
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
