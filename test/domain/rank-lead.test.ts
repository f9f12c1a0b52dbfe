import { describe, expect, it } from 'vitest';
import { HandoffSchema, type RankRule } from '../../lib/domain/config-handoff.ts';
import { type LeadFacts, rankLead, rankSentence } from '../../lib/domain/rank-lead.ts';

/** The published rules: KPI design article, lead rank rules; kpi-methods A.3 item 4. */
const RULES = HandoffSchema.parse({}).rules;

const UNKNOWN: LeadFacts = {
  employees: null,
  revenue: null,
  firstContactDay: null,
  today: '2026-04-15',
  isExistingCustomer: false,
  onTargetList: null,
  fields: {},
  pageVisits: null,
};
const LARGE = { employees: 1000, revenue: 5_000_000_000, firstContactDay: '2026-01-15' };
const LISTED = { onTargetList: true, employees: 300, fields: { stated_condition: 'yes' } };

function aRule(when: RankRule['when']): RankRule {
  return { id: 'it', rank: 'warm', when };
}

describe('the published rules', () => {
  it.each<[string, Partial<LeadFacts>, string, string | null]>([
    ['a large new company within 3 months', LARGE, 'hot', 'hot-large'],
    ['one employee too few', { ...LARGE, employees: 999 }, 'none', null],
    ['one yen too little', { ...LARGE, revenue: 4_999_999_999 }, 'none', null],
    ['a day after the 3 months', { ...LARGE, firstContactDay: '2026-01-14' }, 'none', null],
    ['an existing customer', { ...LARGE, isExistingCustomer: true }, 'none', null],
    ['a customer nobody knows of', { ...LARGE, isExistingCustomer: null }, 'none', null],
    ['unknown revenue', { ...LARGE, revenue: null }, 'none', null],
    ['unknown first contact', { ...LARGE, firstContactDay: null }, 'none', null],
    ['a target that stated a condition', LISTED, 'hot', 'hot-target'],
    [
      'a target that stated it as a box',
      { ...LISTED, fields: { stated_condition: true } },
      'hot',
      'hot-target',
    ],
    ['a target that stated none', { ...LISTED, fields: {} }, 'none', null],
    ['a target that said no', { ...LISTED, fields: { stated_condition: 'no' } }, 'none', null],
    ['a target too small', { ...LISTED, employees: 299 }, 'none', null],
    ['no target', { ...LISTED, onTargetList: false }, 'none', null],
    ['two visits of the page', { pageVisits: 2 }, 'hot', 'hot-visits'],
    ['one visit of the page', { pageVisits: 1 }, 'none', null],
    ['a small company', { employees: 99 }, 'cold', 'cold-small'],
    // The gap: no rule speaks of these.
    ['100 employees and nothing hot', { employees: 100 }, 'none', null],
    ['nothing known', {}, 'none', null],
    // The overlap: hot and cold both hold, and hot comes first.
    ['a small company with two visits', { employees: 50, pageVisits: 2 }, 'hot', 'hot-visits'],
  ])('%s', (_, facts, rank, rule) => {
    const result = rankLead({ ...UNKNOWN, ...facts }, RULES);

    expect(result).toEqual({ rank, rule, reason: rule ?? 'no-rule-matched' });
  });

  it('are in order of precedence', () => {
    const facts = { ...UNKNOWN, employees: 50, pageVisits: 2 };

    const result = rankLead(facts, RULES.toReversed());

    expect(result.rule).toBe('cold-small');
  });

  it('may be none at all', () => {
    expect(rankLead(UNKNOWN, [])).toEqual({ rank: 'none', rule: null, reason: 'no-rule-matched' });
  });
});

describe('a condition', () => {
  it.each<[string, RankRule['when'], Partial<LeadFacts>, boolean]>([
    ['an existing customer is not new', { isNew: false }, { isExistingCustomer: true }, true],
    ['zero employees is a number', { maxEmployees: 99 }, { employees: 0 }, true],
    ['half a month is 15 days', { maxMonthsSinceFirstContact: 0.5 }, { firstContactDay: '2026-03-31' }, true],
    ['and not 16', { maxMonthsSinceFirstContact: 0.5 }, { firstContactDay: '2026-03-30' }, false],
    ['not on the list', { onTargetList: false }, { onTargetList: false }, true],
    ['unknown is not "not on the list"', { onTargetList: false }, { onTargetList: null }, false],
    ['a value in another case', { field: 'bant', in: ['Budget'] }, { fields: { bant: ' budget ' } }, true],
    ['one of several values', { field: 'bant', in: ['need'] }, { fields: { bant: 'budget;need' } }, true],
    ['a part of a value is no value', { field: 'bant', in: ['need'] }, { fields: { bant: 'needs' } }, false],
    ['a blank field', { field: 'bant', in: ['need'] }, { fields: { bant: null } }, false],
    ['a number', { field: 'score', in: ['5'] }, { fields: { score: 5 } }, true],
  ])('%s', (_, when, facts, isMet) => {
    const result = rankLead({ ...UNKNOWN, ...facts }, [aRule(when)]);

    expect(result.rank).toBe(isMet ? 'warm' : 'none');
  });
});

describe('rankSentence', () => {
  it.each<[Partial<LeadFacts>, string, string]>([
    [
      LARGE,
      'Hot: 1,000 employees, yearly revenue 5,000,000,000, first contact 2026-01-15, new customer.',
      'ホット: 従業員1,000名、年商5,000,000,000、初回接点2026-01-15、新規。',
    ],
    [
      LISTED,
      'Hot: 300 employees, on the target list, stated_condition = yes.',
      'ホット: 従業員300名、ターゲットリスト掲載、stated_condition = yes。',
    ],
    [{ employees: 50, pageVisits: 2 }, 'Hot: key page visits: 2.', 'ホット: 重要ページ閲覧2回。'],
    [{ employees: 50 }, 'Cold: 50 employees.', 'コールド: 従業員50名。'],
    [{ employees: 450 }, 'No rule matched: 450 employees.', '該当ルールなし: 従業員450名。'],
    [{}, 'No rule matched.', '該当ルールなし。'],
  ])('says why of %j', (known, en, ja) => {
    const facts = { ...UNKNOWN, ...known };
    const result = rankLead(facts, RULES);

    const sentences = [rankSentence(result, facts, 'en', RULES), rankSentence(result, facts, 'ja', RULES)];

    expect(sentences).toEqual([en, ja]);
  });

  it('says what a rule on existing customers saw', () => {
    const rules = [aRule({ isNew: false, onTargetList: false })];
    const facts = { ...UNKNOWN, isExistingCustomer: true, onTargetList: false };

    const sentence = rankSentence(rankLead(facts, rules), facts, 'en', rules);

    expect(sentence).toBe('Warm: existing customer, not on the target list.');
  });
});
