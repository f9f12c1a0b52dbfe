import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findDifferences } from '../../../lib/pipeline/ingest/find-differences.ts';
import { openErasures } from '../../../lib/store/erasure-store.ts';
import { putRecords } from '../../../lib/store/record-store.ts';
import { aCrmRecord } from '../../support/builders.ts';
import { FakeCrm } from '../../support/fake-crm.ts';
import { aStepContext } from '../../support/step-context.ts';

/** Printed by fast-check with the counter-example; set SEED to see one again. */
const SEED = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
/** More than are listed at once of each of the eight shards. */
const MANY = 9_000;

describe('findDifferences', () => {
  it(`names what two sets of ids differ by, whatever they are (seed ${SEED})`, async () => {
    const versions = fc.dictionary(fc.stringMatching(/^[a-z0-9]{1,3}$/), fc.constantFrom('1', '2'));
    await fc.assert(
      fc.asyncProperty(versions, versions, async (theirs, ours) => {
        const found = await differences(theirs, ours);

        const [listed, stored] = [Object.keys(theirs), Object.keys(ours)];
        expect(found).toEqual({
          missing: listed.filter((id) => !(id in ours)).sort(),
          extra: stored.filter((id) => !(id in theirs)).sort(),
          stale: listed.filter((id) => id in ours && (theirs[id] ?? '') > (ours[id] ?? '')).sort(),
          stored: stored.length,
        });
      }),
      { seed: SEED },
    );
  });

  it('names the one missing, the one extra and the one stale of many', async () => {
    const ids = Array.from({ length: MANY }, (_, at) => String(at));
    const theirs = Object.fromEntries(ids.filter((id) => id !== '17').map((id) => [id, '1']));
    const ours = Object.fromEntries(ids.filter((id) => id !== '4711').map((id) => [id, '1']));

    const found = await differences({ ...theirs, 23: '2' }, ours);

    expect(found).toEqual({ missing: ['4711'], extra: ['17'], stale: ['23'], stored: MANY - 1 });
  });

  it('does not miss who was erased for privacy', async () => {
    const found = await differences({ a: '1', b: '1' }, {}, ['a']);

    expect(found.missing).toEqual(['b']);
  });
});

type Versions = Readonly<Record<string, string>>;

async function differences(theirs: Versions, ours: Versions, erased: readonly string[] = []) {
  const context = aStepContext();
  const { table } = context;
  await putRecords(
    table,
    recordsOf(ours).map((record) => ({ ...record, hash: '', origin: null })),
  );
  const erasures = await openErasures(table, 'salesforce', 'Lead');
  for (const id of erased)
    await erasures.erase(id, { createdDay: null, origin: null, wasDeleted: true, erasedAt: '' });
  const crm = new FakeCrm().show('Lead', []).hold(...recordsOf(theirs));
  return findDifferences({ context, crm, object: 'Lead', erasures, lease: HELD });
}

function recordsOf(versions: Versions) {
  return Object.entries(versions).map(([id, number]) =>
    aCrmRecord(`salesforce/Lead/${id}`, { version: `2026-01-0${number}T00:00:00.000Z` }),
  );
}

const HELD = {
  crm: 'salesforce',
  object: 'Lead',
  holder: 'test',
  fence: 1,
  hold: async () => undefined,
};
