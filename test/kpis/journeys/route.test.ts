import { describe, expect, it } from 'vitest';
import {
  aCampaign,
  aCompany,
  aMember,
  aPerson,
  aRole,
  aSource,
  aWonDeal,
  ref,
} from '../../support/builders.ts';
import { build, onlyRow } from './build.ts';

const LEAD = 'salesforce/Lead/1';
const OTHER = 'salesforce/Lead/2';
const DEAL = 'salesforce/Opportunity/1';
const COMPANY = 'salesforce/Account/1';
const lead = aPerson(LEAD, { createdAt: '2026-01-10' });
const other = aPerson(OTHER, { createdAt: '2026-01-05', source: aSource({ leadSource: 'Google AdWords' }) });
const deal = aWonDeal(DEAL, { createdAt: '2026-02-01', closedAt: '2026-03-01', company: ref(COMPANY) });
const days = (route: { readonly touches: readonly { readonly day: string }[] } | undefined) =>
  route?.touches.map(({ day }) => day);

describe('the route of a row', () => {
  it('holds the touches up to the row’s own day', () => {
    const members = ['2026-01-20', '2026-02-20'].map((at, index) => aMember(String(index), LEAD, { at }));
    const campaigns = ['0', '1'].map((id) => aCampaign(id));

    const { of } = build([lead, ...members, ...campaigns, deal, aRole(DEAL, LEAD)]);

    expect(days(onlyRow(of('opportunity')).route)).toEqual(['2026-01-10', '2026-01-20']);
    expect(days(onlyRow(of('won')).route)).toEqual(['2026-01-10', '2026-01-20', '2026-02-20']);
    expect(onlyRow(of('won')).route).toMatchObject({
      leadDay: '2026-01-10',
      dealDay: '2026-02-01',
      wonDay: '2026-03-01',
    });
  });

  it('is left out where every touch and every model name the same channel', () => {
    const { of } = build([lead, deal, aRole(DEAL, LEAD)]);

    expect(onlyRow(of('lead')).route).toBeUndefined();
    expect(onlyRow(of('won')).route).toBeUndefined();
  });

  it('holds the touches of all people of a deal, and the lead day of the first of them', () => {
    const { of } = build([lead, other, deal, aRole(DEAL, LEAD, { isPrimary: true }), aRole(DEAL, OTHER)]);

    expect(days(onlyRow(of('won')).route)).toEqual(['2026-01-05', '2026-01-10']);
    expect(onlyRow(of('won'))).toMatchObject({ route: { leadDay: '2026-01-05' }, stitch: 'contact-role' });
  });

  it('holds those of the account’s active contacts where nobody is linked, and says so', () => {
    const contact = aPerson('salesforce/Contact/1', {
      createdAt: '2026-01-20',
      company: ref(COMPANY),
      source: aSource({ leadSource: 'Webinar' }),
    });

    const won = onlyRow(build([aCompany(COMPANY), contact, deal]).of('won'));

    expect(won).toMatchObject({ stitch: 'active-contact', personId: null });
    expect(won.credit.first).toMatchObject({ channel: null, reason: 'no-contact' });
    expect(days(won.route)).toEqual(['2026-01-20']);
  });

  it('is nobody’s where the account’s contacts were last active long before', () => {
    const contact = aPerson('salesforce/Contact/1', { createdAt: '2025-10-01', company: ref(COMPANY) });

    const won = onlyRow(build([aCompany(COMPANY), contact, deal]).of('won'));

    expect(won.route).toBeUndefined();
    expect(won.stitch).toBeUndefined();
  });
});
