import { type CostScope, isWithinScope } from '../../domain/cost-scope.ts';
import { type Figure, known, unknown } from '../figure.ts';

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
    if (!rows.some(({ costScope }) => costScope === scope)) return unknown('scope-not-declared');
    const inside = rows.filter(({ costScope }) => isWithinScope(costScope, scope));
    return known(inside.reduce((sum, { amountMinor }) => sum + amountMinor, 0));
  };
  return { media: figure('media'), program: figure('program'), 'fully-loaded': figure('fully-loaded') };
}
