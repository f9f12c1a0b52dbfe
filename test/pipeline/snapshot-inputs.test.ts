import { describe, expect, it } from 'vitest';
import { CrmFailure } from '../../lib/crm/crm-failure.ts';
import { RECORD_MAPS } from '../../lib/crm/record-maps.ts';
import { computeKpis } from '../../lib/pipeline/compute-kpis.ts';
import type { StepContext } from '../../lib/pipeline/context.ts';
import { ingestCrm } from '../../lib/pipeline/ingest-crm.ts';
import { staleAfterSeconds } from '../../lib/pipeline/kpi-inputs.ts';
import { loadEntities } from '../../lib/pipeline/load-entities.ts';
import { showKpis } from '../../lib/pipeline/show-kpis.ts';
import { snapshotInputs } from '../../lib/pipeline/snapshot-inputs.ts';
import { currentRun } from '../../lib/store/snapshot-store.ts';
import { aConfig, aCrmRecord } from '../support/builders.ts';
import { FakeCrm } from '../support/fake-crm.ts';
import { MemoryTable } from '../support/memory-table.ts';
import { aStepContext } from '../support/step-context.ts';
import { storeState } from '../support/store-state.ts';

const ALL = RECORD_MAPS.salesforce.objects;
const HOUR_MS = 3_600_000;

describe('I11 figures say what they rest on', () => {
  it('I11 are complete once every object was read to its end', async () => {
    const { context, crm, inputs } = start();
    await ingestCrm(context, crm);
    await computeKpis(context);

    const shown = await inputs();

    expect(shown).toMatchObject({ isComplete: true, isStale: false, problems: [], lagSeconds: 0 });
    expect(shown.watermarks['salesforce/Lead']).toBe('2026-03-10T00:00:00.000Z');
  });

  it('I11 are partial while an object was never read', async () => {
    const { context, crm, inputs } = start();
    await ingestCrm(context, crm, { objects: ['Lead'] });
    await computeKpis(context);

    const { isComplete, problems } = await inputs();

    expect(isComplete).toBe(false);
    expect(problems).toContainEqual({
      crm: 'salesforce',
      object: 'Opportunity',
      reason: 'never-read',
      detail: null,
    });
  });

  it.each([
    ['the calls were used up', 'quota', 'partial-quota', 'crm-quota'],
    ['time was up', 'deadline', 'continued', null],
    ['reading failed', 'transient', 'failed', 'crm-unreachable'],
  ] as const)('I11 are partial where %s', async (_why, failure, reason, detail) => {
    const { context, crm, inputs } = start();
    await ingestCrm(context, crm);
    crm.script = ({ method, object }) => {
      if (method === 'read' && object === 'Lead') throw new CrmFailure(failure, 'no answer');
      return undefined;
    };
    await ingestCrm(context, crm);
    await computeKpis(context);

    const { isComplete, problems } = await inputs();

    expect(isComplete).toBe(false);
    expect(problems).toEqual([{ crm: 'salesforce', object: 'Lead', reason, detail }]);
  });

  it('I11 are partial where a record could not be taken up', async () => {
    const { context, crm, inputs } = start();
    crm.rejectReading('2', 'no stamp');
    await ingestCrm(context, crm);
    await computeKpis(context);

    const { problems } = await inputs();

    expect(problems).toEqual([{ crm: 'salesforce', object: 'Lead', reason: 'records', detail: '1' }]);
  });

  it('I11 grow stale by the time they are shown, and are whole again after the next run', async () => {
    const { context, crm, inputs } = start();
    await ingestCrm(context, crm);
    await computeKpis(context);
    const before = await currentRun(context.table);
    context.clock.advance(25 * HOUR_MS);
    const old = await inputs();
    await ingestCrm(context, crm);
    await computeKpis(context);

    const fresh = await inputs();

    expect(old).toMatchObject({ isComplete: true, isStale: true, lagSeconds: 25 * 3600 });
    expect(old.stale).toContain('salesforce/Lead');
    expect(fresh).toMatchObject({ isComplete: true, isStale: false });
    expect(await currentRun(context.table)).toBe(before);
  });

  it('I11 and I12: the same store gives the same snapshot, whatever the clock says', async () => {
    const { context, crm } = start();
    await ingestCrm(context, crm);
    await computeKpis(context);
    const before = storeState(context.table);
    context.clock.advance(72 * HOUR_MS);

    const { isNew } = await computeKpis(context);

    expect(isNew).toBe(false);
    expect(storeState(context.table)).toEqual(before);
  });

  it('I11 of a snapshot that noted no inputs are not called complete', async () => {
    const { context, crm, inputs, table } = start();
    await ingestCrm(context, crm);
    await computeKpis(context);
    for (const { pk, sk } of table.dump()) if (sk.startsWith('inputs#')) await table.remove({ pk, sk });

    const { isComplete, problems } = await inputs();

    expect([isComplete, problems[0]?.reason]).toEqual([false, 'not-recorded']);
  });
});

describe('I11 a mapping whose field is not as it was mapped', () => {
  it.each([
    ['vanished', 'does not exist'],
    ['was hidden', 'is hidden from the integration user'],
    ['was retyped', 'was text and is number now'],
  ] as const)('stands still in the figures, which say why, when the field %s', async (what, why) => {
    const { context, crm, inputs } = start({ lossReason: 'Loss__c' });
    await ingestCrm(context, crm);
    const before = await lossReasons(context);
    if (what === 'was hidden') crm.hiddenFields.add('Loss__c');
    crm.retype('Opportunity', 'Loss__c', what === 'was retyped' ? 'number' : undefined);
    await ingestCrm(context, crm);
    await computeKpis(context);

    const { isComplete, problems } = await inputs();

    expect([before, await lossReasons(context)]).toEqual([['price'], [null]]);
    expect(isComplete).toBe(false);
    expect(problems[0]).toMatchObject({ object: 'Opportunity', reason: 'mapping' });
    expect(problems[0]?.detail).toContain('crm.salesforce.lossReason');
    expect(problems[0]?.detail).toContain(why);
  });
});

describe('snapshotInputs', () => {
  it('leaves out what the account does not have', async () => {
    const { context, crm } = start();
    crm.optionalObjects = ['Lead'];
    crm.script = ({ method, object }) => {
      if (method === 'describe' && object === 'Lead') throw new CrmFailure('permission', 'no such object');
      return undefined;
    };
    await ingestCrm(context, crm);

    const inputs = await snapshotInputs(context);

    expect(inputs.map(({ object }) => object)).not.toContain('Lead');
  });
});

describe('staleAfterSeconds', () => {
  it.each([
    ['rate(15 minutes)', 86_400],
    ['rate(1 day)', 172_800],
    ['rate(18 hours)', 129_600],
    ['cron(10 2 * * ? *)', 172_800],
  ])('%s: %i', (schedule, seconds) => {
    expect(staleAfterSeconds(schedule)).toBe(seconds);
  });
});

async function lossReasons(context: StepContext) {
  const { entities } = await loadEntities(context);
  return entities.flatMap(({ entity }) => (entity.kind === 'deal' ? [entity.lossReason] : []));
}

/** Every object of Salesforce, with two leads and a lost deal. */
function start(salesforce: Readonly<Record<string, unknown>> = {}) {
  const table = new MemoryTable();
  const config = aConfig({ crm: { salesforce } });
  const context = { ...aStepContext({ table, config }), table };
  const crm = new FakeCrm();
  for (const object of ALL) crm.show(object, []);
  crm.hold(
    ...['1', '2'].map((id) => aCrmRecord(`salesforce/Lead/${id}`, { fields: { LeadSource: 'Web' } })),
    aCrmRecord('salesforce/Opportunity/1', {
      fields: {
        Loss__c: 'price',
        StageName: 'Closed Lost',
        IsClosed: true,
        IsWon: false,
        CloseDate: '2026-02-01',
      },
    }),
  );
  return {
    table,
    context,
    crm,
    inputs: async () => (await showKpis(context, { by: 'channel', window: 'all' })).inputs,
  };
}
