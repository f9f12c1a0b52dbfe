import fc from 'fast-check';
import type { ChannelPath } from '../../../lib/kpis/attribution/markov-chain.ts';

export function toPaths(
  rows: readonly (readonly [channels: readonly string[], won: number, lost: number])[],
): readonly ChannelPath[] {
  return rows.map(([channels, won, lost]) => ({ channels, won, lost }));
}

/** Golden 05, b2b_constructed. */
export const B2B_PATHS = toPaths([
  [['Paid Search'], 12, 88],
  [['Paid Search', 'Webinar'], 9, 21],
  [['Organic', 'Webinar', 'Sales Email'], 7, 13],
  [['Event', 'Sales Email'], 4, 26],
  [['Organic'], 6, 94],
  [['Paid Search', 'Organic', 'Webinar', 'Sales Email'], 5, 5],
  [['Event', 'Webinar'], 3, 7],
]);

/** Journeys over five channels that may come back to one. */
export const anyPaths: fc.Arbitrary<readonly ChannelPath[]> = fc.array(
  fc.record({
    channels: fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 1, maxLength: 6 }),
    won: fc.nat({ max: 20 }),
    lost: fc.nat({ max: 20 }),
  }),
  { minLength: 1, maxLength: 12 },
);
