import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Seeded chance: the same seed gives the same company, byte for byte. */
export interface Chance {
  /** Whole number from `min` to `max`, both included. */
  readonly int: (min: number, max: number) => number;
  /** True with probability `ratio` (0–1). */
  readonly happens: (ratio: number) => boolean;
  /** One of the values; throws when there are none. */
  readonly pick: <T>(values: readonly T[]) => T;
}

const PARTS = 1_000_000;

export function seedChance(seed: number): Chance {
  const generator = xoroshiro128plus(seed);
  const int = (min: number, max: number): number => uniformInt(generator, min, max);
  return {
    int,
    happens: (ratio) => int(0, PARTS - 1) < ratio * PARTS,
    pick: (values) => {
      const value = values[int(0, values.length - 1)];
      if (value === undefined) throw new Error('nothing to pick from');
      return value;
    },
  };
}
