import { describe, expect, it } from 'vitest';
import { UnionFind } from '../../lib/domain/union-find.ts';

describe('UnionFind', () => {
  it('keeps names apart until they are joined', () => {
    const sets = new UnionFind(['a', 'b', 'c', 'd']);

    sets.join('a', 'b');
    sets.join('d', 'c');

    expect(sets.find('a')).toBe(sets.find('b'));
    expect(sets.find('c')).toBe(sets.find('d'));
    expect(sets.find('a')).not.toBe(sets.find('c'));
  });

  it('joins what is joined with a third', () => {
    const sets = new UnionFind(['a', 'b', 'c', 'd']);

    for (const [left, right] of [
      ['c', 'd'],
      ['a', 'b'],
      ['d', 'b'],
      ['a', 'd'],
    ] as const)
      sets.join(left, right);

    expect(new Set(['a', 'b', 'c', 'd'].map((name) => sets.find(name))).size).toBe(1);
  });

  it('lets a name that it never saw stand for itself', () => {
    const sets = new UnionFind(['a']);

    expect(sets.has('x')).toBe(false);
    expect(sets.find('x')).toBe('x');
  });
});
