import { compareText } from '../../domain/compare-text.ts';
import { fisherExactTest } from './fisher-exact-test.ts';
import { holmCorrection } from './holm-correction.ts';
import { newcombeInterval, type Share } from './newcombe-interval.ts';
import type { ClosedInterval } from './poisson-interval.ts';
import { wilsonInterval } from './wilson-interval.ts';

/** Of the corrected p-values; `definitions.md` decides everything at 95 %. */
const SIGNIFICANCE = 0.05;

/** A customer with what it is worth and what is known of it: industry, size, channel, product. */
export interface TraitedCustomer {
  readonly ltv: number;
  /** By name of the trait; null where the CRM does not say, which is a value of its own. */
  readonly traits: Readonly<Record<string, string | null>>;
}

/** How often customers with one value of a trait are of low LTV, against all others. */
export interface LowLtvTrait {
  readonly trait: string;
  readonly value: string | null;
  readonly customers: number;
  readonly low: number;
  /** Ratio 0–1, with its Wilson interval. */
  readonly share: number;
  readonly interval: ClosedInterval;
  /** Share minus that of all others, with its Newcombe interval; null where there are no others. */
  readonly difference: number | null;
  readonly differenceInterval: ClosedInterval | null;
  /** Fisher's exact test against all others, corrected by Holm over all rows. */
  readonly pValue: number;
  readonly verdict: 'more-often-low' | 'less-often-low' | 'undecided';
}

/**
 * Which customers are worth little: traits set against the rest, with how many customers stand behind each.
 * Formula  low = LTV below `threshold`; share of low customers by value of each trait
 * Unit     customers; ratio
 * Empty    no customers give no rows
 * Source   issue 5, section 6; Wilson 1927, Newcombe 1998, Fisher 1935, Holm 1979
 */
export function lowLtvTraits(
  customers: readonly TraitedCustomer[],
  threshold: number,
): readonly LowLtvTrait[] {
  const names = [...new Set(customers.flatMap(({ traits }) => Object.keys(traits)))].sort(compareText);
  const all = shareOf(customers, threshold);
  const rows = names.flatMap((trait) =>
    [...Map.groupBy(customers, ({ traits }) => traits[trait] ?? null)].map(([value, members]) => {
      const own = shareOf(members, threshold);
      const rest = { successes: all.successes - own.successes, trials: all.trials - own.trials };
      return { trait, value, own, rest };
    }),
  );
  const pValues = holmCorrection(rows.map(({ own, rest }) => fisherExactTest(own, rest)));
  return rows
    .map((row, at) => toTrait(row, pValues[at] ?? 1))
    .sort(
      (a, b) =>
        compareText(a.trait, b.trait) || b.share - a.share || compareText(a.value ?? '', b.value ?? ''),
    );
}

function toTrait(
  row: {
    readonly trait: string;
    readonly value: string | null;
    readonly own: Share;
    readonly rest: Share;
  },
  pValue: number,
): LowLtvTrait {
  const { trait, value, own, rest } = row;
  const share = own.successes / own.trials;
  const difference = rest.trials === 0 ? null : share - rest.successes / rest.trials;
  const isTold = difference !== null && difference !== 0 && pValue < SIGNIFICANCE;
  return {
    trait,
    value,
    customers: own.trials,
    low: own.successes,
    share,
    interval: wilsonInterval(own.successes, own.trials) ?? { low: 0, high: 1 },
    difference,
    differenceInterval: newcombeInterval(own, rest),
    pValue,
    verdict: !isTold ? 'undecided' : difference > 0 ? 'more-often-low' : 'less-often-low',
  };
}

function shareOf(customers: readonly TraitedCustomer[], threshold: number): Share {
  return { successes: customers.filter(({ ltv }) => ltv < threshold).length, trials: customers.length };
}
