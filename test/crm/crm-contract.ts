import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChangePage, Crm, Cursor, ObjectDescription } from '../../lib/crm/crm.ts';
import { FIELDS } from '../../lib/crm/fields.ts';
import type { CrmRecord, FieldValue } from '../../lib/domain/entities.ts';
import { allIds } from '../support/all-ids.ts';

/** One CRM with a few records in it, as the suite needs it. Each test sees what the earlier ones wrote. */
export interface CrmContractFixture {
  readonly crm: Crm;
  /** An object with at least three live records, two of them with equal stamps, and a text field to write. */
  readonly object: string;
  readonly textField: string;
  /** Ids of all live records of `object`. */
  readonly liveIds: readonly string[];
  /** A well-formed id that no record has. */
  readonly unknownId: string;
  /** Moves the CRM's own clock on. */
  readonly advance: (ms: number) => Promise<void>;
  /** The next write takes effect, but its answer is lost on the way. */
  readonly loseNextAnswer: () => Promise<void>;
  readonly close: () => Promise<void>;
}

const HOUR_MS = 3_600_000;
const LOOKBACK_MS = 60_000;

/** What every adapter behind the `Crm` port must do, whatever its vendor. */
export function describeCrmContract(name: string, makeFixture: () => Promise<CrmContractFixture>): void {
  describe(`${name} behind the CRM port`, () => {
    let fixture: CrmContractFixture;
    let description: ObjectDescription;
    beforeAll(async () => {
      fixture = await makeFixture();
      description = await fixture.crm.describe(fixture.object);
    });
    afterAll(() => fixture.close());

    const read = async (cursor: Cursor | null, lookbackMs = LOOKBACK_MS) => {
      const pages: ChangePage[] = [];
      for await (const page of fixture.crm.readChanges(description, cursor, { lookbackMs })) pages.push(page);
      return pages;
    };
    const valuesOf = async (ids: readonly string[]): Promise<readonly (FieldValue | undefined)[]> => {
      const records = await fixture.crm.readByIds(description, ids, { withLinks: true });
      return records.map((record) => record?.fields[fixture.textField]);
    };
    const setText = (value: FieldValue) => ({ [fixture.textField]: value });

    it('describes every object it syncs, or says that the org has none', async () => {
      const described = await Promise.all(
        fixture.crm.objects.map((object) =>
          fixture.crm.describe(object).catch((cause: unknown) => {
            expect(cause).toMatchObject({ name: 'CrmFailure', failure: 'permission' });
            return undefined;
          }),
        ),
      );

      expect(described.some((object) => object?.object === fixture.object)).toBe(true);
      expect(description.fields.find((field) => field.name === fixture.textField)).toMatchObject({
        type: 'text',
        isWritable: true,
      });
    });

    it('reads every live record once and ends with the page that is done', async () => {
      const pages = await read(null);

      const ids = pages
        .flatMap((page) => page.records)
        .filter((record) => !record.deleted)
        .map((record) => record.id);
      expect([...ids].sort()).toEqual([...fixture.liveIds].sort());
      expect(pages.map((page) => page.done)).toEqual(pages.map((_, i) => i === pages.length - 1));
      expect(pages.flatMap((page) => page.rejects)).toEqual([]);
    });

    it('stamps records with instants that compare as text', async () => {
      const records = (await read(null)).flatMap((page) => page.records);

      const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
      expect(records.filter((record) => !instant.test(record.version))).toEqual([]);
      expect(
        records.filter((record) => record.createdAt !== null && !instant.test(record.createdAt)),
      ).toEqual([]);
    });

    it('keeps a cursor that survives being stored as JSON', async () => {
      const cursor = (await read(null)).at(-1)?.cursor ?? null;

      const stored: Cursor | null = JSON.parse(JSON.stringify(cursor));
      const pages = await read(stored);

      expect(stored).toEqual(cursor);
      expect(pages.at(-1)?.done).toBe(true);
    });

    it('reads after a change only what is newer than the lookback', async () => {
      const before = await read(null);
      const [id = ''] = fixture.liveIds;
      await fixture.advance(HOUR_MS);
      await fixture.crm.write(fixture.object, [{ id, fields: setText('changed') }]);
      const oldest = newestVersion(before.flatMap((page) => page.records)) - LOOKBACK_MS;

      const records = (await read(before.at(-1)?.cursor ?? null)).flatMap((page) => page.records);

      expect(records.find((record) => record.id === id)?.fields[fixture.textField]).toBe('changed');
      expect(records.filter((record) => Date.parse(record.version) < oldest)).toEqual([]);
    });

    it('reads by id in the order asked for, and nothing for an unknown id', async () => {
      const ids = [...fixture.liveIds.slice(0, 2).reverse(), fixture.unknownId];

      const records = await fixture.crm.readByIds(description, ids, { withLinks: true });

      expect(records.map((record) => record?.id)).toEqual([...ids.slice(0, 2), undefined]);
    });

    it('writes with one outcome per record in the order of the records', async () => {
      const [first = '', second = ''] = fixture.liveIds;
      const changes = [first, fixture.unknownId, second].map((id) => ({
        id,
        fields: setText(`written to ${id}`),
      }));

      const outcomes = await fixture.crm.write(fixture.object, changes);

      expect(outcomes.map((outcome) => outcome.status)).toEqual(['applied', 'rejected', 'applied']);
      expect(await valuesOf([first, second])).toEqual([`written to ${first}`, `written to ${second}`]);
    });

    it('clears a field with null', async () => {
      const [id = ''] = fixture.liveIds;
      await fixture.crm.write(fixture.object, [{ id, fields: setText('something') }]);

      const outcomes = await fixture.crm.write(fixture.object, [{ id, fields: setText(null) }]);

      expect(outcomes.map((outcome) => outcome.status)).toEqual(['applied']);
      expect(await valuesOf([id])).toEqual([null]);
    });

    it('does not know the outcome of a write whose answer was lost', async () => {
      const ids = fixture.liveIds.slice(0, 2);
      await fixture.loseNextAnswer();

      const outcomes = await fixture.crm.write(
        fixture.object,
        ids.map((id) => ({ id, fields: setText('lost') })),
      );

      expect(outcomes.map((outcome) => outcome.status)).toEqual(['unknown', 'unknown']);
      expect(await valuesOf(ids)).toEqual(['lost', 'lost']);
    });

    it('counts and lists the live records', async () => {
      const { crm, object, liveIds } = fixture;

      expect(await crm.count(object)).toBe(liveIds.length);
      const listed = await allIds(crm.listIds(object));
      expect(listed.map(({ id }) => id).sort()).toEqual([...liveIds].sort());
    });

    it('creates the RevLoop fields once', async () => {
      const first = await fixture.crm.provision(FIELDS);

      const second = await fixture.crm.provision(FIELDS);

      expect(first.failed).toEqual([]);
      expect([...first.created, ...first.granted, ...first.unchanged]).toHaveLength(FIELDS.length);
      expect(second).toMatchObject({ created: [], granted: [], failed: [] });
      expect(second.unchanged).toHaveLength(FIELDS.length);
    });

    it('counts every call it makes', async () => {
      const before = fixture.crm.calls();

      await fixture.crm.count(fixture.object);

      expect(fixture.crm.calls()).toBe(before + 1);
    });
  });
}

function newestVersion(records: readonly CrmRecord[]): number {
  return Math.max(...records.map((record) => Date.parse(record.version)));
}
