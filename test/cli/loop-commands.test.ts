import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import {
  aPlace,
  jsonOf,
  leave,
  type Place,
  put,
  type RunningCommand,
  revloop,
  start,
} from './run-revloop.ts';
import { SMALL_CONFIG, SMALL_EXPORT } from './small-export.ts';

const AddressSchema = z.object({ salesforce: z.string(), hubspot: z.string() });
const PlanSchema = z.object({
  planId: z.string(),
  changes: z.array(
    z.strictObject({
      crm: z.string(),
      object: z.string(),
      id: z.string(),
      field: z.string(),
      old: z.unknown(),
      new: z.unknown(),
    }),
  ),
  skipped: z.array(z.strictObject({ id: z.string(), reason: z.string() })),
  calls: z.record(z.string(), z.number()),
});

let place: Place;
let simulators: RunningCommand;
let crms: Record<string, string>;

/** The loop by separate commands, against simulators of their own; each test goes on where the one before stopped. */
beforeAll(async () => {
  place = aPlace();
  put(place, { ...SMALL_EXPORT, 'revloop.yaml': SMALL_CONFIG });
  simulators = start(place, ['simulate', '--from', 'export', '--as-of', '2026-07-01']);
  const addresses = AddressSchema.parse(JSON.parse(await simulators.until('stdout', /\n$/)));
  crms = { REVLOOP_SALESFORCE_URL: addresses.salesforce, REVLOOP_HUBSPOT_URL: addresses.hubspot };
});

afterAll(async () => {
  await simulators.stop();
  await leave(place);
});

function run(...args: readonly string[]) {
  return revloop(place, args, crms);
}

describe('the loop by separate commands', () => {
  it('ends with 1 and the next command where nothing was computed yet', async () => {
    const { code, stderr } = await run('kpi', 'show');

    expect(code).toBe(1);
    expect(stderr).toContain('RL-3101');
    expect(stderr).toContain('revloop sync && revloop kpi compute');
  });

  it('syncs CRM records and the spend of a folder', async () => {
    const outcome = await run('sync', '--from', 'export', '--json');

    expect(outcome.code).toBe(0);
    expect(jsonOf(outcome)).toMatchObject({
      runs: expect.arrayContaining([expect.objectContaining({ object: 'contacts', read: 2, upserted: 2 })]),
      files: [expect.objectContaining({ rows: 1, rejects: [] })],
    });
  });

  it('names progress on standard error only', async () => {
    const { stderr, stdout } = await run('sync', '--full', '--json');

    expect(stderr).toMatch(/^Sync: \S/m);
    expect(stderr).toMatch(/^Reading all of HubSpot contacts: 2 records, \d+ API calls?, about \d+ s$/m);
    expect(() => JSON.parse(stdout)).not.toThrow();
  });

  it('creates the fields, then finds all of them there', async () => {
    const first = await run('crm', 'apply', '--json');
    const second = await run('crm', 'apply', '--json');

    const ReportSchema = z.object({
      hubspot: z.object({ created: z.array(z.unknown()), failed: z.array(z.unknown()) }),
    });
    expect(ReportSchema.parse(jsonOf(first)).hubspot.created.length).toBeGreaterThan(0);
    expect(ReportSchema.parse(jsonOf(second)).hubspot).toEqual({ created: [], failed: [] });
  });

  it('plans for fields that were created after the last sync', async () => {
    await run('kpi', 'compute');

    const { code, stdout } = await run('plan');

    expect(code).toBe(0);
    expect(stdout).toContain('revloop_channel');
    expect(stdout).not.toContain('Nothing to change');
  });

  it('computes, and exits with 3 when a plan has changes and that was asked for', async () => {
    await run('sync', '--json');
    const compute = await run('kpi', 'compute', '--json');
    const plain = await run('plan', '--json');
    const detailed = await run('plan', '--detailed-exitcode', '--out', 'plan.json', '--json');

    expect([compute.code, plain.code, detailed.code]).toEqual([0, 0, 3]);
    const plan = PlanSchema.parse(jsonOf(detailed));
    expect(plan).toEqual(PlanSchema.parse(jsonOf(plain)));
    expect(new Set(plan.changes.map(({ id }) => id)).size).toBeGreaterThan(1);
    expect(plan.calls).toEqual({ hubspot: expect.any(Number) });
  });

  it('refuses a plan beyond the guard, and says how to approve it', async () => {
    const { code, stderr, stdout } = await run('apply', 'plan.json');

    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toContain('RL-2303');
    expect(stderr).toContain('--yes');
  });

  it('applies it with --yes, and has nothing left to do', async () => {
    const applied = await run('apply', 'plan.json', '--yes', '--json');
    await run('sync', '--json');
    await run('kpi', 'compute', '--json');
    const plan = await run('plan', '--detailed-exitcode', '--json');

    expect(applied.code).toBe(0);
    expect(jsonOf(applied)).toMatchObject({
      runId: expect.any(String),
      applied: 3,
      rejected: [],
      unknown: 0,
      calls: { hubspot: expect.any(Number) },
    });
    expect(plan.code).toBe(0);
    expect(jsonOf(plan)).toMatchObject({ changes: [], calls: { hubspot: 0 } });
  });

  it('is never cleared by a demo', async () => {
    const demo = await run('demo', '--from', 'export', '--config', 'revloop.yaml', '--once');
    const after = await run('kpi', 'show', '--period', 'all', '--json');

    expect(demo.code).toBe(2);
    expect(demo.stderr).toContain('RL-3002');
    expect(demo.stderr).toContain('REVLOOP_HOME=');
    expect(jsonOf(after)).toMatchObject({ blended: { leads: 2, won: 1 } });
  });
});

describe('credentials', () => {
  it('of another kind than sim- are refused by the simulators as the vendors do', async () => {
    const hubspot = await fetch(`${crms['REVLOOP_HUBSPOT_URL']}/crm/v3/objects/contacts`, {
      headers: { authorization: 'Bearer other' },
    });
    const salesforce = await fetch(`${crms['REVLOOP_SALESFORCE_URL']}/services/oauth2/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: 'other',
        client_secret: 'other',
      }),
    });

    expect(hubspot.status).toBe(401);
    expect(salesforce.status).toBe(400);
    expect(await salesforce.json()).toMatchObject({ error: 'invalid_client' });
  });
});
