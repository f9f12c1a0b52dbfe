import { describe, expect, it } from 'vitest';
import type { Entity, SourceAttributes } from '../../../lib/domain/entities.ts';
import type { Credit } from '../../../lib/domain/ledger.ts';
import { aCampaign, aDeal, aMember, aPerson, aRole, aSource, aWonDeal, ref } from '../../support/builders.ts';
import { build, onlyRow } from './build.ts';

const LEAD = 'salesforce/Lead/1';
const HUBSPOT = 'hubspot/contacts/1';
const DEAL = 'salesforce/Opportunity/1';
const email = 'a@x.jp';
const visitor = aPerson(HUBSPOT, {
  email,
  createdAt: '2026-01-08',
  firstTouchAt: '2025-12-20',
  source: aSource({ analyticsSource: 'ORGANIC_SEARCH' }),
});
const lead = aPerson(LEAD, { email, createdAt: '2026-01-10', convertedTo: [ref(DEAL)] });

describe('credit (definitions.md, Channels)', () => {
  it('tells the first touch, the acquisition route and the route to the opportunity apart', () => {
    const campaign = aMember('1', LEAD, { at: '2026-01-20' });

    const { of } = build([visitor, lead, campaign, aCampaign(), aWonDeal(DEAL)]);

    expect(channels(onlyRow(of('won')).credit)).toEqual({
      first: 'organic',
      'lead-creation': 'organic',
      'opportunity-creation': 'event',
    });
  });

  it('credits a lead by its source alone in a Salesforce-only deployment', () => {
    const { of, available } = build([lead]);

    expect(channels(onlyRow(of('lead')).credit)).toEqual({
      first: 'seminar',
      'lead-creation': 'seminar',
      'opportunity-creation': 'seminar',
    });
    expect(available.firstTouch).toBe(false);
  });

  it.each<[string, readonly Entity[]]>([
    ['HubSpot', [visitor]],
    ['a campaign', [lead, aCampaign(), aMember('1', LEAD)]],
  ])('knows a first touch where %s gives one', (_case, entities) => {
    expect(build(entities).available.firstTouch).toBe(true);
  });

  it('takes a campaign as the first touch before the record it led to', () => {
    const { of, people } = build([lead, aCampaign(), aMember('1', LEAD, { at: '2026-01-10' })]);

    expect(channels(onlyRow(of('lead')).credit)).toMatchObject({
      first: 'event',
      'lead-creation': 'seminar',
    });
    expect(people[0]?.traits.campaign).toBe('Expo');
  });

  it('takes the first touch on the day the contact was made where no earlier visit is known', () => {
    const { of } = build([{ ...visitor, firstTouchAt: null }]);

    expect(channels(onlyRow(of('lead')).credit)).toMatchObject({
      first: 'organic',
      'lead-creation': 'organic',
    });
  });

  it('passes a touch that says nothing over', () => {
    const { of } = build([{ ...visitor, source: aSource() }, lead]);

    expect(channels(onlyRow(of('lead')).credit)).toMatchObject({ first: 'seminar' });
  });

  it.each<[string, Partial<SourceAttributes>, string]>([
    ['nothing', {}, 'no-source'],
    ['something no rule knows', { leadSource: 'Fax' }, 'no-rule'],
  ])('gives a reason where the source says %s', (_case, source, reason) => {
    const row = onlyRow(build([aPerson(LEAD, { source: aSource(source) })]).of('lead'));

    expect(row.credit.first).toEqual({ channel: null, subChannel: null, reason });
  });

  it('is unattributed without any dated touch', () => {
    const row = onlyRow(build([aPerson(LEAD, { createdAt: null })]).of('lead'));

    expect(row.credit.first).toEqual({ channel: null, subChannel: null, reason: 'no-source' });
  });

  it('names the landing page as the sub-channel', () => {
    const source = aSource({ leadSource: 'Webinar', landingPage: '/demo' });

    const row = onlyRow(build([aPerson(LEAD, { source })]).of('lead'));

    expect(row.credit.first).toEqual({ channel: 'seminar', subChannel: '/demo' });
  });

  it('does not take the contact that a lead became for a touch of its own', () => {
    const contact = aPerson('salesforce/Contact/1', {
      createdAt: '2026-01-15',
      source: aSource({ leadSource: 'Fax' }),
    });
    const converted = { ...lead, convertedTo: [contact.ref, ref(DEAL)] };

    const { of } = build([converted, contact, aDeal(DEAL)]);

    expect(channels(onlyRow(of('opportunity')).credit)).toMatchObject({ 'opportunity-creation': 'seminar' });
  });

  it('ignores campaigns that were not dated, and people that are not known', () => {
    const { of } = build([
      lead,
      aCampaign(),
      aMember('1', LEAD, { at: null }),
      aMember('1', 'salesforce/Lead/9', { at: '2026-01-01' }),
    ]);

    expect(channels(onlyRow(of('lead')).credit)).toMatchObject({ first: 'seminar' });
  });

  it('counts a member that names the lead and its contact as one touch', () => {
    const contact = aPerson('salesforce/Contact/1');
    const both = aMember('1', LEAD, { people: [contact.ref, ref(LEAD)] });

    const { of } = build([{ ...lead, convertedTo: [contact.ref] }, contact, aCampaign(), both]);

    expect(channels(onlyRow(of('lead')).credit)).toMatchObject({ first: 'event' });
  });

  it('credits a deal whose touches all came later by the earliest, and flags it', () => {
    const early = aWonDeal(DEAL, { createdAt: '2025-11-01', closedAt: '2025-12-01' });

    const row = onlyRow(build([lead, early]).of('won'));

    expect(channels(row.credit)).toMatchObject({ first: 'seminar', 'opportunity-creation': 'seminar' });
    expect(row.flags).toContain('negative-lag');
  });

  it('credits each deal by its own creation', () => {
    const contact = aPerson('salesforce/Contact/1', { createdAt: '2026-01-10' });
    const second = aDeal('salesforce/Opportunity/2', { createdAt: '2026-06-01' });
    const entities = [contact, aCampaign(), aMember('1', 'salesforce/Contact/1', { at: '2026-05-01' })];
    const roles = [
      aRole(DEAL, 'salesforce/Contact/1'),
      aRole('salesforce/Opportunity/2', 'salesforce/Contact/1'),
    ];

    const { of } = build([...entities, ...roles, aDeal(DEAL), second]);

    const routes = of('opportunity').map(({ credit }) => credit['opportunity-creation'].channel);
    expect(routes).toEqual(['seminar', 'event']);
  });
});

describe('traits of a deal', () => {
  it('come from its person, and its lead source from the deal where the person has none', () => {
    const source = aSource({ leadSource: 'Partner' });
    const silent = aPerson(LEAD, {
      source: aSource(),
      convertedTo: [ref(DEAL)],
      employees: 450,
      industry: 'Retail',
      jobTitle: '営業部長',
    });

    const row = onlyRow(build([silent, aDeal(DEAL, { source })]).of('opportunity'));

    expect(row.traits).toMatchObject({
      leadSource: 'Partner',
      industry: 'Retail',
      employeeBand: '300-999',
      jobLevel: 'manager',
    });
  });
});

function channels(credit: Readonly<Record<string, Credit>>) {
  return Object.fromEntries(Object.entries(credit).map(([model, { channel }]) => [model, channel]));
}
