/** Words of a text as the search index sees them; `*` stays, as a wildcard. */
function tokensOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}*]+/gu) ?? [];
}

/** Whether every word of `wanted` is a word of `text`; `*` stands for any characters within one. */
export function hasTokens(text: string, wanted: string): boolean {
  const tokens = tokensOf(text);
  return tokensOf(wanted).every((word) => {
    if (!word.includes('*')) return tokens.includes(word);
    const pattern = new RegExp(`^${word.replaceAll('*', '.*')}$`, 'u');
    return tokens.some((token) => pattern.test(token));
  });
}

/** Whether every word of `query` begins a word of one of the texts. */
export function matchesQuery(texts: readonly string[], query: string): boolean {
  const tokens = texts.flatMap(tokensOf);
  return tokensOf(query).every((word) => tokens.some((token) => token.startsWith(word)));
}
