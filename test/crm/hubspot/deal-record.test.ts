import { describe, expect, it } from 'vitest';
import { toHubspotEntity } from '../../../lib/crm/hubspot/records.ts';
import type { CrmConfig } from '../../../lib/domain/config.ts';
import type { DealRecord, FieldValue, RecordLink } from '../../../lib/domain/entities.ts';
import { aLink, aRecord, NO_CONFIG } from './a-record.ts';

function deal(
  fields: Readonly<Record<string, FieldValue>>,
  config: Partial<CrmConfig> = {},
  links: readonly RecordLink[] = [],
): DealRecord {
  const entity = toHubspotEntity(aRecord('deals', fields, { links }), { ...NO_CONFIG, ...config });
  if (entity?.kind !== 'deal') throw new Error('no deal');
  return entity;
}

describe('a deal', () => {
  it.each<[Record<string, string>, boolean, boolean]>([
    [{}, false, false],
    [{ hs_is_closed: 'true', hs_is_closed_won: 'true' }, true, true],
    [{ hs_is_closed: 'true', hs_is_closed_won: 'false' }, true, false],
    [{ revloop_stage_is_closed: 'true', revloop_stage_is_won: 'true' }, true, true],
    [{ revloop_stage_is_closed: 'true', revloop_stage_is_won: 'false' }, true, false],
    [{ hs_is_closed_won: 'false', hs_is_closed: 'false', revloop_stage_is_won: 'true' }, false, false],
    [{ dealstage: 'signed' }, true, true],
    [{ dealstage: 'dead', hs_is_closed_won: 'true' }, true, false],
  ])('with %j is closed %j and won %j', (fields, isClosed, isWon) => {
    const result = deal(fields, { stages: { won: ['signed'], lost: ['dead'] } });

    expect([result.isClosed, result.isWon]).toEqual([isClosed, isWon]);
  });

  it.each([
    ['100000', '100000'],
    ['12.50', '12.5'],
    ['1.2E6', '1200000'],
    ['0', '0'],
    ['', null],
    [null, null],
  ])('of amount %j is worth %j', (amount, expected) => {
    const result = deal({ amount });

    expect(result.amount).toBe(expected);
  });

  it.each([
    [{ amount: '1,000円' }, 'amount is no number'],
    [{ closedate: '31/03/2026' }, 'closedate is no date or date-time'],
    [{ closedate: '1635535865' }, 'closedate is no date or date-time'],
    [{ closedate: '2026-02-31T00:00:00Z' }, 'closedate is no date or date-time'],
  ])('with %j is invalid', (fields, reason) => {
    const read = () => deal(fields);

    expect(read).toThrow(
      expect.objectContaining({ code: 'record-invalid', message: `hubspot deals 9: ${reason}` }),
    );
  });

  it.each([
    ['2026-03-31', '2026-03-31'],
    ['2026-03-31T15:00:00Z', '2026-03-31T15:00:00.000Z'],
    ['2026-03-31T15:00:00.5+09:00', '2026-03-31T06:00:00.500Z'],
    ['1774969200000', '2026-03-31T15:00:00.000Z'],
  ])('closed at %s closed at %s', (closedate, expected) => {
    const result = deal({ closedate });

    expect(result.closedAt).toBe(expected);
  });

  it.each([
    ['newbusiness', {}, 'new'],
    ['existingbusiness', {}, 'existing'],
    ['renewal', {}, null],
    [null, {}, null],
    ['shinki', { new: ['shinki'] }, 'new'],
    ['kizon', { existing: ['kizon'] }, 'existing'],
  ])('of type %j with %j is %j business', (dealtype, dealTypes, expected) => {
    const { business } = deal({ dealtype }, { dealTypes });

    expect(business).toBe(expected);
  });

  it('belongs to its primary company and to all its people', () => {
    const links = [
      aLink('companies', '1'),
      aLink('companies', '2', true),
      aLink('contacts', '3'),
      aLink('contacts', '4', true),
    ];

    const result = deal({}, {}, links);

    expect(result.company?.id).toBe('2');
    expect(result.people.map(({ person: { id }, isPrimary }) => [id, isPrimary])).toEqual([
      ['3', false],
      ['4', true],
    ]);
  });

  it('takes an only person and an only company as the primary ones', () => {
    const result = deal({}, {}, [aLink('companies', '1'), aLink('contacts', '3')]);

    expect(result.company?.id).toBe('1');
    expect(result.people.map(({ isPrimary }) => isPrimary)).toEqual([true]);
  });

  it('guesses neither among several', () => {
    const links = [
      aLink('companies', '1'),
      aLink('companies', '2'),
      aLink('contacts', '3'),
      aLink('contacts', '4'),
    ];

    const result = deal({}, {}, links);

    expect(result.company).toBeNull();
    expect(result.people.map(({ isPrimary }) => isPrimary)).toEqual([false, false]);
  });

  it('reads loss reason and contract end from the mapped fields', () => {
    const fields = { closed_lost_reason: 'price', reason: 'timing', ends: '2027-03-31' };

    const result = deal(fields, { lossReason: 'reason', contractEnd: 'ends' });

    expect([deal(fields).lossReason, result.lossReason, result.contractEnd]).toEqual([
      'price',
      'timing',
      '2027-03-31',
    ]);
  });
});
