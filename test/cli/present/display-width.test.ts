import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutTo, displayWidth, padTo } from '../../../lib/cli/present/display-width.ts';

/** Text as CRMs hold it: Japanese, half-width kana, accents, emoji, plain letters. */
const texts = fc
  .array(
    fc.constantFrom(
      '株',
      'ミ',
      'ﾐ',
      'ﾞ',
      'a',
      'é',
      'e\u0301',
      '👩‍💻',
      '🇯🇵',
      'Ａ',
      ' ',
      '①',
      '…',
      '㈱',
      '髙',
      '한',
    ),
  )
  .map((parts) => parts.join(''));

describe('displayWidth', () => {
  it.each([
    ['', 0],
    ['CAC', 3],
    ['リスティング広告', 16],
    ['ﾘｽﾃｨﾝｸﾞ', 7],
    ['Ａ１', 4],
    ['e\u0301', 1],
    ['か\u3099', 2],
    ['…①→', 3],
    ['㈱髙島', 6],
    ['¥300,000', 8],
    ['👍', 2],
    ['👩‍💻', 2],
    ['🇯🇵', 2],
    ['❤️', 2],
    ['한국', 4],
    ['\u1112\u1161\u11ab', 2],
    ['𠮷野家', 6],
    ['a\u200bb', 2],
    ['〜〒', 4],
  ])('of "%s" is %i', (text, width) => {
    expect(displayWidth(text)).toBe(width);
  });
});

describe('padTo', () => {
  it('makes texts equally wide', () => {
    fc.assert(
      fc.property(texts, texts, fc.constantFrom('left', 'right'), (a, b, align) => {
        const width = Math.max(displayWidth(a), displayWidth(b));

        const padded = [padTo(a, width, align), padTo(b, width, align)].map(displayWidth);

        expect(padded).toEqual([width, width]);
      }),
    );
  });

  it('leaves a longer text as it is', () => {
    expect(padTo('展示会', 4, 'left')).toBe('展示会');
  });
});

describe('cutTo', () => {
  it('never exceeds the width', () => {
    fc.assert(
      fc.property(texts, fc.nat(12), (text, width) => {
        expect(displayWidth(cutTo(text, width))).toBeLessThanOrEqual(width);
      }),
    );
  });

  it('says that something is missing', () => {
    expect(cutTo('リスティング広告', 7)).toBe('リステ…');
    expect(cutTo('SEO', 3)).toBe('SEO');
  });
});
