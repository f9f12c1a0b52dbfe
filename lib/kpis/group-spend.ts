import type { Config } from '../domain/config.ts';
import { type FactCell, sumFacts } from './fact-cell.ts';
import { type Figure, known, unknown } from './figure.ts';
import type { FactGroup, Grain } from './group-facts.ts';
import { isInPeriod, type Period } from './period.ts';
import { type CoverageCount, coverageOf } from './spend-coverage.ts';
import type { TableScope } from './table-scope.ts';

/** Spend of one row, in minor units. */
export interface GroupSpend {
  /** What was spent; the spend of all rows and "unattributed" adds up to the blended one. */
  readonly spend: Figure;
  /** What costs per stage are taken from: unknown where the spend cannot belong to the row's counts alone. */
  readonly base: Figure;
  /** Null where the row is no channel. */
  readonly coverage: CoverageCount | null;
}

/** Why a row without spend of its own has none. */
const NO_SPEND: Readonly<Record<Exclude<Grain, 'channel'>, string>> = {
  'sub-channel': 'no-spend-by-sub-channel',
  'lead-source': 'no-spend-by-lead-source',
  campaign: 'no-spend-by-campaign',
};

/**
 * Spend of a row over a period.
 * Empty    'spend-not-declared' only where no month is declared, 'scope-not-declared' where that is so of the cost scope
 *          asked for; a sub-channel, lead source or campaign that no
 *          spend row names has none of its own
 * Source   definitions.md, Money
 */
export function groupSpend(group: FactGroup, period: Period, scope: TableScope): GroupSpend {
  const cells = group.cells.filter(({ day }) => isInPeriod(day, period));
  const coverage = coverageFor(group, cells, period, scope);
  const spend = spendFigure(group, cells, coverage, scope);
  return { spend, base: baseOf(spend, group, scope), coverage };
}

function spendFigure(
  group: FactGroup,
  cells: readonly FactCell[],
  coverage: CoverageCount | null,
  scope: TableScope,
): Figure {
  const isNamed = cells.some(({ costScope }) => costScope !== null);
  const total = known(sumFacts(cells).spendMinor);
  if (scope.lacksCostScope) return unknown('scope-not-declared');
  if (isNamed || group.kind === 'unattributed') return total;
  if (coverage?.declared === 0)
    return unknown(scope.input.costScope === undefined ? 'spend-not-declared' : 'scope-not-declared');
  const { by: grain } = scope.input;
  if (group.kind === 'blended' || grain === 'channel') return total;
  return unknown(NO_SPEND[grain]);
}

function baseOf(spend: Figure, group: FactGroup, scope: TableScope): Figure {
  if (group.kind === 'unattributed') return unknown('unattributed');
  if (spend.value === null) return spend;
  if (spend.value.lt(0)) return unknown('negative-spend');
  const isRest = group.channel !== null && group.subChannel === null;
  return isRest && scope.unsplit.has(group.channel) ? unknown('spend-not-split') : spend;
}

function coverageFor(
  group: FactGroup,
  cells: readonly FactCell[],
  period: Period,
  scope: TableScope,
): CoverageCount | null {
  if (group.kind === 'blended')
    return coverageOf(acquireChannels(cells, scope.input.config), period, scope.isDeclared);
  return group.channel === null ? null : coverageOf([group.channel], period, scope.isDeclared);
}

/** Channels that win new people and appear in the period: what blended spend must cover. */
function acquireChannels(cells: readonly FactCell[], config: Config): readonly string[] {
  const nurture = new Set(config.channels.filter(({ role }) => role === 'nurture').map(({ id }) => id));
  const appearing = new Set(cells.flatMap(({ channel }) => (channel === null ? [] : [channel])));
  return [...appearing].filter((channel) => !nurture.has(channel));
}
