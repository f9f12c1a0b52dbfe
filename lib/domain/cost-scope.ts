/** What spend pays for, the narrowest first; each holds the ones before it (kpi-methods 1–3). */
export const COST_SCOPES = ['media', 'program', 'fully-loaded'] as const;
export type CostScope = (typeof COST_SCOPES)[number];

const NAMES: readonly string[] = COST_SCOPES;

/** Whether a word names a scope. */
export function isCostScope(word: string | null): word is CostScope {
  return word !== null && NAMES.includes(word);
}

/** Whether spend of one scope is a part of another. */
export function isWithinScope(scope: string | null, widest: CostScope): boolean {
  return isCostScope(scope) && COST_SCOPES.indexOf(scope) <= COST_SCOPES.indexOf(widest);
}
