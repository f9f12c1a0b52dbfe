/** A word as rules compare it: full-width and half-width forms, case and outer blanks make no difference. */
export function foldWord(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase();
}
