import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markovCredit } from '../../../lib/kpis/attribution/markov.ts';
import { markovChain } from '../../../lib/kpis/attribution/markov-chain.ts';
import { anyPaths, B2B_PATHS, toPaths } from './paths.ts';

const BRYL = toPaths([
  [['C1', 'C2', 'C3'], 1, 0],
  [['C1'], 0, 1],
  [['C2', 'C3'], 0, 1],
]);
const PUZYROV = toPaths([
  [['google ads'], 2, 1],
  [['mailing'], 1, 0],
  [['google ads', 'mailing'], 1, 0],
]);

describe('markovCredit', () => {
  it.each([
    ['bryl_3paths', BRYL, 1 / 3, { C1: [1 / 2, 0.2], C2: [1, 0.4], C3: [1, 0.4] }],
    ['puzyrov', PUZYROV, 4 / 5, { 'google ads': [3 / 4, 2.4], mailing: [1 / 2, 1.6] }],
    [
      'b2b_constructed',
      B2B_PATHS,
      23 / 150,
      {
        Event: [38 / 161, 6.008461131676362],
        Organic: [51 / 161, 8.063987308302485],
        'Paid Search': [141 / 299, 12.004759386567953],
        'Sales Email': [8 / 23, 8.854574299312533],
        Webinar: [10 / 23, 11.068217874140666],
      },
    ],
  ])('is exact for golden 05, %s', (_case, paths, winProbability, expected) => {
    const result = markovCredit(paths);

    expect(result.reason === null && result.winProbability).toBeCloseTo(winProbability, 12);
    const credits = result.reason === null ? result.credits : [];
    expect(credits.map(({ channel }) => channel)).toEqual(Object.keys(expected));
    for (const { channel, removalEffect, wins } of credits) {
      const [effect, share] = new Map(Object.entries(expected)).get(channel) ?? [];
      expect(removalEffect).toBeCloseTo(effect ?? Number.NaN, 12);
      expect(wins).toBeCloseTo(share ?? Number.NaN, 10);
    }
  });

  it('refuses won journeys alone, where every probability is 1', () => {
    const result = markovCredit(toPaths([[['seminar', 'organic'], 3, 0]]));

    expect(result).toEqual({ reason: 'no-lost-paths' });
  });

  it('has nothing to give without wins', () => {
    const result = markovCredit(toPaths([[['seminar'], 0, 3]]));

    expect(result).toEqual({ reason: 'no-wins' });
  });

  it('gives out exactly the wins of the journeys', () => {
    fc.assert(
      fc.property(anyPaths, (paths) => {
        const result = markovCredit(paths);
        fc.pre(result.reason === null);

        const given = result.reason === null ? result.credits.reduce((sum, { wins }) => sum + wins, 0) : 0;
        const won = paths.reduce((sum, path) => sum + path.won, 0);
        expect(given).toBeCloseTo(won, 8);
      }),
    );
  });

  it('is the same when touches of one channel follow each other', () => {
    fc.assert(
      fc.property(anyPaths, (paths) => {
        const doubled = paths.map((path) => ({
          ...path,
          channels: path.channels.flatMap((channel) => [channel, channel]),
        }));

        expect(markovCredit(doubled)).toEqual(markovCredit(paths));
      }),
    );
  });
});

describe('markovChain', () => {
  it('has the transitions of golden 05, puzyrov', () => {
    const { start, steps } = markovChain(PUZYROV);

    expect([...start.to]).toEqual([
      ['google ads', 0.8],
      ['mailing', 0.2],
    ]);
    expect(steps.get('google ads')).toEqual({ to: new Map([['mailing', 0.25]]), won: 0.5, lost: 0.25 });
    expect(steps.get('mailing')).toEqual({ to: new Map(), won: 1, lost: 0 });
  });

  it('has the transitions of golden 05, b2b_constructed', () => {
    const { start, steps } = markovChain(B2B_PATHS);

    expect(start.to.get('Paid Search')).toBeCloseTo(7 / 15, 12);
    expect(steps.get('Organic')?.lost).toBeCloseTo(47 / 65, 12);
    expect(steps.get('Organic')?.to.get('Webinar')).toBeCloseTo(3 / 13, 12);
    expect(steps.get('Webinar')?.won).toBeCloseTo(6 / 35, 12);
    expect(steps.get('Event')?.to.get('Sales Email')).toBeCloseTo(3 / 4, 12);
  });
});
