import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { call, control, type SimulatedOrg, startOrg } from './simulated-org.ts';

const FIRST = '00QAAAAAAAAAAAA001';
const SECOND = '00QAAAAAAAAAAAA002';
const LEADS = `Id,LastName,Company,IsDeleted,SystemModstamp
${FIRST},Sato,Acme,false,2026-04-01T08:30:00Z
${SECOND},Kato,Acme,true,2026-04-01T08:45:00Z
`;
const WINDOW = '?start=2026-04-01T08%3A00%3A00%2B00%3A00&end=2026-04-01T09%3A00%3A59%2B00%3A00';

let org: SimulatedOrg;
beforeEach(async () => {
  org = await startOrg({ Lead: LEADS });
});
afterEach(() => org.close());

const get = (path: string) => call(org.url, 'GET', `/sobjects/Lead/${path}`);

describe('what changed in a window', () => {
  it('lists ids of live records and how far the list reaches', async () => {
    const { body } = await get(`updated${WINDOW}`);

    expect(body).toEqual({ ids: [FIRST], latestDateCovered: '2026-04-01T09:00:00.000+0000' });
  });

  it('lists deletions of the last 15 days', async () => {
    const { body } = await get(`deleted${WINDOW}`);

    expect(body).toEqual({
      deletedRecords: [{ id: SECOND, deletedDate: '2026-04-01T08:45:00.000+0000' }],
      earliestDateAvailable: '2026-03-17T09:00:00.000+0000',
      latestDateCovered: '2026-04-01T09:00:00.000+0000',
    });
  });

  it('reaches no further than the stamp of a transaction that still runs', async () => {
    await control(org.url, 'edits', { verb: 'touch', object: 'Lead', count: 1, visibleAfterMs: 600_000 });
    await control(org.url, 'clock', { advanceMs: 300_000 });

    const { body } = await get(`updated${WINDOW.replace('09%3A00', '09%3A05')}`);

    expect(body).toMatchObject({ ids: [FIRST], latestDateCovered: '2026-04-01T09:00:00.000+0000' });
  });

  it.each([
    ['updated?start=2026-04-01T08:00:00Z&end=2026-04-01T08:00:59Z', 'INVALID_REPLICATION_DATE'],
    ['updated?start=2026-02-01T08:00:00Z&end=2026-04-01T08:00:00Z', 'INVALID_REPLICATION_DATE'],
    ['deleted?start=yesterday&end=2026-04-01T08:00:00Z', 'INVALID_FIELD'],
  ])('refuses %s with %s', async (path, errorCode) => {
    const answer = await get(path);

    expect(answer).toMatchObject({ status: 400, body: [{ errorCode }] });
  });

  it('ends in EXCEEDED_ID_LIMIT when too many are found', async () => {
    await control(org.url, 'faults', { name: 'exceeded-id-limit', calls: 1 });

    const answer = await get(`deleted${WINDOW}`);

    expect(answer).toMatchObject({ status: 400, body: [{ errorCode: 'EXCEEDED_ID_LIMIT' }] });
  });
});
