import { describe, expect, it } from 'vitest';
import { type CrmName, RECORD_MAPS } from '../../lib/crm/record-maps.ts';
import { salesforceId } from '../../lib/local/demo/record-ids.ts';
import { putHints } from '../../lib/store/hint-store.ts';
import { loadRecords } from '../../lib/store/record-store.ts';
import { type FaultStage, failuresOf, openFaults, runOf, syncedStage } from './fault-stage.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const LEAD = salesforceId('Lead', 1);
const CASES = [
  ['salesforce', 'Lead'],
  ['hubspot', 'contacts'],
] as const;

type Act = 'delete' | 'restore' | 'purge' | 'change';

/** A person does it to the second record of its object. */
function act(stage: FaultStage, crm: CrmName, what: Act): void {
  if (crm === 'salesforce') {
    const verb = { delete: 'delete', restore: 'undelete', purge: 'purge', change: 'update' }[what];
    const values = what === 'change' ? { values: { LastName: 'Changed' } } : {};
    stage.salesforce.edit({ verb, object: 'Lead', id: LEAD, ...values });
    return;
  }
  const one = { object: 'contacts', id: contactId(stage) };
  if (what === 'change') stage.hubspot.edit({ kind: 'update', ...one, properties: { lastname: 'Changed' } });
  else stage.hubspot.edit({ kind: what === 'delete' ? 'archive' : what, ...one });
}

function contactId({ hubspot }: FaultStage): string {
  return hubspot.portal.tables.get('contacts')?.records.ordered[1]?.id ?? '';
}

async function isStored(stage: FaultStage, crm: CrmName, object: string): Promise<boolean | undefined> {
  const id = crm === 'salesforce' ? LEAD : contactId(stage);
  const record = (await loadRecords(stage.table, crm, object)).find((one) => one.id === id);
  return record === undefined ? undefined : !record.deleted;
}

describe.each(CASES)('in %s', (crm, object) => {
  it('F53 a record that is deleted while records are read is a tombstone at the end', async () => {
    const stage = await openFaults();
    let isDone = false;

    await stage.sync({
      before: (adapter) => ({
        ...adapter,
        planBackfill: async (description) => {
          const plan = await adapter.planBackfill(description);
          if (adapter.name === crm && description.object === object && !isDone) {
            isDone = true;
            act(stage, crm, 'delete');
          }
          return plan;
        },
      }),
    });
    stage.clock.advance(DAY_MS);
    await stage.sync();

    expect(isDone).toBe(true);
    expect(await isStored(stage, crm, object)).not.toBe(true);
    expect(await stage.differences()).toEqual([]);
  });

  it('F53 a record that was deleted is a tombstone, not a hole', async () => {
    const stage = await syncedStage();
    act(stage, crm, 'delete');
    stage.clock.advance(DAY_MS);

    const report = await stage.sync();

    expect(runOf(report, crm, object).deleted + swept(report, crm, object)).toBe(1);
    expect(await isStored(stage, crm, object)).toBe(false);
    expect(await stage.differences()).toEqual([]);
  });

  it('F54 a record that was purged is found missing by its id', async () => {
    const stage = await syncedStage();
    act(stage, crm, 'delete');
    act(stage, crm, 'purge');
    stage.clock.advance(DAY_MS);

    await stage.sync();

    const record = (await loadRecords(stage.table, crm, object)).filter(({ deleted }) => deleted);
    expect(record).toHaveLength(1);
    expect(await stage.differences()).toEqual([]);
  });

  it('F55 a deleted record that comes back is live again', async () => {
    const stage = await syncedStage();
    act(stage, crm, 'delete');
    stage.clock.advance(DAY_MS);
    await stage.sync();
    const before = await isStored(stage, crm, object);
    act(stage, crm, 'restore');
    stage.clock.advance(DAY_MS);

    await stage.sync();

    expect([before, await isStored(stage, crm, object)]).toEqual([false, true]);
    expect(await stage.differences()).toEqual([]);
  });

  it('F60 news of a deletion that comes after a later change does not delete the record', async () => {
    const stage = await syncedStage();
    act(stage, crm, 'change');
    const id = crm === 'salesforce' ? LEAD : contactId(stage);
    const atMs = stage.clock.nowMs() - DAY_MS;
    await putHints(stage.table, { crm, object }, [{ kind: 'deleted', id, atMs }]);
    stage.clock.advance(MINUTE_MS);

    await stage.sync();

    expect(await isStored(stage, crm, object)).toBe(true);
    expect(await stage.differences()).toEqual([]);
  });
});

describe('the list of deletes', () => {
  it('F54 that is too long for the org has all ids compared', async () => {
    const stage = await syncedStage();
    act(stage, 'salesforce', 'delete');
    act(stage, 'salesforce', 'purge');
    stage.clock.advance(DAY_MS);
    stage.salesforce.faults.arm({ name: 'exceeded-id-limit', calls: 100, object: 'Lead' });

    const report = await stage.sync();

    expect(failuresOf(report)).toEqual([]);
    expect(report.completeness.find((one) => one.object === 'Lead')).toMatchObject({
      extra: [],
      repaired: { extra: [LEAD] },
    });
    expect(await stage.differences()).toEqual([]);
  });

  it('F54 that does not reach back to the last sync has all ids compared', async () => {
    const stage = await syncedStage();
    act(stage, 'salesforce', 'delete');
    act(stage, 'salesforce', 'purge');
    stage.clock.advance(60 * DAY_MS);

    const report = await stage.sync();

    expect(failuresOf(report)).toEqual([]);
    expect(await isStored(stage, 'salesforce', 'Lead')).not.toBe(true);
    expect(await stage.differences()).toEqual([]);
  });
});

describe('an id', () => {
  it('F59 X5 of 15 characters names the record of its 18, and letter case tells records apart', async () => {
    const stage = await syncedStage();
    stage.salesforce.edit({ verb: 'update', object: 'Lead', id: LEAD, values: { LastName: 'Named' } });
    const short = LEAD.slice(0, 15);
    await putHints(stage.table, { crm: 'salesforce', object: 'Lead' }, [
      { kind: 'changed', id: short, atMs: stage.clock.nowMs() },
    ]);
    stage.clock.advance(MINUTE_MS);

    const report = await stage.sync();

    const leads = await loadRecords(stage.table, 'salesforce', 'Lead');
    expect(failuresOf(report)).toEqual([]);
    expect(leads.filter(({ id }) => id.startsWith(short)).map(({ id }) => id)).toEqual([LEAD]);
    expect(await stage.differences()).toEqual([]);
  });

  it('F59 X5 is stored in one form only, in every object and as the end of every link', async () => {
    const stage = await syncedStage();
    const ids = async (crm: CrmName, objects: readonly string[]) =>
      (await Promise.all(objects.map((object) => loadRecords(stage.table, crm, object))))
        .flat()
        .flatMap((record) => [record.id, ...record.links.map(({ to }) => to.id)]);

    const salesforce = await ids('salesforce', RECORD_MAPS.salesforce.objects);
    const hubspot = await ids('hubspot', ['contacts', 'companies', 'deals']);

    expect(salesforce.filter((id) => !/^[A-Za-z0-9]{18}$/.test(id))).toEqual([]);
    expect(hubspot.filter((id) => !/^\d+$/.test(id))).toEqual([]);
    expect(hubspot.length).toBeGreaterThan(20);
  });
});

function swept(
  { sweeps }: { readonly sweeps: readonly { crm: string; object: string; deleted: number }[] },
  crm: CrmName,
  object: string,
): number {
  return sweeps
    .filter((one) => one.crm === crm && one.object === object)
    .reduce((sum, { deleted }) => sum + deleted, 0);
}
