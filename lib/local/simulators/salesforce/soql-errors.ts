import { badRequest, type SalesforceError } from './salesforce-errors.ts';

/** Characters of the query shown on either side of the place that an error points at. */
const CONTEXT = 40;

/** An error that points into the query as Salesforce does: the text, a caret, row and column, the reason. */
export function soqlError(code: string, soql: string, offset: number, reason: string): SalesforceError {
  const before = soql.slice(0, offset);
  const row = before.split('\n').length;
  const column = offset - (before.lastIndexOf('\n') + 1) + 1;
  const from = Math.max(0, offset - CONTEXT);
  const shown = soql.slice(from, offset + CONTEXT).replaceAll('\n', ' ');
  const caret = `${' '.repeat(offset - from)}^`;
  return badRequest(code, `\n${shown}\n${caret}\nERROR at Row:${row}:Column:${column}\n${reason}`);
}

/** Where `word` stands in the query as a word of its own; 0 when it does not. */
export function offsetOf(soql: string, word: string): number {
  const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return Math.max(0, soql.search(new RegExp(`(?<![\\w.])${escaped}(?![\\w.])`, 'i')));
}

/** Translates what the parser says about a malformed query. */
export function malformedQuery(soql: string, cause: unknown): SalesforceError {
  const said = cause instanceof Error ? cause.message : String(cause);
  const skipped = /unexpected character: ->(.)<- at offset: (\d+)/.exec(said);
  if (skipped !== null) {
    const [, letter, offset] = skipped;
    return soqlError(
      'MALFORMED_QUERY',
      soql,
      Number(offset),
      `line 1:${offset} no viable alternative at character '${letter}'`,
    );
  }
  const token = /found(?::| -->) '([^']*)'/.exec(said)?.[1] ?? '';
  if (token === '') return soqlError('MALFORMED_QUERY', soql, soql.length, 'unexpected token: <EOF>');
  return soqlError('MALFORMED_QUERY', soql, offsetOf(soql, token), `unexpected token: '${token}'`);
}
