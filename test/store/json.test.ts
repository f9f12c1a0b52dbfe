import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { jsonOf, stableJson, textOf } from '../../lib/store/json.ts';

describe('stableJson', () => {
  it('writes equal values alike, whatever the order of their keys, and keeps the order of lists', () => {
    const text = stableJson({ b: { d: 1, c: [{ z: 1, y: 2 }, 3] }, a: null });

    expect(text).toBe('{"a":null,"b":{"c":[{"y":2,"z":1},3],"d":1}}');
  });
});

describe('textOf and jsonOf', () => {
  it.each<[string, () => unknown]>([
    ['no text', () => textOf({ a: 1 }, 'a')],
    ['nothing', () => textOf({}, 'a')],
    ['no JSON', () => jsonOf({ a: '{' }, 'a', z.unknown())],
    ['another shape', () => jsonOf({ a: '1' }, 'a', z.string())],
  ])('throw item-invalid for an attribute that holds %s', (_case, read) => {
    expect(read).toThrow(expect.objectContaining({ code: 'item-invalid' }));
  });
});
