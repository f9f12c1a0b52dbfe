import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Model } from '../../../lib/domain/ledger.ts';
import { TOUCH_KINDS } from '../../../lib/domain/touch-kinds.ts';
import { ATTRIBUTION_MODELS, pickTouch, weightsOf } from '../../../lib/kpis/attribution/registry.ts';
import type { Touch } from '../../../lib/kpis/attribution/touch.ts';
import { creditMoney, type TouchWeights } from '../../../lib/kpis/attribution/touch-weights.ts';
import { aTouch } from '../builders.ts';
import { dayAt, OPTIONS } from './journey.ts';

const NAMES = Object.keys(ATTRIBUTION_MODELS).filter((name): name is Model => name in ATTRIBUTION_MODELS);
const anyModel = fc.constantFrom(...NAMES);
const anyDay = fc.nat({ max: 60 }).map(dayAt);
const anyTouch = fc.record({
  at: anyDay,
  kind: fc.constantFrom(...TOUCH_KINDS),
  isDirect: fc.boolean(),
});
const anyJourney = fc
  .array(anyTouch, { minLength: 1, maxLength: 12 })
  .map((touches) => touches.map((parts, at) => toTouch(parts, `t${at}`)));
const anyMilestones = fc.record({
  leadCreated: fc.option(anyDay),
  dealCreated: fc.option(anyDay),
  won: fc.option(anyDay),
});

describe('the weights of every model', () => {
  it('sum to 1, and their money to the amount', () => {
    fc.assert(
      fc.property(
        anyModel,
        anyJourney,
        anyMilestones,
        fc.nat({ max: 1e9 }),
        (model, touches, days, amount) => {
          const weights = weightsOf(model, touches, days, OPTIONS);

          const numerators = weights?.parts.map(({ numerator }) => numerator) ?? [];
          expect(numerators.every((numerator) => Number.isSafeInteger(numerator) && numerator >= 0)).toBe(
            true,
          );
          expect(sum(numerators)).toBe(weights?.denominator);
          expect(sum(weights === null ? [] : creditMoney(weights, amount))).toBe(amount);
        },
      ),
    );
  });

  it('are the same in whatever order the touches come', () => {
    fc.assert(
      fc.property(anyModel, anyJourney, anyMilestones, (model, touches, days) => {
        const weights = weightsOf(model, touches, days, OPTIONS);
        const reversed = weightsOf(model, [...touches].reverse(), days, OPTIONS);

        expect(reversed).toEqual(weights);
      }),
    );
  });

  it('stay as they are when a touch of no weight is added', () => {
    fc.assert(
      fc.property(anyModel, anyJourney, anyTouch, anyMilestones, (model, touches, parts, days) => {
        const added = toTouch(parts, 'added');
        const weights = weightsOf(model, [...touches, added], days, OPTIONS);
        fc.pre(shareOf(weights, added) === 0);

        const before = weightsOf(model, touches, days, OPTIONS);

        for (const touch of touches) expect(shareOf(weights, touch)).toBe(shareOf(before, touch));
        expect(weights?.isNegativeLag).toBe(before?.isNegativeLag);
      }),
      { numRuns: 500 },
    );
  });

  it('move with the journey by whole days', () => {
    fc.assert(
      fc.property(anyModel, anyJourney, (model, touches) => {
        const days = { leadCreated: dayAt(10), dealCreated: dayAt(20), won: dayAt(50) };
        const later = touches.map((touch) => ({ ...touch, at: shift(touch.at) }));
        const laterDays = { leadCreated: dayAt(375), dealCreated: dayAt(385), won: dayAt(415) };

        const weights = weightsOf(model, touches, days, OPTIONS);
        const shifted = weightsOf(model, later, laterDays, OPTIONS);

        expect(shifted?.parts.map(({ numerator }) => numerator)).toEqual(
          weights?.parts.map(({ numerator }) => numerator),
        );
      }),
    );
  });

  it('credit the earliest touch, flagged, where all came after the win', () => {
    fc.assert(
      fc.property(anyModel, anyJourney, (model, touches) => {
        const days = { leadCreated: '2025-01-01', dealCreated: '2025-01-01', won: '2025-01-01' };

        const weights = weightsOf(model, touches, days, OPTIONS);

        expect(weights?.isNegativeLag).toBe(true);
        expect(weights?.parts[0]?.numerator).toBe(weights?.denominator);
      }),
    );
  });

  it('are those of the picker under a model that credits one touch', () => {
    fc.assert(
      fc.property(anyJourney, anyMilestones, (touches, days) => {
        for (const model of ['first', 'lead-creation', 'opportunity-creation'] as const) {
          const picked = pickTouch(model, touches, days);

          const weights = weightsOf(model, touches, days, OPTIONS);

          expect(weights?.parts.filter(({ numerator }) => numerator > 0)).toEqual([
            { touch: picked?.touch, numerator: 1 },
          ]);
          expect(weights?.isNegativeLag).toBe(picked?.isNegativeLag);
        }
      }),
    );
  });

  it('are those of lead creation where the custom weights name it alone', () => {
    fc.assert(
      fc.property(anyJourney, anyMilestones, (touches, days) => {
        const customShares = { leadCreation: 0.7, middle: 0 };

        const weights = weightsOf('custom', touches, days, { ...OPTIONS, customShares });

        const credited = weights?.parts.filter(({ numerator }) => numerator > 0);
        expect(credited?.map(({ touch }) => touch)).toEqual([
          pickTouch('lead-creation', touches, days)?.touch,
        ]);
      }),
    );
  });

  it('are nothing without touches', () => {
    expect(NAMES.map((model) => weightsOf(model, [], NO_DAYS, OPTIONS))).toEqual(NAMES.map(() => null));
  });
});

const NO_DAYS = { leadCreated: null, dealCreated: null, won: null };

function toTouch(
  { at, kind, isDirect }: { readonly at: string; readonly kind: Touch['kind']; readonly isDirect: boolean },
  ref: string,
): Touch {
  const source = isDirect ? { ...aTouch().source, analyticsSource: 'DIRECT_TRAFFIC' } : aTouch().source;
  return aTouch({ at, kind, source, ref });
}

function shareOf(weights: TouchWeights | null, touch: Touch): number {
  const part = weights?.parts.find((candidate) => candidate.touch.ref === touch.ref);
  return (part?.numerator ?? 0) / (weights?.denominator ?? 1);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** 365 days later. */
function shift(day: string): string {
  return dayAt(365 + (Date.parse(day) - Date.parse(dayAt(0))) / 86_400_000);
}
