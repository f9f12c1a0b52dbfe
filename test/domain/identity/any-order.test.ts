import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CrmRecord, FieldValue } from '../../../lib/domain/entities.ts';
import { computeKpis } from '../../../lib/pipeline/compute-kpis.ts';
import { readIssues } from '../../../lib/pipeline/read-snapshot.ts';
import { loadAliases } from '../../../lib/store/alias-store.ts';
import { openErasures } from '../../../lib/store/erasure-store.ts';
import { currentRun } from '../../../lib/store/snapshot-store.ts';
import { storePage } from '../../../lib/store/store-page.ts';
import type { Table } from '../../../lib/store/table.ts';
import { aCrmRecord } from '../../support/builders.ts';
import { MemoryTable } from '../../support/memory-table.ts';
import { aStepContext } from '../../support/step-context.ts';

const RUNS = 300;
/** Printed by fast-check with the counter-example; set SEED to see one again. */
const SEED = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
const NUMBERS = ['1', '2', '3'];
const TIMEOUT_MS = 300_000;
const PREFIXES = {
  'salesforce/Lead': ['00Q', 'EAA'],
  'salesforce/Contact': ['003', 'AAA'],
  'hubspot/contacts': ['', ''],
} as const;

const OBJECTS = ['salesforce/Lead', 'salesforce/Contact', 'hubspot/contacts'] as const;

/** What a CRM may say of one record over time: versions in order, the last of which may be its deletion. */
interface Life {
  readonly at: string;
  readonly versions: readonly CrmRecord[];
}

describe('identity over any order and any batches', () => {
  it(
    `ends with the same people, aliases, issues and figures (I12, seed ${SEED})`,
    async () => {
      await fc.assert(
        fc.asyncProperty(worlds(), async ({ pages, others }) => {
          const [one, other] = [await replayed(pages), await replayed(others)];

          expect(one).toEqual(other);
        }),
        { seed: SEED, numRuns: RUNS },
      );
    },
    TIMEOUT_MS,
  );
});

/** Stores page after page, computing after each, and gives what identity says at the end. */
async function replayed(pages: readonly (readonly CrmRecord[])[]) {
  const context = aStepContext({ table: new MemoryTable() });
  for (const page of pages) {
    for (const records of Map.groupBy(page, ({ crm, object }) => `${crm}/${object}`).values())
      await store(context.table, records);
    await computeKpis(context);
  }
  const issues = await readIssues(context.table);
  return {
    aliases: [...(await loadAliases(context.table))].sort(),
    issues: issues.filter(({ code }) => code === 'ambiguous-identity'),
    snapshot: await currentRun(context.table),
  };
}

async function store(table: Table, records: readonly CrmRecord[]): Promise<void> {
  const [{ crm = '', object = '' } = {}] = records;
  const erasures = await openErasures(table, crm, object);
  const page = { crm, object, records: records.map((record) => ({ record, origin: null })) };
  await storePage(table, page, { volatile: new Set<string>(), isCurrent: false, erasures });
}

/** The same versions of the same records, twice in an order and in batches of its own. */
function worlds() {
  return fc.array(lives(), { minLength: 2, maxLength: 9 }).chain((all) => {
    const byRef = new Map(all.map((life) => [life.at, life]));
    const versions = [...byRef.values()].flatMap((life) => life.versions);
    return fc.record({ pages: batches(versions), others: batches(versions) });
  });
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

function lives(): fc.Arbitrary<Life> {
  return fc
    .record({
      object: fc.constantFrom(...OBJECTS),
      id: fc.constantFrom(...NUMBERS),
      emails: fc.array(fc.constantFrom('a@x.jp', 'A@X.jp', 'b@x.jp', ''), { minLength: 1, maxLength: 2 }),
      createdDay: fc.constantFrom('01', '02', '03'),
      contact: fc.option(fc.constantFrom(...NUMBERS)),
      into: fc.option(fc.constantFrom(...NUMBERS)),
      isDeleted: fc.boolean(),
    })
    .map(({ object, id, emails, createdDay, contact, into, isDeleted }) => {
      const at = `${object}/${idOf(object, id)}`;
      const createdAt = `2026-01-${createdDay}T00:00:00.000Z`;
      const isHubspot = object.startsWith('hubspot');
      const fieldsOf = (email: string): Readonly<Record<string, FieldValue>> =>
        isHubspot
          ? {
              email,
              createdate: createdAt,
              hs_merged_object_ids: into,
              salesforcecontactid: contactId(contact)?.slice(0, 15) ?? null,
            }
          : {
              Email: email,
              LeadSource: 'Webinar',
              ConvertedContactId: object.endsWith('Lead') ? contactId(contact) : null,
            };
      const versions = emails.map((email, version) =>
        aCrmRecord(at, { createdAt, version: stamp(version), fields: fieldsOf(email) }),
      );
      const last = versions.at(-1);
      if (!isDeleted || last === undefined) return { at, versions };
      const master = isHubspot || into === null || into === id ? {} : { MasterRecordId: idOf(object, into) };
      const tomb = { ...last, version: stamp(9), deleted: true, fields: { ...last.fields, ...master } };
      return { at, versions: [...versions, tomb] };
    });
}

/** HubSpot keeps the form of 15 characters, Salesforce answers with 18: one record (F59). */
function idOf(object: (typeof OBJECTS)[number], number: string): string {
  const [prefix, check] = PREFIXES[object];
  return prefix === '' ? number : `${prefix}${number.padStart(12, '0')}${check}`;
}

function contactId(number: string | null): string | null {
  return number === null ? null : idOf('salesforce/Contact', number);
}

function stamp(version: number): string {
  return `2026-02-1${version}T00:00:00.000Z`;
}
