import { describe, expect, it } from 'vitest';
import type { HubspotSimulator } from '../../../lib/local/simulators/hubspot/hubspot-simulator.ts';
import { anAccount, contacts, NOW, type TestAccount } from './test-account.ts';

const UPDATE = '/crm/v3/objects/{object}/batch/update';

async function fieldOf({ crm }: TestAccount, id: string, name: string) {
  const [record] = await crm.readByIds(await crm.describe('contacts'), [id], { withLinks: true });
  return record?.fields[name];
}

/** An account that knows no trace ids: one bad input refuses the whole batch, as live without them. */
async function withoutTraceIds(request: Request, { app }: HubspotSimulator): Promise<Response | undefined> {
  if (!request.url.endsWith('/batch/update')) return undefined;
  const body = (await request.text()).replaceAll(/,?"objectWriteTraceId":"\d+"/g, '').replaceAll('{,', '{');
  return app.request(new Request(request.url, { method: 'POST', headers: request.headers, body }));
}

describe('writing', () => {
  it('sets and clears fields in one call and gives the new versions', async () => {
    const test = await anAccount({ tables: { contacts: contacts(2, { jobtitle: 'CEO' }) } });

    const outcomes = await test.crm.write('contacts', [
      { id: '1001', fields: { jobtitle: 'CTO' } },
      { id: '1002', fields: { jobtitle: null } },
    ]);

    expect(outcomes).toEqual([
      { status: 'applied', version: NOW },
      { status: 'applied', version: NOW },
    ]);
    expect(await fieldOf(test, '1001', 'jobtitle')).toBe('CTO');
    expect(await fieldOf(test, '1002', 'jobtitle')).toBeNull();
    expect(test.seen('POST', UPDATE)).toBe(1);
  });

  it('sends nothing for no changes', async () => {
    const { crm } = await anAccount();

    const outcomes = await crm.write('contacts', []);

    expect(outcomes).toEqual([]);
    expect(crm.calls()).toBe(0);
  });

  it('rejects the bad value and the missing record and writes the others', async () => {
    const test = await anAccount({ tables: { contacts: contacts(3) } });

    const outcomes = await test.crm.write('contacts', [
      { id: '1001', fields: { jobtitle: 'CTO' } },
      { id: '1002', fields: { lifecyclestage: 'nonsense' } },
      { id: '99', fields: { jobtitle: 'CTO' } },
      { id: '1003', fields: { jobtitle: 'CTO' } },
    ]);

    expect(outcomes).toMatchObject([
      { status: 'applied' },
      { status: 'rejected', code: 'VALIDATION_ERROR', retryable: false },
      { status: 'rejected', code: 'OBJECT_NOT_FOUND', retryable: false },
      { status: 'applied' },
    ]);
    expect(test.seen('POST', UPDATE)).toBe(1);
  });

  it('finds the guilty record by halves where a whole batch is refused', async () => {
    const test = await anAccount({ tables: { contacts: contacts(8) }, front: withoutTraceIds });
    const changes = contacts(8).map(({ id }) => ({
      id: id ?? '',
      fields: id === '1006' ? { no_such_field: '1' } : { jobtitle: 'CTO' },
    }));

    const outcomes = await test.crm.write('contacts', changes);

    expect(outcomes.map(({ status }) => status)).toEqual([
      ...Array.from({ length: 5 }, () => 'applied'),
      'rejected',
      'applied',
      'applied',
    ]);
    expect(outcomes[5]).toMatchObject({ code: 'PROPERTY_DOESNT_EXIST', retryable: false });
    expect(await fieldOf(test, '1008', 'jobtitle')).toBe('CTO');
    expect(test.seen('POST', UPDATE)).toBe(7);
  });

  it('merges changes of one record, the later value of a field last', async () => {
    const test = await anAccount({ tables: { contacts: contacts(1) } });

    const outcomes = await test.crm.write('contacts', [
      { id: '1001', fields: { jobtitle: 'CEO', company: 'A' } },
      { id: '1001', fields: { jobtitle: 'CTO' } },
    ]);

    expect(outcomes.map(({ status }) => status)).toEqual(['applied', 'applied']);
    expect(await fieldOf(test, '1001', 'jobtitle')).toBe('CTO');
    expect(await fieldOf(test, '1001', 'company')).toBe('A');
  });

  it.each(['reset-after', 'truncated-body', 'bad-gateway-html'])(
    'is unknown for every record after %s, and sent once',
    async (fault) => {
      const test = await anAccount({ tables: { contacts: contacts(2) } });
      test.account.faults.arm({ name: fault, calls: 1 });

      const outcomes = await test.crm.write('contacts', [
        { id: '1001', fields: { jobtitle: 'CTO' } },
        { id: '1002', fields: { jobtitle: 'CTO' } },
      ]);

      expect(outcomes.map(({ status }) => status)).toEqual(['unknown', 'unknown']);
      expect(test.seen('POST', UPDATE)).toBe(1);
    },
  );

  it('is rejected for now where the records are locked', async () => {
    const test = await anAccount({ tables: { contacts: contacts(1) } });
    test.account.faults.arm({ name: 'locked', calls: 1 });

    const outcomes = await test.crm.write('contacts', [{ id: '1001', fields: { jobtitle: 'CTO' } }]);

    expect(outcomes).toMatchObject([{ status: 'rejected', retryable: true }]);
  });

  it.each([
    ['rate-limit', 'throttled'],
    ['daily-limit', 'quota'],
    ['missing-scopes', 'permission'],
    ['unauthorized', 'auth'],
  ])('throws where nothing is written: %s', async (fault, failure) => {
    const test = await anAccount({ tables: { contacts: contacts(1) } });
    test.account.faults.arm({ name: fault, calls: 1 });

    const writing = test.crm.write('contacts', [{ id: '1001', fields: { jobtitle: 'CTO' } }]);

    await expect(writing).rejects.toMatchObject({ failure });
    expect(test.seen('POST', UPDATE)).toBe(1);
  });

  it('is unknown for a record that the answer does not name', async () => {
    const results = [{ id: '1001', properties: {}, createdAt: NOW, updatedAt: NOW }];
    const answer = { status: 'COMPLETE', results, startedAt: NOW, completedAt: NOW };
    const test = await anAccount({
      // 202 is a success that the SDK throws.
      front: async ({ url }) =>
        url.endsWith('/batch/update') ? Response.json(answer, { status: 202 }) : undefined,
    });

    const outcomes = await test.crm.write('contacts', [
      { id: '1001', fields: { jobtitle: 'CTO' } },
      { id: '1002', fields: { jobtitle: 'CTO' } },
    ]);

    expect(outcomes).toMatchObject([{ status: 'applied', version: NOW }, { status: 'unknown' }]);
  });
});
