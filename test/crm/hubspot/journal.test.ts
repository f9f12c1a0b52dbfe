import { describe, expect, it } from 'vitest';
import { type JournalRead, readJournal } from '../../../lib/crm/hubspot/journal.ts';
import { anAccount, contacts, countingRandom, NOW, type TestAccount } from './test-account.ts';

const CREDENTIALS = { clientId: 'sim-app', clientSecret: 'sim-secret' };

async function subscribe({ call }: TestAccount, objectTypeId: string): Promise<void> {
  await call('POST', '/webhooks-journal/subscriptions/2026-03', {
    subscriptionType: 'OBJECT',
    objectTypeId,
    actions: ['CREATE', 'UPDATE', 'DELETE', 'MERGE', 'RESTORE'],
  });
}

function read({ url, clock }: TestAccount, offset: string | null): Promise<JournalRead> {
  const random = countingRandom();
  return readJournal({ url, credentials: CREDENTIALS, portalId: '62515', clock, random }, offset);
}

describe('readJournal', () => {
  it('names what changed since the offset, by object and kind', async () => {
    const test = await anAccount({ tables: { contacts: contacts(5) } });
    await subscribe(test, '0-1');
    test.account.edit({ kind: 'update', object: 'contacts', id: '1001', properties: { jobtitle: 'CTO' } });
    const first = await read(test, null);
    test.account.edit({ kind: 'update', object: 'contacts', id: '1002', properties: { jobtitle: 'CEO' } });
    test.account.edit({ kind: 'archive', object: 'contacts', id: '1003' });

    const second = await read(test, first.offset);

    expect(first.hints).toEqual([
      { crm: 'hubspot', object: 'contacts', kind: 'changed', ids: ['1001'], atMs: Date.parse(NOW) },
    ]);
    expect(second.hints.map(({ kind, ids }) => [kind, ids])).toEqual([
      ['changed', ['1002']],
      ['deleted', ['1003']],
    ]);
  });

  it('makes five calls at most, however much has changed', async () => {
    const test = await anAccount({ tables: { contacts: contacts(3000) } });
    await subscribe(test, '0-1');
    test.account.edit({ kind: 'touch', object: 'contacts', count: 3000, properties: { jobtitle: 'CTO' } });

    const { hints, calls, isDone } = await read(test, null);

    expect(new Set(hints.flatMap(({ ids }) => ids)).size).toBe(3000);
    expect(calls).toBeLessThanOrEqual(5);
    expect(isDone).toBe(true);
  });

  it('has nothing to say where nothing has changed, and keeps its place', async () => {
    const test = await anAccount({ tables: { contacts: contacts(1) } });
    await subscribe(test, '0-1');
    test.account.edit({ kind: 'update', object: 'contacts', id: '1001', properties: { jobtitle: 'CTO' } });
    const { offset } = await read(test, null);

    const again = await read(test, offset);

    expect(again).toMatchObject({ hints: [], offset, isDone: true });
  });

  it('reports a gap of every object where the offset has expired', async () => {
    const test = await anAccount();

    const { hints } = await read(test, '550e8400-e29b-41d4-a716-446655440000');

    expect(hints.find(({ object }) => object === 'deals')).toMatchObject({ kind: 'gap', ids: [] });
    expect(hints).toHaveLength(8);
  });

  it('fails where the app is refused', async () => {
    const { url, clock } = await anAccount();
    const credentials = { clientId: 'sim-app', clientSecret: 'wrong' };

    const reading = readJournal({ url, credentials, portalId: '1', clock, random: countingRandom() }, null);

    await expect(reading).rejects.toMatchObject({ failure: 'request', status: 400 });
  });
});
