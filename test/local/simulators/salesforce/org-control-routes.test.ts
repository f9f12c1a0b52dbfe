import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { call, control, queryPath, type SimulatedOrg, startOrg } from './simulated-org.ts';

const IDS = ['00QAAAAAAAAAAAA001', '00QAAAAAAAAAAAA002'];
const [FIRST, SECOND] = IDS;
const OLD = '2026-01-01T00:00:00.000+0000';
const LEADS = `Id,LastName,Company,SystemModstamp\n${FIRST},Sato,Acme,${OLD}\n${SECOND},Kato,Acme,${OLD}\n`;
/** `START` in whole seconds. */
const NOW = '2026-04-01T09:00:00.000+0000';

let org: SimulatedOrg;
beforeEach(async () => {
  org = await startOrg({ Lead: LEADS });
});
afterEach(() => org.close());

const edit = (body: object) => control(org.url, 'edits', body);
const advance = (advanceMs: number) => control(org.url, 'clock', { advanceMs });

async function leads(where = ''): Promise<unknown> {
  const soql = `SELECT LastName, SystemModstamp FROM Lead ${where} ORDER BY SystemModstamp, Id`;
  const { body } = await call(org.url, 'GET', queryPath(soql));
  return JSON.parse(JSON.stringify(body, (key, value) => (key === 'attributes' ? undefined : value))).records;
}

describe('edits beside the API', () => {
  it('create, update and delete records with the stamp of now', async () => {
    const created = await edit({ verb: 'create', object: 'Lead', values: { LastName: 'Ito', Company: 'X' } });
    await edit({ verb: 'update', object: 'Lead', id: FIRST, values: { LastName: 'Abe' } });
    await edit({ verb: 'delete', object: 'Lead', id: SECOND });

    expect(created).toEqual({ status: 200, body: { ids: [expect.stringMatching(/^00Q/)], stamp: NOW } });
    expect(await leads()).toEqual([
      { LastName: 'Abe', SystemModstamp: NOW },
      { LastName: 'Ito', SystemModstamp: NOW },
    ]);
  });

  it('name the person who made them', async () => {
    await edit({ verb: 'update', object: 'Lead', id: FIRST, by: '005AAAAAAAAAAAA009', values: {} });

    const { body } = await call(org.url, 'GET', `/sobjects/Lead/${FIRST}`);

    expect(body).toMatchObject({ LastModifiedById: '005AAAAAAAAAAAA009', SystemModstamp: NOW });
  });

  it('touch many records with one stamp', async () => {
    await edit({ verb: 'touch', object: 'Lead', count: 2 });

    expect(await leads()).toEqual([
      { LastName: 'Sato', SystemModstamp: NOW },
      { LastName: 'Kato', SystemModstamp: NOW },
    ]);
  });

  it('recalculate a value without a stamp', async () => {
    const values = { LastName: 'Computed' };

    await edit({ verb: 'recalculate', object: 'Lead', id: FIRST, values });

    expect(await leads()).toContainEqual({ LastName: 'Computed', SystemModstamp: OLD });
  });

  it('leave a stamp in the future where an import does', async () => {
    await edit({ verb: 'touch', object: 'Lead', count: 1, stamp: '2031-01-01T00:00:00Z' });

    expect(await leads()).toContainEqual({
      LastName: 'Sato',
      SystemModstamp: '2031-01-01T00:00:00.000+0000',
    });
  });

  it('of a long transaction are seen late, with the stamp of when they were made', async () => {
    await edit({
      verb: 'update',
      object: 'Lead',
      id: FIRST,
      values: { LastName: 'Late' },
      visibleAfterMs: 300_000,
    });
    const before = await leads();
    await advance(300_000);
    const after = await leads();

    expect(before).toContainEqual({ LastName: 'Sato', SystemModstamp: OLD });
    expect(after).toContainEqual({ LastName: 'Late', SystemModstamp: NOW });
  });

  it('of one record are seen in the order they were made, whatever each took', async () => {
    await edit({
      verb: 'update',
      object: 'Lead',
      id: FIRST,
      values: { LastName: 'Late' },
      visibleAfterMs: 300_000,
    });
    await edit({ verb: 'delete', object: 'Lead', id: FIRST });
    const before = await leads();
    await advance(300_000);

    const after = await leads();

    expect(before).toContainEqual({ LastName: 'Sato', SystemModstamp: OLD });
    expect(after).toEqual([{ LastName: 'Kato', SystemModstamp: OLD }]);
  });

  it('are refused as the org refuses them, or with the verbs there are', async () => {
    const unknown = await edit({ verb: 'explode' });
    const absent = await edit({ verb: 'update', object: 'Lead', id: '00QAAAAAAAAAAAA099', values: {} });

    expect(unknown).toMatchObject({ status: 400, body: { errors: [{ errorCode: 'INVALID_EDIT' }] } });
    expect(absent).toMatchObject({
      status: 400,
      body: { errors: [{ message: 'invalid cross reference id' }] },
    });
  });
});

describe('settings', () => {
  it('delay when queries see what the API wrote, not when it is read by id', async () => {
    await control(org.url, 'settings', { visibilityDelayMs: 2000 });
    await call(org.url, 'PATCH', `/sobjects/Lead/${FIRST}`, { LastName: 'Abe' });

    const soon = await leads();
    const byId = await call(org.url, 'GET', `/sobjects/Lead/${FIRST}`);
    await advance(2000);
    const later = await leads();

    expect(soon).toContainEqual({ LastName: 'Sato', SystemModstamp: OLD });
    expect(byId.body).toMatchObject({ LastName: 'Abe' });
    expect(later).toContainEqual({ LastName: 'Abe', SystemModstamp: NOW });
  });

  it('refuse a name or a value that there is not', async () => {
    const answer = await control(org.url, 'settings', { pageRows: 0, colour: 'red' });

    expect(answer.status).toBe(400);
    expect(org.settings.now.pageRows).toBe(2000);
  });
});
