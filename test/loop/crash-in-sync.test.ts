import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChangePage, Crm, Cursor } from '../../lib/crm/crm.ts';
import { RECORD_MAPS } from '../../lib/crm/record-maps.ts';
import { ingestCrm } from '../../lib/pipeline/ingest-crm.ts';
import { stableJson } from '../../lib/store/json.ts';
import { loadRecords } from '../../lib/store/record-store.ts';
import { loadCheckpoint } from '../../lib/store/sync-store.ts';
import { Crash, mortalCrm } from '../support/crash.ts';
import { MemoryTable } from '../support/memory-table.ts';
import { dyingBefore, lasting, mortalStore } from './crash-points.ts';
import { type DemoStage, openDemo } from './demo-stage.ts';

/** More than one page of HubSpot's lists, which hold 100. */
const ROWS = 120;

/** The demo's org has one currency. */
const ABSENT = ['CurrencyType', 'DatedConversionRate'];

const OBJECTS = Object.entries(RECORD_MAPS).flatMap(([crm, { objects }]) =>
  objects.filter((object) => !ABSENT.includes(object)).map((object) => ({ crm, object })),
);

let stage: DemoStage;

beforeAll(async () => {
  stage = await openDemo({ rows: ROWS });
});

afterAll(() => stage.close());

describe.each(OBJECTS)('a sync of $crm $object that dies before any of its effects', (of) => {
  let swept: Awaited<ReturnType<typeof sweep>>;

  beforeAll(async () => {
    swept = await sweep(of);
  });

  it('leaves, once it ran again, what an undisturbed sync leaves', () => {
    const { steps, differing } = swept;

    expect(steps).toBeGreaterThan(20);
    expect(differing).toEqual([]);
  });

  it('has stored every record before the checkpoint it left', () => {
    const { hasCheckpoint, early } = swept;

    expect(hasCheckpoint).toBeGreaterThan(0);
    expect(early).toEqual([]);
  });
});

/** Dies before each effect in turn, and names those after which something was wrong. */
async function sweep(of: { readonly crm: string; readonly object: string }) {
  const undisturbed = new MemoryTable();
  const steps = await syncUntil(0, of, undisturbed);
  const expected = stableJson(lasting(undisturbed));
  const pages = await pagesOf(of);
  const differing: number[] = [];
  const early: number[] = [];
  let hasCheckpoint = 0;
  for (let step = 1; step <= steps; step += 1) {
    const table = new MemoryTable();
    await syncUntil(step, of, table);
    const checkpoint = await loadCheckpoint(table, of.crm, of.object);
    if (checkpoint !== null) hasCheckpoint += 1;
    if (!(await holdsAllBefore(table, { ...of, checkpoint, pages }))) early.push(step);
    await syncUntil(0, of, table);
    if (stableJson(lasting(table)) !== expected) differing.push(step);
  }
  return { steps, differing, early, hasCheckpoint };
}

/** Whether every record of the pages up to the checkpoint is in the store. */
async function holdsAllBefore(
  table: MemoryTable,
  at: {
    readonly crm: string;
    readonly object: string;
    readonly checkpoint: Cursor | null;
    readonly pages: readonly ChangePage[];
  },
): Promise<boolean> {
  // What is read whole each time has no place to go on from.
  if (at.checkpoint === null || at.checkpoint['phase'] === 'whole') return true;
  const place = placeOf(at.checkpoint);
  const reached = at.pages.findIndex(({ cursor }) => placeOf(cursor) === place);
  // A place of no page is the one after the whole first read.
  const passed = (reached < 0 ? at.pages : at.pages.slice(0, reached + 1)).flatMap(({ records }) => records);
  const stored = new Set((await loadRecords(table, at.crm, at.object)).map(({ id }) => id));
  return passed.every(({ id }) => stored.has(id));
}

/** A position without HubSpot's times of the read, which are other ones in every run. */
function placeOf(cursor: Cursor): string {
  return stableJson({ ...cursor, startedAt: null, from: null });
}

/** Syncs one object in a process of its own that dies before its `step`-th effect; gives the effects it took. */
async function syncUntil(
  step: number,
  of: { readonly crm: string; readonly object: string },
  table: MemoryTable,
): Promise<number> {
  const mortality = dyingBefore(step);
  const crm = mortalCrm(await crmOf(of.crm), mortality);
  const context = stage.context(mortalStore(table, mortality));
  try {
    await ingestCrm(context, crm, { objects: [of.object] });
  } catch (cause) {
    if (!(cause instanceof Crash)) throw cause;
  }
  return mortality.steps();
}

async function pagesOf(of: {
  readonly crm: string;
  readonly object: string;
}): Promise<readonly ChangePage[]> {
  const crm = await crmOf(of.crm);
  const pages: ChangePage[] = [];
  const description = await crm.describe(of.object);
  for await (const page of crm.readChanges(description, null, { lookbackMs: 0 })) pages.push(page);
  return pages;
}

async function crmOf(name: string): Promise<Crm> {
  const crm = (await stage.connect()).get(name);
  if (crm === undefined) throw new Error(`${name} is not configured`);
  return crm;
}
