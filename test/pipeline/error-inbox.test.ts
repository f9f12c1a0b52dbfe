import { describe, expect, it } from 'vitest';
import { CrmFailure } from '../../lib/crm/crm-failure.ts';
import { noteRefused } from '../../lib/pipeline/ingest/note-refused.ts';
import { errorInbox } from '../../lib/pipeline/run-ledger.ts';
import { leads, start } from './ingest-stage.ts';
import { prepared } from './write-back/scenario.ts';

const HOUR_MS = 3_600_000;
const FORGED = { code: 'change-forged', reason: 'signature that is not by the app', count: 1 };

describe('the inbox, of whole objects', () => {
  it('says since when a cause is met, across runs, and opens it anew once it was healed', async () => {
    const { crm, sync, context } = start();
    crm.hold(...leads(1));
    const failing = () => {
      throw new CrmFailure('permission', 'Lead is hidden');
    };
    const at = () => new Date(context.clock.nowMs()).toISOString();
    crm.script = failing;
    const first = at();
    await sync();
    context.clock.advance(HOUR_MS);
    await sync();
    const open = await errorInbox(context);
    crm.script = () => undefined;
    await sync();
    const healed = await errorInbox(context);
    crm.script = failing;
    const second = at();

    await sync();

    expect(open).toMatchObject([{ code: 'crm-permission', openedAt: first, count: 1 }]);
    expect(healed).toEqual([]);
    expect(await errorInbox(context)).toMatchObject([{ code: 'crm-permission', openedAt: second }]);
  });

  it('names a sweep that fails, until one does not', async () => {
    const { crm, sync, context } = start();
    crm.hold(...leads(1));
    crm.sweepPages.set('history', () => []);
    crm.script = ({ method }) => {
      if (method === 'sweep') throw new CrmFailure('permission', 'history is hidden');
      return undefined;
    };
    await sync();
    const open = await errorInbox(context);
    crm.script = () => undefined;

    await sync();

    expect(open).toMatchObject([
      { code: 'crm-permission', object: 'Lead', reason: 'salesforce: history is hidden' },
    ]);
    expect(await errorInbox(context)).toEqual([]);
  });
});

describe('the inbox, of rejected writes', () => {
  const refused = (id: string) => ({
    ...{ code: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', retryable: false },
    reason: `rule 7 of ${id}`,
  });

  it('groups them by cause, with code, reason, owner and the day they began', async () => {
    const scenario = await prepared();
    const { context, crm, clock } = scenario;
    for (const id of ['a', 'b']) crm.rejectWriting(id, refused(id));
    const first = new Date(clock.nowMs()).toISOString();
    await scenario.apply(await scenario.plan());
    clock.advance(HOUR_MS);

    await scenario.apply(await scenario.plan());

    expect(await errorInbox(context)).toEqual([
      {
        ...{ code: 'write-rejected', rl: 'RL-2301', crm: 'salesforce', object: 'Lead' },
        reason: expect.stringMatching(/^FIELD_CUSTOM_VALIDATION_EXCEPTION: rule 7 of .$/),
        ...{ count: 2, ids: ['a', 'b'], openedAt: first, fixedBy: 'crm-admin' },
      },
    ]);
  });

  it('closes them once the CRM takes the values', async () => {
    const scenario = await prepared();
    scenario.crm.rejectWriting('a', refused('a'));
    const plan = await scenario.plan();
    await scenario.apply(plan);
    scenario.crm.rejectWriting('a', undefined);

    await scenario.apply(plan);

    expect(await errorInbox(scenario.context)).toEqual([]);
  });

  it('closes those of records that nothing is to be written to any more', async () => {
    const scenario = await prepared();
    scenario.crm.rejectWriting('a', refused('a'));
    await scenario.apply(await scenario.plan());
    scenario.crm.erase('Lead', 'a');
    await scenario.recompute();

    await scenario.apply(await scenario.plan());

    expect(await errorInbox(scenario.context)).toEqual([]);
  });
});

describe('the inbox, of what came in and was not taken', () => {
  it('counts it by reason, since the first, and says whose turn it is', async () => {
    const { context } = start();
    const unreadable = { code: 'change-unreadable', reason: 'event without an id', count: 3 };
    const atMs = context.clock.nowMs();
    await noteRefused(context, 'hubspot', { refused: [FORGED, unreadable], atMs });
    context.clock.advance(HOUR_MS);

    await noteRefused(context, 'hubspot', { refused: [FORGED], atMs: context.clock.nowMs() });

    const openedAt = new Date(atMs).toISOString();
    expect(await errorInbox(context)).toMatchObject([
      { rl: 'RL-2401', crm: 'hubspot', count: 2, ids: [], openedAt, fixedBy: 'crm-admin' },
      { rl: 'RL-2403', crm: 'hubspot', count: 3, ids: [], openedAt, fixedBy: 'revloop' },
    ]);
  });

  it('closes it after a day without another', async () => {
    const { context } = start();
    await noteRefused(context, 'hubspot', { refused: [FORGED], atMs: context.clock.nowMs() });
    context.clock.advance(24 * HOUR_MS);

    const after = await errorInbox(context);

    expect(after).toEqual([]);
  });

  it('counts anew what comes back after it was closed', async () => {
    const { context } = start();
    await noteRefused(context, 'hubspot', { refused: [FORGED], atMs: context.clock.nowMs() });
    context.clock.advance(25 * HOUR_MS);

    await noteRefused(context, 'hubspot', { refused: [FORGED], atMs: context.clock.nowMs() });

    const openedAt = new Date(context.clock.nowMs()).toISOString();
    expect(await errorInbox(context)).toMatchObject([{ count: 1, openedAt }]);
  });
});
