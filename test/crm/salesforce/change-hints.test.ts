import { describe, expect, it } from 'vitest';
import { toChangeHints } from '../../../lib/crm/salesforce/change-hints.ts';

const HEADER = {
  commitNumber: Number('1778192987716501506'),
  commitUser: '005000000000001AAA',
  sequenceNumber: 1,
  entityName: 'Contact',
  changeType: 'UPDATE',
  changedFields: ['LastModifiedDate', 'MailingAddress.Street'],
  changeOrigin: 'com/salesforce/api/soap/66.0;client=SfdcInternalAPI/',
  transactionKey: '00007e6d-0000-0000-0000-000000000000',
  commitTimestamp: 1_778_192_987_000,
  recordIds: ['003000000000001AAA', '003000000000002AAA', '003000000000001AAA'],
};

describe('a change event', () => {
  it.each([
    ['an event relay', { schemaId: 's', payload: { LastName: 'x', ChangeEventHeader: HEADER } }],
    ['AppFlow', { LastName: 'x', ChangeEventHeader: HEADER }],
  ])('of %s names all its records, each once', (_case, detail) => {
    expect(toChangeHints(detail)).toEqual({
      crm: 'salesforce',
      hints: [
        {
          crm: 'salesforce',
          object: 'Contact',
          ids: ['003000000000001AAA', '003000000000002AAA'],
          kind: 'changed',
          atMs: 1_778_192_987_000,
        },
      ],
      dropped: 0,
      rejects: [],
    });
  });

  it.each([
    ['CREATE', 'changed'],
    ['UPDATE', 'changed'],
    ['UNDELETE', 'changed'],
    ['DELETE', 'deleted'],
  ])('%s is a hint %s', (changeType, kind) => {
    expect(toChangeHints(anEvent({ changeType })).hints).toMatchObject([{ kind }]);
  });

  it.each([
    ['GAP_CREATE', ['003000000000001AAA']],
    ['GAP_UPDATE', ['003*']],
    ['GAP_DELETE', ['003000000000001AAA']],
    ['GAP_UNDELETE', ['003000000000001AAA']],
    ['GAP_OVERFLOW', ['000000000000000AAA']],
  ])('%s of %j has everything of the object read since then', (changeType, recordIds) => {
    expect(toChangeHints(anEvent({ changeType, recordIds })).hints).toEqual([
      { crm: 'salesforce', object: 'Contact', ids: [], kind: 'gap', atMs: 1_778_192_987_000 },
    ]);
  });

  it('of an object that is not synced is dropped and counted', () => {
    const batch = toChangeHints(anEvent({ entityName: 'My__c' }));

    expect(batch).toEqual({ crm: 'salesforce', hints: [], dropped: 1, rejects: [] });
  });

  it.each([
    ['no header', {}],
    ['nothing', null],
    ['an unknown change', anEvent({ changeType: 'RENAME' })],
    ['no ids', anEvent({ recordIds: [] })],
    ['F97: an id that is a query', anEvent({ recordIds: ["003' OR Id != '"] })],
    ['no time', anEvent({ commitTimestamp: undefined })],
  ])('with %s is set aside, and nothing of it is told', (_case, detail) => {
    const batch = toChangeHints(detail);

    expect(batch).toMatchObject({ hints: [], dropped: 0 });
    expect(batch.rejects).toHaveLength(1);
    expect(JSON.stringify(batch)).not.toContain('003');
  });
});

function anEvent(change: Readonly<Record<string, unknown>>) {
  return { payload: { ChangeEventHeader: { ...HEADER, ...change } } };
}
