import { daysBetween } from '../domain/calendar.ts';
import type { LedgerRow } from '../domain/ledger.ts';
import type { FactCell } from './fact-cell.ts';
import { type FollowUp, kaplanMeier } from './methods/kaplan-meier.ts';

/**
 * How long leads take to be won, pooled over channels: of the leads that will be won within the longest
 * follow-up, `shares[i]` are won by `days[i]` days after they became leads. Plain JSON.
 */
export interface LagCurve {
  readonly asOf: string;
  readonly leads: number;
  readonly wins: number;
  readonly days: readonly number[];
  /** Rising to 1; empty where nothing was won yet. */
  readonly shares: readonly number[];
}

/** Leads that began on one day. */
export interface LeadDay {
  readonly day: string;
  readonly leads: number;
}

/**
 * Learns the lag from lead to won from lead rows; open leads are censored at `asOf`.
 * Formula  F = (1 − Kaplan–Meier survival) ÷ its last value
 * Left out undated leads, existing customers, leads after `asOf`, and wins before the lead (data errors)
 * Empty    no wins: a curve without points
 * Source   definitions.md, Verdict; kpi-methods 70, 73
 */
export function lagCurve(rows: readonly LedgerRow[], asOf: string): LagCurve {
  const followUps = rows.flatMap((row) => followUpOf(row, asOf));
  const steps = kaplanMeier(followUps);
  const last = 1 - (steps.at(-1)?.survival ?? 1);
  return {
    asOf,
    leads: followUps.length,
    wins: followUps.filter((followUp) => followUp.isEvent).length,
    days: steps.map((step) => step.time),
    shares: steps.map((step) => (1 - step.survival) / last),
  };
}

/**
 * How far leads have come on their way: 1 means that the wins to come from them have come.
 * Formula  Σ leads · F(age on `asOf`) ÷ Σ leads
 * Unit     ratio 0–1
 * Empty    null without leads or without a curve
 * Source   definitions.md, Verdict
 */
export function maturity(leadDays: readonly LeadDay[], curve: LagCurve, asOf: string): number | null {
  if (curve.days.length === 0) return null;
  let leads = 0;
  let matured = 0;
  for (const { day, leads: count } of leadDays) {
    leads += count;
    matured += count * shareAt(curve, daysBetween(day, asOf));
  }
  return leads === 0 ? null : matured / leads;
}

/** Leads by day out of cells; undated ones have no age and are left out. */
export function leadDaysOf(cells: readonly FactCell[]): readonly LeadDay[] {
  return cells.flatMap(({ day, lead }) => (day === null || lead === 0 ? [] : [{ day, leads: lead }]));
}

function followUpOf(row: LedgerRow, asOf: string): readonly FollowUp[] {
  if (row.stage !== 'lead' || row.day === null || row.day > asOf) return [];
  if (row.flags.includes('existing-customer')) return [];
  const { wonDay } = row;
  if (wonDay === undefined || wonDay === null || wonDay > asOf)
    return [{ time: daysBetween(row.day, asOf), isEvent: false }];
  if (wonDay < row.day) return [];
  return [{ time: daysBetween(row.day, wonDay), isEvent: true }];
}

/** How many of the wins to come have come at an age in days; 0 before the first. */
export function shareAt(curve: LagCurve, age: number): number {
  let share = 0;
  for (const [index, days] of curve.days.entries()) {
    if (days > age) break;
    share = curve.shares[index] ?? share;
  }
  return share;
}
