import { describe, expect, it } from 'vitest';
import { encodeShiftJis } from '../../../lib/local/demo/shift-jis.ts';

describe('encodeShiftJis', () => {
  it.each(['日付,媒体,金額(税込)\n', '株式会社ソ能表', 'LP-A'])(
    'writes what a Shift_JIS reader reads back: %s',
    (text) => {
      const bytes = encodeShiftJis(text);

      expect(new TextDecoder('shift_jis', { fatal: true }).decode(bytes)).toBe(text);
    },
  );

  it('throws on a character that Shift_JIS does not have', () => {
    expect(() => encodeShiftJis('€')).toThrow('cannot be written in Shift_JIS');
  });
});
