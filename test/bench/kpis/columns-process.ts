import { ATTRIBUTION_MODELS } from '../../../lib/kpis/attribution/registry.ts';
import { type Columns, toColumns } from '../../../lib/kpis/columns/columns.ts';
import { changeFold, foldColumns } from '../../../lib/kpis/columns/fold-columns.ts';
import { changeCustomers, foldCustomers } from '../../../lib/kpis/columns/fold-customers.ts';
import { sumCells } from '../../../lib/kpis/columns/sum-table.ts';
import type { ColumnModel } from '../../../lib/kpis/columns/weight-plan.ts';
import { COMPANIES, DEALS, seededRow, seededRows } from './seeded-rows.ts';

/** A process of its own, so that its memory is known. It answers 'timed', and in the end 'change' and 'decode'. */
const U = ['u', 'u-hubspot'].find((name) => isModel(name)) ?? '';
const MODELS = ['first', 'last', 'linear', U, 'w'].filter(isModel);
const OPTIONS = { halfLifeDays: 7, customShares: { middle: 1 } };
const CHANGED = 1_000;
const EVERY = DEALS / CHANGED;
const DECODED = 100_000;
const ROUNDS = 5;

function main(): void {
  let columns: Columns | undefined = toColumns(seededRows());
  process.on('message', (wanted) => {
    if (wanted === 'timed' && columns !== undefined) process.send?.(timed(columns));
    if (wanted === 'change' && columns !== undefined) {
      const change = changed(columns);
      columns = undefined;
      process.send?.({ ...change, isSame: change.cells === fullAfterChange() });
    }
    if (wanted === 'decode') process.send?.(decoding());
  });
  process.send?.({ loaded: true });
}

function timed(columns: Columns) {
  const [start, cpu] = [performance.now(), process.cpuUsage()];
  const byModel = sumCells(foldColumns(columns, MODELS, OPTIONS));
  const byCustomer = sumCells(foldCustomers(columns));
  const ms = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  return {
    ms,
    cpuMs: (user + system) / 1000,
    mb: process.resourceUsage().maxRSS / 1024,
    byModel,
    byCustomer,
  };
}

/** A thousand deals spread over the data, with every deal of their companies. */
function changed(columns: Columns) {
  const [table, customers] = [foldColumns(columns, MODELS, OPTIONS), foldCustomers(columns)];
  const places = Array.from({ length: CHANGED }, (_, at) => at * EVERY);
  const siblings = [...new Set(places.map((place) => place % COMPANIES))].flatMap((company) =>
    Array.from({ length: Math.ceil((DEALS - company) / COMPANIES) }, (_, at) => company + at * COMPANIES),
  );
  const decode = performance.now();
  const deals = sidesOf(places);
  const companies = sidesOf(siblings);
  const decodeMs = performance.now() - decode;
  let best = Number.POSITIVE_INFINITY;
  let cells = '';
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = performance.now();
    const after = changeFold(table, deals, MODELS, OPTIONS);
    const customersAfter = changeCustomers(customers, companies);
    best = Math.min(best, performance.now() - start);
    cells = JSON.stringify([sumCells(after), sumCells(customersAfter)]);
  }
  return { ms: best, decodeMs, cells };
}

function sidesOf(places: readonly number[]) {
  return {
    before: toColumns(places.map((place) => seededRow(place))),
    after: toColumns(places.map((place) => seededRow(place, isChanged(place) ? 1 : 0))),
  };
}

function fullAfterChange(): string {
  const columns = toColumns(seededRows(isChanged));
  return JSON.stringify([sumCells(foldColumns(columns, MODELS, OPTIONS)), sumCells(foldCustomers(columns))]);
}

function isChanged(place: number): boolean {
  return place % EVERY === 0;
}

/** Milliseconds for a number of rows: from their texts to objects, and from objects to columns. */
function decoding() {
  const texts = Array.from({ length: DECODED }, (_, place) => JSON.stringify(seededRow(place)));
  let [parseMs, columnsMs] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = performance.now();
    const rows = texts.map((text): ReturnType<typeof seededRow> => JSON.parse(text));
    const parsed = performance.now();
    toColumns(rows);
    parseMs = Math.min(parseMs, parsed - start);
    columnsMs = Math.min(columnsMs, performance.now() - parsed);
  }
  return { rows: DECODED, parseMs, columnsMs };
}

function isModel(name: string): name is ColumnModel {
  return name in ATTRIBUTION_MODELS;
}

main();
