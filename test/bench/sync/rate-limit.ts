import { ingestCrm } from '../../../lib/pipeline/ingest-crm.ts';
import { systemClock } from '../../../lib/runtime/clock.ts';
import { callsOf } from '../../support/seeded-crms.ts';
import type { Findings, Goal } from './goal.ts';
import { aBench, withCrms, withoutSweeps } from './stage.ts';

/** Time that a call takes on its way to HubSpot and back. */
const LATENCY_MS = 120;
const WINDOW_MS = 10_000;

interface Case {
  readonly what: string;
  readonly perObject: number;
  readonly perTenSeconds: number;
  readonly allowed: number;
}

/** A limit of a Professional account, and what other apps may leave of it. */
const CASES: readonly Case[] = [
  { what: 'of 190 / 10 s', perObject: 10_000, perTenSeconds: 190, allowed: 1.1 },
  { what: 'squeezed to 30 / 10 s', perObject: 3_000, perTenSeconds: 30, allowed: 1.25 },
];

/** Wall time of a first read of two objects side by side, against counted calls at the limit's pace. */
export async function measureRateLimit(): Promise<Findings> {
  const goals: Goal[] = [];
  const notes: string[] = [];
  for (const one of CASES) {
    const found = await measureCase(one);
    goals.push(...found.goals);
    notes.push(...found.notes);
  }
  return { goals, notes };
}

function measureCase({ what, perObject, perTenSeconds, allowed }: Case): Promise<Findings> {
  const plan = { hubspot: { contacts: perObject, deals: perObject } };
  const limits = { perTenSeconds, searchPerSecond: 5, perDay: 1e6 };
  return withCrms(plan, (crms) => read(crms), { limits, latencyMs: LATENCY_MS });

  async function read(crms: Parameters<Parameters<typeof withCrms>[1]>[0]): Promise<Findings> {
    const { context, crm, holds } = aBench('hubspot', crms, systemClock);
    const startMs = systemClock.nowMs();
    const { runs } = await ingestCrm(context, withoutSweeps(crm), { objects: ['contacts', 'deals'] });
    const seconds = (systemClock.nowMs() - startMs) / 1000;
    const stored = runs.reduce((sum, run) => sum + run.upserted, 0);
    if (stored !== 2 * perObject)
      throw new Error(`${what}: ${stored} of ${2 * perObject} records were stored: ${JSON.stringify(runs)}`);
    const calls = await crms.calls('hubspot');
    // Searches have a limit of their own (`x-hubspot-rate-limit-exemptions`).
    const counted = callsOf(calls) - callsOf(calls, undefined, /\/search$/);
    const bound = (counted * WINDOW_MS) / perTenSeconds / 1000;
    return {
      goals: [
        {
          what: `2 × ${perObject.toLocaleString('en')} records ${what}`,
          measured: seconds,
          bound,
          allowed,
          unit: 's',
        },
        { what: `answers 429 ${what}`, measured: holds(), bound: 0, allowed: 0, unit: 'answers' },
      ],
      notes: [
        `${what}: ${counted} counted calls and ${callsOf(calls) - counted} searches; all ${stored} records stored`,
      ],
    };
  }
}
