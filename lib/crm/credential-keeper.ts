/** The stored refresh token, with the sole right to use it. */
export interface HeldToken {
  readonly refreshToken: string;
  /**
   * Stores the token that takes its place. Nothing may be done with the new one before that. Rejects where it cannot
   * be stored, or where another process has stored one: what was granted is then given up.
   */
  readonly keep: (refreshToken: string) => Promise<void>;
  /** The CRM will never take this token again: no further call is made with it, by anybody. */
  readonly refuse: (reason: string) => Promise<void>;
}

/** PORT: keeps the refresh token of a connection, which a CRM may replace at each use, for all processes together. */
export interface CredentialKeeper {
  /**
   * Runs one refresh, alone among all processes. Throws `CrmFailure` 'auth', without a call, where the CRM has refused
   * the stored token before.
   */
  readonly refresh: <T>(use: (held: HeldToken) => Promise<T>) => Promise<T>;
}

/** Keeps a token for this process alone: for an adapter that is given credentials and no place to store others. */
export function createMemoryKeeper(first: string): CredentialKeeper {
  let refreshToken = first;
  return {
    refresh: (use) =>
      use({
        refreshToken,
        keep: async (next) => {
          refreshToken = next;
        },
        refuse: async () => undefined,
      }),
  };
}
