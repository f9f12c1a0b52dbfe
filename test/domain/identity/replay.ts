import fc from 'fast-check';
import { recordMapOf } from '../../../lib/crm/record-maps.ts';
import { compareText } from '../../../lib/domain/compare-text.ts';
import { type CrmRecord, refKey } from '../../../lib/domain/entities.ts';
import { computeKpis } from '../../../lib/pipeline/compute-kpis.ts';
import { readIssues } from '../../../lib/pipeline/read-snapshot.ts';
import { loadAliases } from '../../../lib/store/alias-store.ts';
import { openErasures } from '../../../lib/store/erasure-store.ts';
import { listLedgerParts, loadLedger } from '../../../lib/store/ledger-store.ts';
import { currentRun } from '../../../lib/store/snapshot-store.ts';
import { storePage } from '../../../lib/store/store-page.ts';
import type { Table } from '../../../lib/store/table.ts';
import { MemoryTable } from '../../support/memory-table.ts';
import { aStepContext } from '../../support/step-context.ts';

/** Ids of ours in tests, each made an id of its object. */
const PREFIXES: Readonly<Record<string, readonly [prefix: string, check: string]>> = {
  'salesforce/Lead': ['00Q', 'EAA'],
  'salesforce/Contact': ['003', 'AAA'],
  'salesforce/Account': ['001', 'AAA'],
  'salesforce/Opportunity': ['006', 'AAA'],
};
const SHORT_ID = 15;

/** What a CRM may say of one record over time: versions in order. */
export interface Life {
  readonly at: string;
  readonly versions: readonly CrmRecord[];
}

/** Stores page after page, computing after each, and gives what identity says at the end. */
export async function replayed(pages: readonly (readonly CrmRecord[])[]) {
  const context = aStepContext({ table: new MemoryTable() });
  const { table } = context;
  for (const page of pages) {
    for (const records of Map.groupBy(page, ({ crm, object }) => `${crm}/${object}`).values())
      await store(table, records);
    await computeKpis(context);
  }
  const issues = await readIssues(table);
  const rows = (
    await Promise.all((await listLedgerParts(table)).map((part) => loadLedger(table, part)))
  ).flat();
  const undone = undoneWinners(pages.flat());
  return {
    aliases: [...(await loadAliases(table))].filter(([key]) => !undone.has(key)).sort(),
    issues: issues.filter(({ code }) => code === 'ambiguous-identity' || code === 'deal-unmatched-copy'),
    snapshot: await currentRun(table),
    rows: rows.map(({ sources, ...row }) => ({ ...row, sources: sources.toSorted() })),
  };
}

/** How a life ends: as it is, deleted or merged away, or deleted and brought back. */
export const ENDS = ['living', 'deleted', 'undeleted'] as const;

/** A life with its end; `into`: the deletion is the merge into this record of the same object. */
export function ended(
  versions: readonly CrmRecord[],
  { end, into }: { readonly end: (typeof ENDS)[number]; readonly into: string | null },
): readonly CrmRecord[] {
  const last = versions.at(-1);
  if (end === 'living' || last === undefined) return versions;
  const master = into === null ? {} : { MasterRecordId: idOf(`${last.crm}/${last.object}`, into) };
  const tomb = { ...last, version: stamp(8), deleted: true, fields: { ...last.fields, ...master } };
  return [...versions, tomb, ...(end === 'undeleted' ? [{ ...last, version: stamp(9) }] : [])];
}

/** The same versions of the same records, twice in an order and in batches of its own. */
export function inTwoOrders(lives: fc.Arbitrary<Life>, most: number) {
  return fc.array(lives, { minLength: 2, maxLength: most }).chain((all) => {
    const byRef = new Map(all.map((life) => [life.at, life]));
    const versions = [...byRef.values()].flatMap((life) => life.versions);
    return fc.record({ pages: batches(versions), others: batches(versions) });
  });
}

/** HubSpot keeps the form of 15 characters, Salesforce answers with 18: one record (F59). */
export function idOf(object: string, number: string): string {
  const [prefix, check] = PREFIXES[object] ?? ['', ''];
  return prefix === '' ? number : `${prefix}${number.padStart(12, '0')}${check}`;
}

export function shortIdOf(object: string, number: string | null): string | null {
  return number === null ? null : idOf(object, number).slice(0, SHORT_ID);
}

export function stamp(version: number): string {
  return `2026-02-1${version}T00:00:00.000Z`;
}

/**
 * Ids that nobody read and that only a merge named which was undone: whether they lead somewhere says whether figures
 * were computed in between.
 */
function undoneWinners(versions: readonly CrmRecord[]): ReadonlySet<string> {
  const read = new Set(versions.map(refKey));
  const told = versions.flatMap((record) => recordMapOf(record.crm).mergesOf(record));
  const last = new Map(
    versions.toSorted((a, b) => compareText(a.version, b.version)).map((record) => [refKey(record), record]),
  );
  const undone = told.filter(({ from }) => last.get(refKey(from))?.deleted === false);
  return new Set(undone.map(({ into }) => refKey(into)).filter((key) => !read.has(key)));
}

async function store(table: Table, records: readonly CrmRecord[]): Promise<void> {
  const [{ crm = '', object = '' } = {}] = records;
  const erasures = await openErasures(table, crm, object);
  const merged = records.flatMap((record) =>
    recordMapOf(crm)
      .mergesOf(record)
      .map(({ from, into }) => ({ id: from.id, at: record.version, mergedInto: into.id })),
  );
  const page = { crm, object, records: records.map((record) => ({ record, origin: null })), merged };
  await storePage(table, page, { volatile: new Set<string>(), isCurrent: false, erasures });
}

function batches(versions: readonly CrmRecord[]) {
  return fc
    .tuple(
      fc.shuffledSubarray([...versions], { minLength: versions.length }),
      fc.integer({ min: 1, max: versions.length }),
    )
    .map(([shuffled, size]) =>
      Array.from({ length: Math.ceil(shuffled.length / size) }, (_, at) =>
        shuffled.slice(at * size, (at + 1) * size),
      ),
    );
}
