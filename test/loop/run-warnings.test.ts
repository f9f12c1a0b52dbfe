import { describe, expect, it, onTestFinished } from 'vitest';
import { inboxLines } from '../../lib/cli/present/runs-text.ts';
import { syncText } from '../../lib/cli/present/sync-text.ts';
import { REST_ROWS } from '../../lib/crm/salesforce/read-pages.ts';
import { salesforceId } from '../../lib/local/demo/record-ids.ts';
import { errorInbox, listRuns } from '../../lib/pipeline/run-ledger.ts';
import { aConfig } from '../support/builders.ts';
import { type CrmWorld, openWorld } from './crm-world.ts';

const CREATED = '2026-02-02T01:00:00.000Z';
const LEAD = salesforceId('Lead', 0);
/** More than REST reads. */
const MANY = REST_ROWS + 1;

describe('F47: a Bulk job that an admin ends', () => {
  it('is told of by the run and the inbox, although every record is read, until a run meets none', async () => {
    const world = await openedWorld(Array.from({ length: MANY }, (_, n) => lead(n)));
    world.salesforce.faults.arm({ name: 'bulk-job-aborted', calls: 1, object: 'Lead' });

    await world.sync();
    const met = await warnings(world);
    await world.sync();

    expect(met.run).toMatchObject({
      status: 'complete',
      read: MANY,
      warnings: [{ code: 'bulk-aborted', count: 1, reason: expect.stringContaining('was aborted') }],
    });
    expect(met.inbox).toMatchObject([{ code: 'bulk-aborted', rl: 'RL-2010', object: 'Lead' }]);
    expect(met.text).toContain('RL-2010 salesforce/Lead');
    expect((await warnings(world)).inbox).toEqual([]);
  });
});

describe('a record whose texts are longer than the store takes', () => {
  it('stands in the inbox with the fix until its text is shorter', async () => {
    const world = await openedWorld([{ ...lead(0), Description: '株'.repeat(140_000) }]);
    await world.sync();
    const met = await warnings(world);
    await world.sync();
    const still = await warnings(world);
    await world.editSalesforce({
      verb: 'update',
      object: 'Lead',
      id: LEAD,
      values: { Description: 'short' },
    });

    await world.sync();

    expect(met.run).toMatchObject({
      status: 'complete',
      quarantined: 0,
      warnings: [{ code: 'text-cut', count: 1 }],
    });
    expect(met.text).toContain('Map the field in revloop.yaml');
    expect(still.inbox).toMatchObject([
      { code: 'text-cut', object: 'Lead', ids: [LEAD], fixedBy: 'crm-admin' },
    ]);
    expect(inboxLines(still.inbox, { lang: 'ja', timeZone: 'UTC' }).join()).toContain(
      'revloop.yaml で割り当て',
    );
    expect((await warnings(world)).inbox).toEqual([]);
  });
});

async function openedWorld(leads: readonly ReturnType<typeof lead>[]): Promise<CrmWorld> {
  const world = await openWorld({ salesforce: { Lead: leads } }, aConfig({ crm: { salesforce: {} } }));
  onTestFinished(world.close);
  return world;
}

function lead(n: number) {
  return {
    Id: salesforceId('Lead', n),
    ...{ CreatedDate: CREATED, SystemModstamp: CREATED },
    ...{ LastName: `Sato ${n}`, Company: 'Acme', Description: '' },
  };
}

/** What the last run says of leads, as data and as text, and what is open. */
async function warnings({ context }: CrmWorld) {
  const [last] = await listRuns(context, 1);
  const runs = last?.runs.filter(({ object }) => object === 'Lead') ?? [];
  const text = syncText({ runs, completeness: [], quarantined: [] }, { lang: 'en' });
  return { run: runs[0], text, inbox: await errorInbox(context) };
}
