import { describe, expect, it } from 'vitest';
import { decodeText } from '../../lib/channels/decode-text.ts';

/** 日付 in Shift_JIS, by the JIS X 0208 table. */
const SHIFT_JIS = Uint8Array.of(0x93, 0xfa, 0x95, 0x74);
const UTF_8 = new TextEncoder().encode('日付');
const BOM = [0xef, 0xbb, 0xbf] as const;
/** A lead byte without its trail byte: wrong in both encodings. */
const NEITHER = Uint8Array.of(0x61, 0x82);

describe('decodeText', () => {
  it.each([
    ['UTF-8', UTF_8, 'auto'],
    ['UTF-8 with a mark', Uint8Array.of(...BOM, ...UTF_8), 'auto'],
    ['UTF-8 with a mark, as declared', Uint8Array.of(...BOM, ...UTF_8), 'utf-8'],
    ['Shift_JIS', SHIFT_JIS, 'auto'],
    ['Shift_JIS as declared', SHIFT_JIS, 'shift_jis'],
  ] as const)('reads %s', (_, bytes, encoding) => {
    expect(decodeText(bytes, encoding)).toEqual({ text: '日付' });
  });

  it.each([
    ['UTF-16, little end first', Uint8Array.of(0xff, 0xfe, 0x61, 0x00), 'auto', /UTF-16/],
    ['UTF-16, big end first', Uint8Array.of(0xfe, 0xff, 0x00, 0x61), 'utf-8', /UTF-16/],
    ['UTF-16 without a mark', Uint8Array.of(0x61, 0x00, 0x62, 0x00), 'auto', /NUL/],
    ['Shift_JIS declared as UTF-8', SHIFT_JIS, 'utf-8', /not valid utf-8/],
    ['neither encoding', NEITHER, 'auto', /not valid utf-8 or shift_jis/],
    ['UTF-8 declared as Shift_JIS', Uint8Array.of(...UTF_8, 0x80), 'shift_jis', /not valid shift_jis/],
  ] as const)('refuses %s and says why', (_, bytes, encoding, reason) => {
    expect(decodeText(bytes, encoding)).toEqual({ reason: expect.stringMatching(reason) });
  });

  it('reads an empty file as no text', () => {
    expect(decodeText(new Uint8Array(), 'auto')).toEqual({ text: '' });
  });
});
