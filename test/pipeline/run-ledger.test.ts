import { describe, expect, it } from 'vitest';
import { inboxLines, runsText } from '../../lib/cli/present/runs-text.ts';
import { CrmFailure } from '../../lib/crm/crm-failure.ts';
import { errorInbox, listRuns, retryRun, showRun } from '../../lib/pipeline/run-ledger.ts';
import { aCrmRecord } from '../support/builders.ts';
import { leads, start } from './ingest-stage.ts';

describe('the ledger of runs', () => {
  it('lists the newest run first, with what it did', async () => {
    const { crm, sync, context } = start();
    crm.hold(...leads(3));
    const first = await sync();
    context.clock.advance(60_000);
    const second = await sync();

    const runs = await listRuns(context, 10);

    expect(runs.map(({ runId }) => runId)).toEqual([second.runId, first.runId]);
    expect(runs[1]).toMatchObject({
      kind: 'sync',
      status: 'complete',
      runs: [{ read: 3, forecast: { records: 3 } }],
    });
    expect(runsText(runs, { lang: 'ja' })).toContain('同期');
  });

  it('groups open errors by cause, and closes them when they heal', async () => {
    const { crm, sync, context } = start();
    crm.hold(...leads(3), aCrmRecord('salesforce/Contact/1'));
    crm.rejectReading('1', 'no stamp');
    crm.rejectReading('2', 'no stamp');
    crm.script = ({ method, object }) => {
      if (method === 'describe' && object === 'Contact')
        throw new CrmFailure('permission', 'Contact is hidden');
      return undefined;
    };
    const { runId } = await sync();
    const open = await errorInbox(context);
    for (const id of ['1', '2']) crm.rejectReading(id, undefined);
    crm.script = () => undefined;

    await retryRun(context, new Map([['salesforce', crm]]), runId);

    expect(open.map(({ code, count, fixedBy }) => [code, count, fixedBy])).toEqual([
      ['crm-permission', 1, 'crm-admin'],
      ['record-invalid', 2, 'crm-admin'],
    ]);
    expect(inboxLines(open, { lang: 'en', timeZone: 'Asia/Tokyo' }).join('\n')).toContain(
      'RL-2201 salesforce/Lead ×2  no stamp',
    );
    expect(await errorInbox(context)).toEqual([]);
    expect((await showRun(context, runId)).status).toBe('failed');
  });

  it('says so where a run is unknown', async () => {
    const { context } = start();

    await expect(showRun(context, 'none')).rejects.toMatchObject({ code: 'target-unknown' });
  });
});
