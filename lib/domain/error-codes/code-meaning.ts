/** What a code says: whose turn it is, and what that person does. */
export interface CodeMeaning {
  readonly rl: string;
  /** Whether the same call may succeed later without a change. */
  readonly retry: boolean;
  readonly fixedBy: 'revops' | 'crm-admin' | 'aws-admin' | 'revloop';
  readonly en: string;
  readonly ja: string;
  readonly fix: { readonly en: string; readonly ja: string };
}
