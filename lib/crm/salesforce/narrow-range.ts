import { errorCodeOf } from './failures.ts';
import { type Position, toStamp } from './position.ts';
import type { Range, Window } from './read-window.ts';

/** A sixteenth of the time that was asked for; a query that still runs too long will not get better. */
const MAX_HALVINGS = 4;
/** No record is older than Salesforce. */
const FIRST_STAMP = '1999-01-01T00:00:00.000Z';

/**
 * Windows of a range by `read`; when a query runs too long for the org, by shorter and shorter parts of the time, each
 * of them read. The first part ends at `first`, where that is given. Throws QUERY_TIMEOUT once halving does not help, never ending the range early.
 */
export async function* narrowRange(
  { position: start, until }: Range,
  { nowMs, first }: { readonly nowMs: number; readonly first?: string | null | undefined },
  read: (range: Range) => AsyncIterable<Window>,
): AsyncGenerator<Window> {
  let position = start;
  let widthMs = Number.POSITIVE_INFINITY;
  let given = first;
  for (let halvings = 0; ; ) {
    const bound = given ?? boundOf(position, until, { widthMs, nowMs });
    given = undefined;
    try {
      for await (const window of read({ position, until: bound })) {
        const isLast = window.isLast && bound === until;
        position = window.isLast && !isLast && bound !== null ? { modstamp: bound, id: '' } : window.last;
        yield { ...window, last: position, isLast };
        if (isLast) return;
      }
    } catch (cause) {
      if (errorCodeOf(cause) !== 'QUERY_TIMEOUT' || halvings === MAX_HALVINGS) throw cause;
      halvings += 1;
      const fromMs = startMs(position);
      const untilMs = bound === null ? nowMs : Date.parse(bound);
      widthMs = Math.max(1, Math.floor((untilMs - fromMs) / 2));
    }
  }
}

function boundOf(
  position: Position | null,
  until: string | null,
  { widthMs, nowMs }: { readonly widthMs: number; readonly nowMs: number },
): string | null {
  const endMs = startMs(position) + widthMs;
  const isLast = endMs >= (until === null ? nowMs : Date.parse(until));
  return isLast ? until : toStamp(endMs);
}

function startMs(position: Position | null): number {
  return Date.parse(position?.modstamp ?? FIRST_STAMP);
}
