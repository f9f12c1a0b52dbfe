import type { Config } from '../../domain/config.ts';
import { foldWord } from '../../domain/fold-word.ts';
import { allRecords, type PersonGroup } from './person-group.ts';
import { firstOf } from './traits.ts';

type Records = Pick<PersonGroup, 'records' | 'forebears'>;

/**
 * Whether a person's company is one that marketing aims at (ターゲット), by its firm facts.
 * Empty    null where the config names no targets; a condition on something unknown is not met
 * Source   KPI design article: ターゲットリード獲得数; kpi-methods 10, 16
 */
export function isTargetGroup(group: Records, { targets, handoff }: Config): boolean | null {
  const { accounts } = targets;
  if (accounts === undefined) return null;
  const records = allRecords(group);
  const employees = firstOf(records, (record) => record.employees);
  const revenue = firstOf(records, ({ companyRevenue }) => companyRevenue);
  const industry = firstOf(records, (record) => record.industry);
  const { minEmployees, maxEmployees, minRevenue, industries } = accounts;
  const checks = [
    minEmployees === undefined || (employees !== null && employees >= minEmployees),
    maxEmployees === undefined || (employees !== null && employees <= maxEmployees),
    minRevenue === undefined || (revenue !== null && revenue >= minRevenue),
    industries === undefined || (industry !== null && isOneOf(industry, industries)),
    accounts.onTargetList !== true || isListed(group, handoff.targetListField),
  ];
  return checks.every(Boolean);
}

/** The mark of a row; nothing where the config names no targets. */
export function targetMark(group: Records, config: Config): { readonly isTarget?: boolean } {
  const isTarget = isTargetGroup(group, config);
  return isTarget === null ? {} : { isTarget };
}

function isOneOf(word: string, words: readonly string[]): boolean {
  return words.some((other) => foldWord(other) === foldWord(word));
}

function isListed({ records }: Records, field: string): boolean {
  return records.some(({ fields }) => LISTED.has(String(fields[field] ?? '').toLowerCase()));
}

const LISTED: ReadonlySet<string> = new Set(['true', '1', 'yes']);
