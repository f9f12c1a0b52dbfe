import type { Chance } from './chance.ts';
import { COMPANY_NAMES, type CompanyName } from './names.ts';

export interface Company extends CompanyName {
  readonly number: number;
  /** Null: nobody filled it in. */
  readonly employees: number | null;
  /** Yearly revenue in JPY. */
  readonly revenue: number | null;
}

/** Hands out companies that nobody has yet. */
export type NewCompany = () => Company;

/** Share of companies and their employees; sizes nobody filled in come last. */
const SIZES: readonly (readonly [share: number, employees: readonly [min: number, max: number] | null])[] = [
  [0.33, [5, 99]],
  [0.22, [100, 299]],
  [0.2, [300, 999]],
  [0.17, [1000, 8000]],
  [0.08, null],
];
const REVENUE_PER_EMPLOYEE = [3_000_000, 30_000_000] as const;
const REVENUE_STEP = 1_000_000;
/** A prime with no factor in the number of names: walks through all of them without order. */
const STRIDE = 479;

export function companySource(chance: Chance): NewCompany {
  let number = 0;
  return () => {
    const name = COMPANY_NAMES[(number * STRIDE) % COMPANY_NAMES.length];
    if (name === undefined || number >= COMPANY_NAMES.length) throw new Error('no company names left');
    number += 1;
    return { ...name, number, ...pickSize(chance) };
  };
}

function pickSize(chance: Chance): Pick<Company, 'employees' | 'revenue'> {
  const point = chance.int(0, 999) / 1000;
  let reached = 0;
  const size = SIZES.find(([share]) => {
    reached += share;
    return point < reached;
  });
  const range = size?.[1] ?? null;
  if (range === null) return { employees: null, revenue: null };
  const employees = chance.int(...range);
  const revenue = employees * chance.int(...REVENUE_PER_EMPLOYEE);
  return { employees, revenue: Math.round(revenue / REVENUE_STEP) * REVENUE_STEP };
}
