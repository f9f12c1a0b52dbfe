/** Connection closed before the request takes effect. */
export const RESET_BEFORE = 'reset-before';
/** The request takes effect, then the connection closes without an answer: the lost response. */
export const RESET_AFTER = 'reset-after';
/** No answer at all; the request takes no effect. */
export const NO_ANSWER = 'no-answer';

/** Half of the answer is missing, and its length fits what is sent: no error of the connection tells. */
export const TRUNCATED_BODY = 'truncated-body';
/** Half of the rows of a CSV are missing, at the end of a row. */
export const TRUNCATED_AT_ROW = 'truncated-at-row';
/** The connection closes in the middle of the answer. */
export const RESET_MID_BODY = 'reset-mid-body';
/** The answer is shorter than its Content-Length says. */
export const SHORT_CONTENT_LENGTH = 'short-content-length';
/** The answer comes letter by letter, one each `dripMs`. */
export const DRIPPING_BODY = 'dripping-body';

/** Faults of an answer that has begun. */
export const BODY_FAULTS: readonly string[] = [
  TRUNCATED_BODY,
  RESET_MID_BODY,
  SHORT_CONTENT_LENGTH,
  DRIPPING_BODY,
];

export const TRANSPORT_FAULTS: readonly string[] = [RESET_BEFORE, RESET_AFTER, NO_ANSWER, ...BODY_FAULTS];
