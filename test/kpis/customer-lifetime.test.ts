import { describe, expect, it } from 'vitest';
import { ltvFacts } from '../../lib/kpis/customer-lifetime.ts';
import { aRow, aWonDeal } from './builders.ts';

const TODAY = '2026-07-01';

describe('ltvFacts', () => {
  it('sums time under contract and counts whose last contract ended', () => {
    const rows = [
      aWonDeal({ companyId: 'a', day: '2025-07-01', contractEnd: '2026-01-01' }),
      aWonDeal({ companyId: 'b', day: '2026-01-01', contractEnd: '2026-12-31' }),
    ];

    const facts = ltvFacts(rows, TODAY);

    expect(facts).toMatchObject({ customers: 2, churned: 1 });
    expect(facts.customerMonths).toBeCloseTo((184 + 181) / 30.4375, 9);
  });

  it.each([
    ['one long contract', '2026-12-31', 0],
    ['no end', null, 0],
    ['an ended one', '2026-06-30', 1],
  ])('takes a renewal with %s into the same customer', (_what, contractEnd, churned) => {
    const rows = [
      aWonDeal({ companyId: 'a', day: '2026-01-01', contractEnd, business: 'existing' }),
      aWonDeal({ companyId: 'a', day: '2025-01-01', contractEnd: '2025-12-31' }),
    ];

    const facts = ltvFacts(rows, TODAY);

    expect(facts).toMatchObject({ customers: 1, churned });
  });

  it('keeps the longest end whatever the order', () => {
    const rows = [
      aWonDeal({ companyId: 'a', day: '2025-01-01', contractEnd: '2026-12-31' }),
      aWonDeal({ companyId: 'a', day: '2025-06-01', contractEnd: '2025-12-31' }),
    ];

    const facts = ltvFacts(rows, TODAY);

    expect(facts.churned).toBe(0);
  });

  it('leaves out deals without a company or day, later deals and other stages', () => {
    const rows = [
      aWonDeal(),
      aWonDeal({ companyId: null }),
      aWonDeal({ companyId: 'a', day: null }),
      aWonDeal({ companyId: 'b', day: '2026-07-02' }),
      aRow({ stage: 'lost', companyId: 'c' }),
    ];

    const facts = ltvFacts(rows, TODAY);

    expect(facts).toEqual({ customers: 0, customerMonths: 0, churned: 0 });
  });
});
