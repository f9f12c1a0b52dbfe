import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { equalSplit, shapleyByRate, shapleyValues } from '../../../lib/kpis/attribution/shapley.ts';
import { anyPaths, B2B_PATHS, toPaths } from './paths.ts';

const FOL = toPaths([
  [['F'], 0.2, 0],
  [['O'], 0.1, 0],
  [['L'], 0.17, 0],
  [['F', 'O'], 0.17, 0],
  [['F', 'L'], 0.3, 0],
  [['F', 'L', 'O'], 0.06, 0],
]);
const WORTHS = new Map([
  ['', 0],
  ['F', 0.2],
  ['O', 0.1],
  ['L', 0.17],
  ['FO', 0.47],
  ['FL', 0.67],
  ['OL', 0.27],
  ['FOL', 1],
]);

describe('shapleyValues', () => {
  it('gives golden 05, tds_FOL', () => {
    const shares = shapleyValues(
      ['F', 'O', 'L'],
      (coalition) => WORTHS.get([...coalition].join('')) ?? Number.NaN,
    );

    expect(shares.map(({ channel }) => channel)).toEqual(['F', 'O', 'L']);
    [0.455, 0.205, 0.34].forEach((value, at) => {
      expect(shares[at]?.value).toBeCloseTo(value, 12);
    });
  });
});

describe('equalSplit', () => {
  it('gives golden 05, tds_FOL, the same as the Shapley values', () => {
    const shares = equalSplit(FOL);

    expect(shares.map(({ channel }) => channel)).toEqual(['F', 'L', 'O']);
    [0.455, 0.34, 0.205].forEach((value, at) => {
      expect(shares[at]?.value).toBeCloseTo(value, 12);
    });
  });

  it('gives golden 05, b2b_constructed', () => {
    const shares = new Map(equalSplit(B2B_PATHS).map(({ channel, value }) => [channel, value]));

    expect(shares.get('Event')).toBeCloseTo(3.5, 12);
    expect(shares.get('Organic')).toBeCloseTo(9.583333333333334, 12);
    expect(shares.get('Paid Search')).toBeCloseTo(17.75, 12);
    expect(shares.get('Sales Email')).toBeCloseTo(5.583333333333333, 12);
    expect(shares.get('Webinar')).toBeCloseTo(9.583333333333334, 12);
  });

  it('is what Shapley comes to when a coalition is worth the wins inside it', () => {
    fc.assert(
      fc.property(anyPaths, (paths) => {
        const channels = [...new Set(paths.flatMap((path) => path.channels))].sort();

        const values = shapleyValues(channels, (coalition) =>
          paths
            .filter((path) => path.channels.every((channel) => coalition.has(channel)))
            .reduce((sum, { won }) => sum + won, 0),
        );

        equalSplit(paths).forEach(({ value }, at) => {
          expect(values[at]?.value).toBeCloseTo(value, 9);
        });
      }),
    );
  });
});

describe('shapleyByRate', () => {
  it('splits the win rate of all journeys by what each channel adds', () => {
    const result = shapleyByRate(
      toPaths([
        [['ad'], 10, 90],
        [['seminar'], 30, 70],
        [['ad', 'seminar'], 60, 40],
      ]),
    );

    // v(ad) = .1, v(seminar) = .3, v(both) = 100 ÷ 300: (.1 + 1/3 − .3) ÷ 2 and (.3 + 1/3 − .1) ÷ 2.
    const shares = result.reason === null ? result.shares : [];
    expect(shares[0]?.value).toBeCloseTo(0.2 / 3, 12);
    expect(shares[1]?.value).toBeCloseTo(0.8 / 3, 12);
  });

  it.each([
    ['won journeys alone', toPaths([[['ad'], 100, 0]]), 'no-lost-paths'],
    ['a channel never seen alone', B2B_PATHS, 'too-few-journeys'],
    [
      'more channels than can be summed',
      toPaths(Array.from({ length: 13 }, (_, at) => [[`c${at}`], 20, 20])),
      'too-many-channels',
    ],
  ])('refuses %s', (_case, paths, reason) => {
    const result = shapleyByRate(paths);

    expect(result.reason).toBe(reason);
  });
});
