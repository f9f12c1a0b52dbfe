import { compareText } from '../../domain/compare-text.ts';

/** CAC of one channel under one model; null where the model leaves it without wins. */
export interface ModelCac {
  readonly model: string;
  readonly channel: string;
  readonly cac: number | null;
}

/** What the choice of a model can change about one channel. */
export interface ModelBand {
  readonly channel: string;
  /** Cheapest CAC over the models, in the unit given; null where no model has one. */
  readonly low: number | null;
  /** Dearest; null where a model leaves the channel without wins, for then nothing bounds it. */
  readonly high: number | null;
  /** Best and worst place among the channels of a model, 1 the cheapest. Equal CACs share the better place. */
  readonly bestRank: number;
  readonly worstRank: number;
}

/**
 * Band of a channel's CAC and rank over models: a recommendation holds only if it holds at both ends.
 * Formula  minimum and maximum over models; within a model, rank = 1 + channels with a lower CAC, no wins being last
 * Unit     that of `cac`
 * Empty    nothing in, nothing out
 * Source   kpi-methods 55, E.1.6
 */
export function modelBands(cacs: readonly ModelCac[]): readonly ModelBand[] {
  const byModel = [...Map.groupBy(cacs, ({ model }) => model).values()];
  const placed = byModel.flatMap((rows) => rows.map((row) => ({ ...row, rank: rankAmong(row, rows) })));
  return [...Map.groupBy(placed, ({ channel }) => channel)]
    .sort(([a], [b]) => compareText(a, b))
    .map(([channel, rows]) => {
      const known = rows.flatMap(({ cac }) => (cac === null ? [] : [cac]));
      const ranks = rows.map(({ rank }) => rank);
      return {
        channel,
        low: known.length === 0 ? null : Math.min(...known),
        high: known.length < rows.length ? null : Math.max(...known),
        bestRank: Math.min(...ranks),
        worstRank: Math.max(...ranks),
      };
    });
}

function rankAmong(row: ModelCac, rows: readonly ModelCac[]): number {
  const cost = costOf(row);
  return 1 + rows.filter((other) => costOf(other) < cost).length;
}

function costOf({ cac }: ModelCac): number {
  return cac ?? Number.POSITIVE_INFINITY;
}
