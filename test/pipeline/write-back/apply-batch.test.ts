import { describe, expect, it } from 'vitest';
import { CrmFailure } from '../../../lib/crm/crm-failure.ts';
import { loadRecords } from '../../../lib/store/record-store.ts';
import { frozenBy } from '../../../lib/store/write-back-store.ts';
import { LEAD, noteCalls, onCall, prepared, WON } from './scenario.ts';

const DONE = { planned: 7, applied: 7, unchanged: 0, skipped: [], rejected: [], unknown: 0 };

describe('applyBatch', () => {
  it('reports a rejected record with code, reason and fix, and does the rest', async () => {
    const scenario = await prepared();
    const plan = await scenario.plan();
    const refusal = { code: 'FIELD_INTEGRITY_EXCEPTION', reason: 'bad value', retryable: false };
    scenario.crm.rejectWriting('won', refusal);

    const report = await scenario.apply(plan);

    expect(report).toMatchObject({
      applied: 6,
      rejected: [{ id: WON, code: refusal.code, reason: 'bad value' }],
    });
    expect(report.rejected[0]?.fix).toContain('plan again');
    expect(await frozenBy(scenario.table, WON)).toBeUndefined();
  });

  it('sends a locked record again, and gives up after four sends', async () => {
    const scenario = await prepared();
    const plan = await scenario.plan();
    scenario.crm.rejectWriting('a', { code: 'UNABLE_TO_LOCK_ROW', reason: 'locked', retryable: true });
    const calls = noteCalls(scenario);

    const report = await scenario.apply(plan);

    expect(report).toMatchObject({ applied: 6, rejected: [{ id: LEAD, code: 'UNABLE_TO_LOCK_ROW' }] });
    expect(calls().filter(({ method, object }) => method === 'write' && object === 'Lead')).toHaveLength(5);
  });

  it('writes a record whose lock went away', async () => {
    const scenario = await prepared();
    const plan = await scenario.plan();
    scenario.crm.rejectWriting('a', { code: 'UNABLE_TO_LOCK_ROW', reason: 'locked', retryable: true });
    onCall(scenario, 'write', 3, () => scenario.crm.rejectWriting('a', undefined));

    const report = await scenario.apply(plan);

    expect(report).toMatchObject(DONE);
  });

  it('does not store its values over a newer copy once another run has taken over', async () => {
    const scenario = await prepared();
    const plan = await scenario.plan();
    onCall(scenario, 'write', 1, () => {
      scenario.clock.advance(60_000);
      void scenario.table.put({
        pk: 'SYNC#salesforce#Account',
        sk: 'LEASE',
        holder: 'x',
        fence: 99,
        untilMs: 9e15,
      });
    });

    const stopped = scenario.apply(plan);

    await expect(stopped).rejects.toMatchObject({ code: 'lease-lost' });
    const [account] = await loadRecords(scenario.table, 'salesforce', 'Account');
    expect(account?.fields['RevLoop_Revenue_To_Date__c']).toBeUndefined();
  });
});

describe('applyBatch, unsure of an answer', () => {
  it('settles a lost answer by reading back, without writing twice', async () => {
    const scenario = await prepared();
    const plan = await scenario.plan();
    scenario.crm.script = ({ method, nth }) => (method === 'write' && nth === 2 ? 'lose-answer' : undefined);

    const report = await scenario.apply(plan);

    expect(report).toMatchObject(DONE);
    expect(scenario.crm.writes).toHaveLength(7);
  });

  it('settles answers that are lost every time', async () => {
    const scenario = await prepared();
    const plan = await scenario.plan();
    scenario.crm.script = ({ method }) => (method === 'write' ? 'lose-answer' : undefined);

    const report = await scenario.apply(plan);

    expect(report).toMatchObject(DONE);
    expect(scenario.crm.writes).toHaveLength(7);
  });

  it('reads back even after the last send', async () => {
    const scenario = await prepared();
    const plan = await scenario.plan();
    scenario.crm.script = ({ method, nth }) => {
      if (method !== 'write') return undefined;
      if (nth < 4) throw new CrmFailure('transient', 'connection reset');
      return nth === 4 ? 'lose-answer' : undefined;
    };

    const report = await scenario.apply(plan);

    expect(report).toMatchObject(DONE);
  });

  it('respects an edit that came in together with a lost answer', async () => {
    const scenario = await prepared();
    const plan = await scenario.plan();
    scenario.crm.script = ({ method, nth }) => {
      if (method === 'readByIds' && nth === 3)
        scenario.crm.edit('Lead', 'a', { RevLoop_Channel__c: 'By hand' });
      return method === 'write' && nth === 2 ? 'lose-answer' : undefined;
    };

    const report = await scenario.apply(plan);

    expect(report).toMatchObject({ applied: 6, skipped: [{ id: LEAD }] });
    expect(scenario.held(LEAD)).toMatchObject({ RevLoop_Channel__c: 'By hand' });
  });

  it('waits as long as the CRM asks before it sends again', async () => {
    const scenario = await prepared();
    const plan = await scenario.plan();
    scenario.crm.script = ({ method, nth }) => {
      if (method === 'write' && nth === 1)
        throw new CrmFailure('throttled', 'slow down', { retryAfterMs: 7000 });
      return undefined;
    };

    const report = await scenario.apply(plan);

    expect(report).toMatchObject(DONE);
    expect(scenario.clock.slept).toContain(7000);
  });

  it('stops at a failure that no retry mends, and the next run settles what it left', async () => {
    const scenario = await prepared();
    const plan = await scenario.plan();
    onCall(scenario, 'write', 2, () => {
      throw new CrmFailure('auth', 'the token was revoked');
    });

    const stopped = scenario.apply(plan);

    await expect(stopped).rejects.toMatchObject({ failure: 'auth' });
    expect(await scenario.apply(plan)).toMatchObject(DONE);
    expect(scenario.crm.writes).toHaveLength(7);
  });
});
