import * as z from 'zod/mini';
import { MODELS, type Model } from '../domain/ledger.ts';
import { type Win, winsOf } from '../kpis/credited-wins.ts';
import type { FactCell } from '../kpis/fact-cell.ts';
import type { Facts } from '../kpis/fold-facts.ts';
import { foldModels } from '../kpis/fold-models.ts';
import { stableJson } from '../store/json.ts';
import { CreditsSchema, RouteSchema } from '../store/ledger-store.ts';
import { loadSnapshot, partOf, type SnapshotParts } from '../store/snapshot-store.ts';
import type { Table } from '../store/table.ts';
import { modelsOf, optionsOf, type SnapshotMeta } from './snapshot-meta.ts';
import { factCells, StoredCellsSchema, storedCells } from './stored-cells.ts';

/** Names the model whose facts of a month are those of another one too: most journeys have one touch. */
const SAME_FACTS = 'same-facts';
const UNDATED = 'undated';

const SameFactsSchema = z.partialRecord(z.enum(MODELS), z.record(z.string(), z.enum(MODELS)));
const WinsSchema = z.array(
  z.object({
    day: z.nullable(z.string()),
    credit: CreditsSchema,
    route: z.exactOptional(RouteSchema),
    isNewCustomer: z.boolean(),
    amountMinor: z.nullable(z.number()),
    leadSource: z.nullable(z.string()),
    campaign: z.nullable(z.string()),
  }),
);

/** Facts of every month and model, each text once, and the wins with their touches, for a snapshot. */
export function factParts(meta: SnapshotMeta, of: Facts): SnapshotParts {
  const parts = new Map<string, string>();
  const firstOf = new Map<string, Model>();
  const same: Partial<Record<Model, Record<string, Model>>> = {};
  const textOf = monthTexts();
  for (const [model, cells] of foldModels(of, modelsOf(meta), optionsOf(meta))) {
    for (const [month, monthCells] of byMonth(cells)) {
      const text = textOf(month, monthCells);
      const first = firstOf.get(`${month} ${text}`);
      if (first === undefined) {
        firstOf.set(`${month} ${text}`, model);
        parts.set(`facts/${model}/${month}`, text);
      } else same[model] = { ...same[model], [month]: first };
    }
  }
  parts.set(SAME_FACTS, stableJson(same));
  for (const [month, wins] of byMonth(winsOf(of.rows))) parts.set(`wins/${month}`, stableJson(wins));
  return parts;
}

/** Texts of months; one is not made again for the very cells it was made of before. */
function monthTexts(): (month: string, cells: readonly FactCell[]) => string {
  const made = new Map<string, { readonly cells: readonly FactCell[]; readonly text: string }[]>();
  return (month, cells) => {
    const known = made.get(month) ?? [];
    const same = known.find(
      (one) => one.cells.length === cells.length && one.cells.every((cell, at) => cell === cells[at]),
    );
    if (same !== undefined) return same.text;
    const text = stableJson(storedCells(cells));
    made.set(month, [...known, { cells, text }]);
    return text;
  };
}

/** Cells under a model, in the order they were published in. Empty: none. */
export async function readFacts(table: Table, model: Model, runId: string): Promise<readonly FactCell[]> {
  const same = (await loadSnapshot(table, [`${SAME_FACTS}#`], runId)).parts;
  const sources = partOf(same, SAME_FACTS, SameFactsSchema)?.[model] ?? {};
  const prefixes = [...new Set([model, ...Object.values(sources)])].map((source) => `facts/${source}/`);
  const { parts } = await loadSnapshot(table, prefixes, runId);
  const own = [...parts.keys()].filter((name) => name.startsWith(`facts/${model}/`));
  const others = Object.entries(sources).map(([month, source]) => `facts/${source}/${month}`);
  return [...own, ...others]
    .sort((a, b) => (monthIn(a) < monthIn(b) ? -1 : 1))
    .flatMap((name) => factCells(partOf(parts, name, StoredCellsSchema) ?? []));
}

/** New-business wins with their touches. Empty: none. */
export async function readWins(table: Table, runId: string): Promise<readonly Win[]> {
  const { parts } = await loadSnapshot(table, ['wins/'], runId);
  return [...parts.keys()].sort().flatMap((name) => partOf(parts, name, WinsSchema) ?? []);
}

function monthIn(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}

function byMonth<T extends { readonly day: string | null }>(items: readonly T[]): ReadonlyMap<string, T[]> {
  return Map.groupBy(items, ({ day }) => day?.slice(0, 'YYYY-MM'.length) ?? UNDATED);
}
