import { addDays, addMonths } from './calendar.ts';
import type { RankRule } from './config-handoff.ts';
import type { FieldValue } from './entities.ts';
import { foldWord } from './fold-word.ts';

/** What the rules look at; null is unknown, and a condition on something unknown is not met. */
export interface LeadFacts {
  readonly employees: number | null;
  /** Yearly revenue of the person's company in major units. */
  readonly revenue: number | null;
  readonly firstContactDay: string | null;
  readonly today: string;
  readonly isExistingCustomer: boolean | null;
  readonly onTargetList: boolean | null;
  /** Values of the fields that rules name. */
  readonly fields: Readonly<Record<string, FieldValue>>;
  readonly pageVisits: number | null;
}

export type Rank = 'hot' | 'warm' | 'cold' | 'none';

export interface RankResult {
  readonly rank: Rank;
  /** The first rule that matched; null with the reason `no-rule-matched`. */
  readonly rule: string | null;
  readonly reason: string;
}

type Condition = RankRule['when'];
type Lang = 'ja' | 'en';

/** What a fraction of a month in `maxMonthsSinceFirstContact` is a fraction of. */
const DAYS_PER_MONTH = 30;

const RANK_WORDS = {
  en: { hot: 'Hot', warm: 'Warm', cold: 'Cold', none: 'No rule matched' },
  ja: { hot: 'ホット', warm: 'ウォーム', cold: 'コールド', none: '該当ルールなし' },
} as const satisfies Record<Lang, Record<Rank, string>>;

/**
 * Ranks a lead by the first rule whose conditions all hold. The order of the rules is their precedence.
 * Empty    no rules: `none`
 * Source   KPI design article, lead rank rules: hot and cold as published leave a gap and an overlap; "no rule
 *          matched" and the order settle both
 */
export function rankLead(facts: LeadFacts, rules: readonly RankRule[]): RankResult {
  const match = rules.find((rule) => holds(rule.when, facts));
  if (match === undefined) return { rank: 'none', rule: null, reason: 'no-rule-matched' };
  return { rank: match.rank, rule: match.id, reason: match.id };
}

/** One sentence for sales on why a lead has its rank: the facts its rule looked at, or what was known when none matched. */
export function rankSentence(
  result: RankResult,
  facts: LeadFacts,
  lang: Lang,
  rules: readonly RankRule[],
): string {
  const rule = rules.find(({ id }) => id === result.rule);
  const texts = rule === undefined ? knownTexts(facts, lang) : conditionTexts(rule.when, facts, lang);
  const label = RANK_WORDS[lang][result.rank];
  if (texts.length === 0) return lang === 'ja' ? `${label}。` : `${label}.`;
  return lang === 'ja' ? `${label}: ${texts.join('、')}。` : `${label}: ${texts.join(', ')}.`;
}

function holds(when: Condition, facts: LeadFacts): boolean {
  const { employees, revenue, firstContactDay, today, pageVisits, isExistingCustomer } = facts;
  const { maxMonthsSinceFirstContact: months } = when;
  const checks: readonly boolean[] = [
    when.minEmployees === undefined || (employees !== null && employees >= when.minEmployees),
    when.maxEmployees === undefined || (employees !== null && employees <= when.maxEmployees),
    when.minRevenue === undefined || (revenue !== null && revenue >= when.minRevenue),
    months === undefined || (firstContactDay !== null && today <= monthsAfter(firstContactDay, months)),
    when.isNew === undefined || (isExistingCustomer !== null && isExistingCustomer !== when.isNew),
    when.onTargetList === undefined || facts.onTargetList === when.onTargetList,
    when.minPageVisits === undefined || (pageVisits !== null && pageVisits >= when.minPageVisits),
    when.field === undefined || isOneOf(facts.fields[when.field], when.in ?? []),
  ];
  return checks.every(Boolean);
}

/** Three months after 15 January is 15 April, that day included. */
function monthsAfter(day: string, months: number): string {
  const whole = Math.floor(months);
  return addDays(addMonths(day, whole), Math.floor((months - whole) * DAYS_PER_MONTH));
}

/** Both CRMs part the values of a multi-select field by semicolons. */
function isOneOf(value: FieldValue | undefined, allowed: readonly string[]): boolean {
  if (value === undefined || value === null) return false;
  const values = new Set(String(value).split(';').map(foldWord));
  return allowed.some((word) => values.has(foldWord(word)));
}

function conditionTexts(when: Condition, facts: LeadFacts, lang: Lang): readonly string[] {
  const { minEmployees, maxEmployees, minRevenue, maxMonthsSinceFirstContact, minPageVisits, field } = when;
  const texts = factTexts(facts, lang);
  return [
    minEmployees === undefined && maxEmployees === undefined ? null : texts.employees,
    minRevenue === undefined ? null : texts.revenue,
    maxMonthsSinceFirstContact === undefined ? null : texts.firstContact,
    when.isNew === undefined ? null : texts.business,
    when.onTargetList === undefined ? null : texts.targetList,
    field === undefined ? null : `${field} = ${String(facts.fields[field])}`,
    minPageVisits === undefined ? null : texts.pageVisits,
  ].filter((text) => text !== null);
}

function knownTexts(facts: LeadFacts, lang: Lang): readonly string[] {
  const { employees, revenue, firstContact, pageVisits } = factTexts(facts, lang);
  return [employees, revenue, firstContact, pageVisits].filter((text) => text !== null);
}

function factTexts(facts: LeadFacts, lang: Lang) {
  const { employees, revenue, firstContactDay, pageVisits } = facts;
  const say = (ja: string, en: string): string => (lang === 'ja' ? ja : en);
  const number = (value: number): string => value.toLocaleString('en-US');
  return {
    employees:
      employees === null ? null : say(`従業員${number(employees)}名`, `${number(employees)} employees`),
    revenue: revenue === null ? null : say(`年商${number(revenue)}`, `yearly revenue ${number(revenue)}`),
    firstContact:
      firstContactDay === null ? null : say(`初回接点${firstContactDay}`, `first contact ${firstContactDay}`),
    business:
      facts.isExistingCustomer === true ? say('既存顧客', 'existing customer') : say('新規', 'new customer'),
    targetList:
      facts.onTargetList === true
        ? say('ターゲットリスト掲載', 'on the target list')
        : say('ターゲットリスト外', 'not on the target list'),
    pageVisits:
      pageVisits === null ? null : say(`重要ページ閲覧${pageVisits}回`, `key page visits: ${pageVisits}`),
  };
}
