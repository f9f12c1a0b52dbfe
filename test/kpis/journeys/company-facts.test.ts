import { describe, expect, it } from 'vitest';
import { withCompanyFacts } from '../../../lib/kpis/journeys/company-facts.ts';
import { aCompany, aPerson } from '../../support/builders.ts';

describe('withCompanyFacts', () => {
  const company = aCompany('salesforce/Account/1', { employees: 1200, revenue: 6e9, industry: 'IT' });
  const canonicalOf = new Map([['salesforce/Account/1', 'salesforce/Account/1']]);

  it('takes size, revenue and industry from the company where the person says nothing', () => {
    const person = { entity: aPerson('salesforce/Contact/1', { company: company.ref }), fields: {} };

    const [filled] = withCompanyFacts([person], [company], canonicalOf);

    expect(filled?.entity).toMatchObject({ employees: 1200, companyRevenue: 6e9, industry: 'IT' });
  });

  it('leaves what the person says', () => {
    const own = aPerson('salesforce/Contact/1', { company: company.ref, employees: 50 });

    const [filled] = withCompanyFacts([{ entity: own, fields: {} }], [company], canonicalOf);

    expect(filled?.entity.employees).toBe(50);
  });

  it('leaves a person without a company alone', () => {
    const person = { entity: aPerson('salesforce/Lead/1', {}), fields: {} };

    const [same] = withCompanyFacts([person], [company], canonicalOf);

    expect(same).toBe(person);
  });
});
