import type { ErrorCode } from '../../domain/error-codes.ts';
import type { ObjectOutcome } from './ingest-object.ts';

/** One thing that is wrong with a whole object. */
export interface OpenCause {
  /** What stands still: the reading itself, a sweep, or a mapping. */
  readonly about: string;
  readonly code: ErrorCode;
  readonly reason: string;
  /** ISO instant at which it was first met. */
  readonly openedAt: string;
}

const READING = 'reading';

/**
 * What is wrong with an object after a run, each since it was first met. A run that ended early closes no cause that it
 * did not come to look at.
 */
export function openCauses(
  { end, sweeps, fieldIssues, tally }: Pick<ObjectOutcome, 'end' | 'sweeps' | 'fieldIssues' | 'tally'>,
  before: readonly OpenCause[],
  at: string,
): readonly OpenCause[] {
  const found = [
    ...(end.error === undefined ? [] : [{ about: READING, code: end.error.code, reason: end.error.message }]),
    ...sweeps.flatMap(({ kind, error }) =>
      error === undefined ? [] : [{ about: kind, code: error.code, reason: error.message }],
    ),
    ...fieldIssues.map(({ key, code, detail }) => ({ about: key, code, reason: detail })),
    // Cut texts are kept by record: they stay open until the record is read whole.
    ...[...tally.warnings.values()].flatMap(({ code, reason }) =>
      code === 'bulk-aborted' ? [{ about: code, code, reason }] : [],
    ),
  ];
  const isSame = (a: { readonly about: string; readonly code: string }) => (b: OpenCause) =>
    a.about === b.about && a.code === b.code;
  const now = found.map((cause) => ({ ...cause, openedAt: before.find(isSame(cause))?.openedAt ?? at }));
  if (end.status === 'complete' || end.status === 'absent') return now;
  const seen = new Set<string>([
    READING,
    ...sweeps.map(({ kind }) => kind),
    ...now.map(({ about }) => about),
  ]);
  return [...now, ...before.filter(({ about }) => !seen.has(about))];
}
