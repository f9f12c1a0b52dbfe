import { type Figure, known, unknown } from '../figure.ts';

/** What a row of spend pays for, the narrowest first. */
export const COST_SCOPES = ['media', 'program', 'fully-loaded'] as const;
export type CostScope = (typeof COST_SCOPES)[number];

/**
 * Spend in each of the three scopes.
 * Formula  media: media rows; program: media and program rows; fully loaded: all rows
 * Unit     that of the rows' amounts
 * Empty    'scope-not-declared' where no row belongs to the scope itself: media alone is not a fully loaded cost of 0
 *          for people
 * Source   kpi-methods 1–3
 */
export function spendByScope(
  rows: readonly { readonly costScope: CostScope; readonly amountMinor: number }[],
): Readonly<Record<CostScope, Figure>> {
  const figure = (scope: CostScope): Figure => {
    const width = COST_SCOPES.indexOf(scope);
    if (!rows.some(({ costScope }) => costScope === scope)) return unknown('scope-not-declared');
    const inside = rows.filter(({ costScope }) => COST_SCOPES.indexOf(costScope) <= width);
    return known(inside.reduce((sum, { amountMinor }) => sum + amountMinor, 0));
  };
  return { media: figure('media'), program: figure('program'), 'fully-loaded': figure('fully-loaded') };
}
