const LEAD_BYTES: readonly (readonly [first: number, last: number])[] = [
  [0x81, 0x9f],
  [0xe0, 0xef],
];
const TRAIL_BYTES = [0x40, 0xfc] as const;
const REPLACEMENT = '\ufffd';

/** Shift_JIS, as Japanese spreadsheets save CSV. Throws on a character outside JIS X 0208 and ASCII. */
export function encodeShiftJis(text: string): Uint8Array {
  const table = toTable();
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const pair = table.get(character);
    if (code < 0x80) bytes.push(code);
    else if (pair === undefined) throw new Error(`${character} cannot be written in Shift_JIS`);
    else bytes.push(...pair);
  }
  return Uint8Array.from(bytes);
}

/** Node decodes Shift_JIS and cannot encode it, so the table is read off its decoder. */
function toTable(): ReadonlyMap<string, readonly [number, number]> {
  const decoder = new TextDecoder('shift_jis');
  const table = new Map<string, readonly [number, number]>();
  for (const [first, last] of LEAD_BYTES) {
    for (let lead = first; lead <= last; lead++) {
      for (let trail = TRAIL_BYTES[0]; trail <= TRAIL_BYTES[1]; trail++) {
        const character = decoder.decode(Uint8Array.of(lead, trail));
        if (character.length === 1 && character !== REPLACEMENT && !table.has(character))
          table.set(character, [lead, trail]);
      }
    }
  }
  return table;
}
