import * as z from 'zod';
import { SHARE_UNIT } from '../../../lib/kpis/share-unit.ts';
import { CHANNELS, MONTHS } from './seeded-rows.ts';

const CellsSchema = z.array(
  z.object({ group: z.string(), credit: z.string(), sums: z.record(z.string(), z.number()) }),
);
export const OurSumsSchema = z.object({ byModel: CellsSchema, byCustomer: CellsSchema });
export type OurSums = z.infer<typeof OurSumsSchema>;

const RowsSchema = z.array(z.array(z.number()));
export const PeerSumsSchema = z.object({
  byModel: RowsSchema,
  byCustomer: RowsSchema,
  exact: z.object({ linear: RowsSchema, u: RowsSchema, w: RowsSchema }),
});
export type PeerSums = z.infer<typeof PeerSumsSchema>;

/** Parts of a win are whole numbers, those of DuckDB fractions: the sums of a month may differ by their rounding. */
const ROUNDING = 1e-4;
const WHOLE = ['first/parts', 'first/minor', 'last/parts', 'last/minor'] as const;
const PARTED = ['linear', 'u', 'w'] as const;
const CUSTOMERS = ['customers', 'wins', 'wonMinor', 'lifeDays'] as const;

/** Every sum in which the two differ, in words. Empty: none. */
export function differences(ours: OurSums, peer: PeerSums): readonly string[] {
  return [
    ...compare(tableOf(ours.byModel, WHOLE.map(unitOf)), rowsOf(peer.byModel, 0, WHOLE.length), 0),
    ...PARTED.flatMap((model, at) => [
      ...compare(
        tableOf(ours.byModel, [unitOf(`${nameOf(ours, model)}/parts`)]),
        rowsOf(peer.byModel, WHOLE.length + at * 2, 1),
        ROUNDING,
      ),
      ...compare(
        tableOf(ours.byModel, [unitOf(`${nameOf(ours, model)}/minor`)]),
        rowsOf(peer.exact[model], 0, 1),
        0,
      ),
    ]),
    ...compare(
      tableOf(ours.byCustomer, CUSTOMERS.map(unitOf)),
      rowsOf(peer.byCustomer, 0, CUSTOMERS.length),
      0,
    ),
  ];
}

interface Layer {
  readonly layer: string;
  readonly unit: number;
}

function unitOf(layer: string): Layer {
  return { layer, unit: layer.endsWith('/parts') ? SHARE_UNIT : 1 };
}

/** HubSpot's U goes by either name. */
function nameOf({ byModel }: OurSums, model: (typeof PARTED)[number]): string {
  if (model !== 'u') return model;
  return byModel.some(({ sums }) => 'u/parts' in sums) ? 'u' : 'u-hubspot';
}

function tableOf(
  cells: OurSums['byModel'],
  layers: readonly Layer[],
): ReadonlyMap<string, readonly number[]> {
  return new Map(
    cells.map(({ group, credit, sums }) => [
      `${group} ${credit}`,
      layers.map(({ layer, unit }) => (sums[layer] ?? 0) / unit),
    ]),
  );
}

/** Some columns of the peer's rows, of which the first two number month and channel. */
function rowsOf(
  rows: PeerSums['byModel'],
  from: number,
  count: number,
): ReadonlyMap<string, readonly number[]> {
  return new Map(
    rows.map(([month = -1, channel = -1, ...sums]) => [
      `${MONTHS[month]} ${CHANNELS[channel]}`,
      sums.slice(from, from + count),
    ]),
  );
}

function compare(
  ours: ReadonlyMap<string, readonly number[]>,
  peers: ReadonlyMap<string, readonly number[]>,
  tolerance: number,
): readonly string[] {
  const keys = [...new Set([...ours.keys(), ...peers.keys()])];
  return keys.flatMap((key) => {
    const [own = [], other = []] = [ours.get(key), peers.get(key)];
    const width = Math.max(own.length, other.length);
    const isEqual = Array.from(
      { length: width },
      (_, at) => Math.abs((own[at] ?? 0) - (other[at] ?? 0)) <= tolerance * Math.abs(other[at] ?? 0),
    ).every(Boolean);
    return isEqual ? [] : [`${key}: ${own.join(', ')} against ${other.join(', ')}`];
  });
}
