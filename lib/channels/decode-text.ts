export type Encoding = 'auto' | 'utf-8' | 'shift_jis';

/** The text of a file, or why it has none. */
export type DecodedText = { readonly text: string } | { readonly reason: string };

const UTF16_MARKS: readonly (readonly [number, number])[] = [
  [0xff, 0xfe],
  [0xfe, 0xff],
];
const SAVE_AS = 'save it as "CSV UTF-8"';

/** Decodes a file; `auto` tries UTF-8 and then Shift_JIS. A byte order mark is dropped, a wrong byte is never replaced. */
export function decodeText(bytes: Uint8Array, encoding: Encoding): DecodedText {
  if (UTF16_MARKS.some(([first, second]) => bytes[0] === first && bytes[1] === second))
    return { reason: `is UTF-16, which is not read; ${SAVE_AS}` };
  if (bytes.includes(0)) return { reason: `holds NUL bytes, so it is no CSV text; ${SAVE_AS}` };
  const candidates = encoding === 'auto' ? (['utf-8', 'shift_jis'] as const) : [encoding];
  for (const candidate of candidates) {
    const text = decode(bytes, candidate);
    if (text !== null) return { text };
  }
  return { reason: `is not valid ${candidates.join(' or ')}; ${SAVE_AS}` };
}

function decode(bytes: Uint8Array, encoding: 'utf-8' | 'shift_jis'): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (cause) {
    if (cause instanceof TypeError) return null;
    throw cause;
  }
}
