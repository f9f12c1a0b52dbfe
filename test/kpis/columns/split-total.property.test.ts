import fc from 'fast-check';
import { expect, it } from 'vitest';
import { allocate } from '../../../lib/domain/money.ts';
import { splitTotal } from '../../../lib/kpis/columns/split-total.ts';

const anyTotal = fc.oneof(fc.integer({ min: -1000, max: 1000 }), fc.maxSafeInteger());
const anyNumerators = fc
  .array(fc.oneof(fc.nat({ max: 9 }), fc.nat({ max: 2 ** 36 })), { minLength: 1, maxLength: 40 })
  .filter((numerators) => numerators.some((numerator) => numerator > 0));

it('splits a total as allocate does, whatever its size, sign and number of parts', () => {
  fc.assert(
    fc.property(anyTotal, anyNumerators, (total, numerators) => {
      const parts: number[] = [];

      splitTotal(total, numerators, numerators.length, parts);

      expect(parts).toEqual(allocate(total, numerators));
    }),
    { numRuns: 500 },
  );
});
