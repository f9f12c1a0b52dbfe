import { describe, expect, it } from 'vitest';
import type { Entity } from '../../../lib/domain/entities.ts';
import { aCompany, aConfig, aDeal, aPerson, aRole, aWonDeal, ref } from '../../support/builders.ts';
import { build, issueList, onlyRow } from './build.ts';

const DEAL = 'salesforce/Opportunity/1';
const COPY = 'hubspot/deals/1';
const LEAD = 'salesforce/Lead/1';
const firm = aCompany();
const person = aPerson(LEAD, { convertedTo: [ref(DEAL)] });

describe('person of a deal', () => {
  const contacts = ['1', '2', '3'].map((id) => aPerson(`salesforce/Contact/${id}`));
  const converted = aPerson(LEAD, { convertedTo: [ref(DEAL)] });

  it.each<[string, readonly Entity[], string | null]>([
    [
      'the primary role',
      [aRole(DEAL, 'salesforce/Contact/1'), aRole(DEAL, 'salesforce/Contact/2', { isPrimary: true })],
      'salesforce/Contact/2',
    ],
    [
      'the first role by id',
      [aRole(DEAL, 'salesforce/Contact/2', { id: 'b' }), aRole(DEAL, 'salesforce/Contact/3', { id: 'a' })],
      'salesforce/Contact/3',
    ],
    [
      'a role before the converted lead',
      [converted, aRole(DEAL, 'salesforce/Contact/1')],
      'salesforce/Contact/1',
    ],
    ['the converted lead', [converted], LEAD],
    ['nobody where the role names somebody unknown', [aRole(DEAL, 'salesforce/Contact/9')], null],
    ['nobody', [], null],
  ])('is %s', (_case, others, expected) => {
    const { deals } = build([...contacts, aWonDeal(DEAL), ...others]);

    expect(deals[0]?.personId ?? null).toBe(expected);
  });

  it.each([
    ['the primary contact', true, 'hubspot/contacts/2'],
    ['the first contact where none is primary', false, 'hubspot/contacts/1'],
  ])('is %s of a HubSpot deal', (_case, isPrimary, expected) => {
    const config = aConfig({ systemOfRecord: { deals: 'hubspot' } });
    const people = [
      { person: ref('hubspot/contacts/2'), isPrimary },
      { person: ref('hubspot/contacts/1'), isPrimary: false },
    ];
    const entities = [
      aPerson('hubspot/contacts/1'),
      aPerson('hubspot/contacts/2'),
      aWonDeal(COPY, { people }),
    ];

    const { deals } = build(entities, { config });

    expect(deals[0]?.personId).toBe(expected);
  });

  it('that nobody is linked to is unattributed for that reason, under every model, and listed', () => {
    const journeys = build([firm, aWonDeal(DEAL, { company: firm.ref })]);

    const credit = { channel: null, subChannel: null, reason: 'no-contact' };
    expect(onlyRow(journeys.of('won')).credit).toEqual({
      first: credit,
      'lead-creation': credit,
      'opportunity-creation': credit,
    });
    expect(issueList(journeys)).toEqual([`deal-without-contact ${DEAL}`]);
  });
});

describe('cycle', () => {
  it('is the days from lead to close', () => {
    const row = onlyRow(build([person, aWonDeal(DEAL)]).of('won'));

    expect(row).toMatchObject({ cycleDays: 50, flags: ['no-company'] });
  });

  it('is blank while a deal is open', () => {
    const { deals } = build([person, aDeal(DEAL, { closedAt: '2026-09-01' })]);

    expect(deals[0]?.cycleDays).toBeNull();
  });

  it('that is negative is flagged, counted and listed', () => {
    const early = aWonDeal(DEAL, { createdAt: '2025-12-01', closedAt: '2026-01-01', company: firm.ref });

    const journeys = build([person, firm, early]);

    expect(onlyRow(journeys.of('won'))).toMatchObject({
      cycleDays: -9,
      flags: ['negative-lag'],
      isNewCustomer: true,
    });
    expect(issueList(journeys)).toEqual([`won-before-lead ${DEAL}`]);
  });
});
