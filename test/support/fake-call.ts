export interface FakeCall {
  readonly method:
    | 'describe'
    | 'plan'
    | 'read'
    | 'sweep'
    | 'locate'
    | 'count'
    | 'listIds'
    | 'readByIds'
    | 'write';
  readonly object: string;
  /** How many calls of this method there have been, this one included. */
  readonly nth: number;
}

/** What a script makes of a call: throws, changes records beforehand, or loses the answer of a write that was done. */
export type Script = (call: FakeCall) => 'lose-answer' | undefined;
