/**
 * Characters that take two columns: East Asian Width W and F, without those that are emoji anyway.
 * https://www.unicode.org/reports/tr11/
 */
const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2329, 0x232a],
  [0x2e80, 0x303e],
  [0x3041, 0x3247],
  [0x3250, 0x4dbf],
  [0x4e00, 0xa4cf],
  [0xa960, 0xa97c],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6b],
  [0xff01, 0xff60],
  [0xffe0, 0xffe6],
  [0x16fe0, 0x18cff],
  [0x1aff0, 0x1b2ff],
  [0x1f200, 0x1f265],
  [0x20000, 0x3fffd],
];

const EMOJI = /^\p{RGI_Emoji}$/v;
const WIDE_EMOJI = /^\p{Emoji_Presentation}$/u;
/** Accents, joiners, controls, and the vowels and finals that join a Korean syllable: no column of their own. */
const NO_WIDTH = /^[\p{Mn}\p{Me}\p{Cf}\p{Cc}\u1160-\u11ff]$/u;

const graphemes = new Intl.Segmenter('ja', { granularity: 'grapheme' });

/** Columns that a text takes in a terminal. Ambiguous characters count one, as terminals draw them by default. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const { segment } of graphemes.segment(text)) width += EMOJI.test(segment) ? 2 : widthOf(segment);
  return width;
}

/** Fills a text with spaces to `width` columns; a longer one stays as it is. */
export function padTo(text: string, width: number, align: 'left' | 'right'): string {
  const gap = ' '.repeat(Math.max(0, width - displayWidth(text)));
  return align === 'left' ? text + gap : gap + text;
}

/** Cuts a text to at most `width` columns, the last one being `…` where something is missing. */
export function cutTo(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  let kept = '';
  for (const { segment } of graphemes.segment(text)) {
    if (displayWidth(kept + segment) >= width) break;
    kept += segment;
  }
  return width < 1 ? '' : `${kept}…`;
}

function widthOf(grapheme: string): number {
  return [...grapheme].reduce((sum, character) => sum + columnsOf(character), 0);
}

function columnsOf(character: string): number {
  if (NO_WIDTH.test(character)) return 0;
  const code = character.codePointAt(0) ?? 0;
  return WIDE_EMOJI.test(character) || WIDE.some(([first, last]) => code >= first && code <= last) ? 2 : 1;
}
