import type { Hint } from '../domain/hint.ts';

/** What one request or event of a CRM says. */
export interface HintBatch {
  readonly crm: string;
  /** One per object and kind, each id once. */
  readonly hints: readonly Hint[];
  /** Events of accounts or objects that are none of ours. */
  readonly dropped: number;
  /** Events that could not be read, by what was wrong; never their contents. */
  readonly rejects: readonly string[];
}

/** Hints of one object and kind as one, from the earliest instant, each id once. */
export function mergeHints(hints: readonly Hint[]): readonly Hint[] {
  const merged = new Map<string, Hint>();
  for (const hint of hints) {
    const key = `${hint.object} ${hint.kind}`;
    const before = merged.get(key);
    const ids = [...new Set([...(before?.ids ?? []), ...hint.ids])];
    merged.set(key, { ...hint, ids, atMs: Math.min(before?.atMs ?? hint.atMs, hint.atMs) });
  }
  return [...merged.values()];
}
