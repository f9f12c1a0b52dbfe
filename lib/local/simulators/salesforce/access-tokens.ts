/** What every credential of a simulator begins with. `contract.md` section 3. */
export const SIMULATED = 'sim-';

/** Tokens of an org: those given out, and any that is plainly a simulated one, until they end. */
export class AccessTokens {
  readonly #givenMs = new Map<string, number>();
  readonly #ended = new Set<string>();

  add(token: string, nowMs: number): void {
    this.#givenMs.set(token, nowMs);
  }

  /** `sessionMs` is the age at which tokens end; null: never. */
  isValid(token: string | undefined, nowMs = 0, sessionMs: number | null = null): boolean {
    if (token === undefined || this.#ended.has(token)) return false;
    const givenMs = this.#givenMs.get(token);
    if (givenMs !== undefined) return sessionMs === null || nowMs - givenMs < sessionMs;
    return token.startsWith(SIMULATED);
  }

  /** Ends an access or a refresh token for ever. */
  end(token: string): void {
    this.#ended.add(token);
  }

  isEnded(token: string): boolean {
    return this.#ended.has(token);
  }
}
