import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Hono } from 'hono';
import { describe, expect, it, onTestFinished } from 'vitest';
import * as z from 'zod';
import { FIELDS } from '../../lib/crm/fields.ts';
import { HubspotCredentialsSchema } from '../../lib/crm/hubspot/credentials.ts';
import { SalesforceCredentialsSchema } from '../../lib/crm/salesforce/credentials.ts';
import { REST_ROWS } from '../../lib/crm/salesforce/read-pages.ts';
import { createSalesforceCrm } from '../../lib/crm/salesforce/salesforce-crm.ts';
import { serveOnLoopback } from '../../lib/local/simulators/serve.ts';
import { countingRandom } from '../crm/hubspot/test-account.ts';
import { type FaultStage, openFaults, runOf } from '../faults/fault-stage.ts';
import { allIds } from '../support/all-ids.ts';
import { REPOSITORY } from '../support/source-tree.ts';

const JOBS = /POST \S*\/jobs\/query$/;
const TOKEN = /oauth2\/token$/;
const MINUTE_MS = 60_000;

function adapter({ clock }: FaultStage, url: string) {
  const credentials = { clientId: 'sim-local', clientSecret: 'sim-local' };
  return createSalesforceCrm({ url, credentials, clock, random: countingRandom() });
}

describe('what jsforce would do', () => {
  it('S9 a query of more than 10,000 rows does not end there', async () => {
    const stage = await openFaults();
    const held = (await allIds(adapter(stage, stage.urls.salesforce).listIds('Contact'))).length;
    stage.salesforce.seed({ object: 'Contact', count: 10_050, valuesOf: (n) => ({ LastName: `Made ${n}` }) });
    stage.salesforce.settings.change({ pageRows: 700 });

    const ids = await allIds(adapter(stage, stage.urls.salesforce).listIds('Contact'));

    expect(new Set(ids).size).toBe(held + 10_050);
  });

  it('S11 a Bulk job that takes ten minutes is waited for, and neither deleted nor begun again', async () => {
    const stage = await openFaults();
    stage.salesforce.seed({
      object: 'Account',
      count: REST_ROWS + 50,
      valuesOf: (n) => ({ Name: `Made ${n}` }),
    });
    stage.salesforce.settings.change({ bulkJobMs: 10 * MINUTE_MS, bulkJobPolls: 1_000 });
    const startMs = stage.clock.nowMs();

    const report = await stage.sync({ crm: 'salesforce', objects: ['Account'] });

    expect(runOf(report, 'salesforce', 'Account')).toMatchObject({
      status: 'complete',
      upserted: REST_ROWS + 54,
    });
    expect(stage.clock.nowMs() - startMs).toBeGreaterThanOrEqual(10 * MINUTE_MS);
    expect(stage.seen('salesforce', JOBS)).toBe(1);
    expect(stage.seen('salesforce', /^DELETE/)).toBe(0);
  });

  it('S12 a token that is refused again after its renewal is not renewed a second time', async () => {
    const stage = await openFaults();
    const crm = adapter(stage, stage.urls.salesforce);
    await crm.count('Lead');
    stage.salesforce.faults.arm({ name: 'session-expired', calls: 10_000 });

    const provisioning = crm.provision(FIELDS);

    await expect(provisioning).rejects.toMatchObject({ failure: 'auth' });
    expect(stage.seen('salesforce', TOKEN)).toBe(2);
  });

  it('X3 every call speaks the same version, the one of 2026 unless the config names another', async () => {
    const stage = await openFaults();
    const versions = new Set<string>();
    const front = new Hono().all('*', (c) => {
      const version = /\/(?:data\/v|Soap\/m\/)(\d+\.\d)/.exec(c.req.path)?.[1];
      if (version !== undefined) versions.add(version);
      return stage.salesforce.app.fetch(c.req.raw, c.env);
    });
    const server = await serveOnLoopback(front);
    onTestFinished(server.close);
    const crm = adapter(stage, server.url);

    await crm.provision(FIELDS);
    await crm.count('Lead');

    expect([...versions]).toEqual(['66.0']);
  });

  it('X3 a name in a path is escaped', async () => {
    const stage = await openFaults();

    const describing = adapter(stage, stage.urls.salesforce).describe('Lead/describe?x=#');

    await expect(describing).rejects.toMatchObject({ failure: 'permission' });
    expect(stage.seen('salesforce', /describe$/)).toBe(1);
  });
});

const PackageSchema = z.object({ dependencies: z.record(z.string(), z.string()) });
const LockSchema = z.object({
  packages: z.record(
    z.string(),
    z.looseObject({ version: z.string().optional(), integrity: z.string().optional() }),
  ),
});
const InstalledSchema = z.object({ version: z.string() });

describe('what is installed', () => {
  it.each(['jsforce', '@hubspot/api-client'])(
    'X2 of %s is one version, whatever Node installs it: named exactly, locked with its digest',
    (name) => {
      const wanted = PackageSchema.parse(readJson('package.json')).dependencies[name];
      const locked = LockSchema.parse(readJson('package-lock.json')).packages[`node_modules/${name}`];
      const installed = InstalledSchema.parse(readJson(`node_modules/${name}/package.json`)).version;

      expect(wanted).toMatch(/^\d+\.\d+\.\d+$/);
      expect(locked).toMatchObject({ version: wanted, integrity: expect.stringMatching(/^sha512-/) });
      expect(installed).toBe(wanted);
    },
  );
});

describe('credentials', () => {
  it.each([
    ['a service key', HubspotCredentialsSchema, { accessToken: 'pat-eu1-x' }],
    ['an OAuth app', HubspotCredentialsSchema, { clientId: 'a', clientSecret: 'b', refreshToken: 'c' }],
    [
      'an app with JWT bearer',
      SalesforceCredentialsSchema,
      { clientId: 'a', username: 'b', privateKey: 'c' },
    ],
    ['an app with client credentials', SalesforceCredentialsSchema, { clientId: 'a', clientSecret: 'b' }],
  ])('X4 of %s, which can still be made, are taken', (_what, schema, secret) => {
    expect(schema.safeParse(secret).success).toBe(true);
  });

  it.each([
    ['an API key', HubspotCredentialsSchema, { hapikey: 'x' }],
    [
      'a user and a password',
      SalesforceCredentialsSchema,
      { username: 'a', password: 'b', securityToken: 'c' },
    ],
    ['a SOAP login', SalesforceCredentialsSchema, { clientId: 'a', username: 'b', password: 'c' }],
  ])('X4 of %s, which both vendors gave up, are refused', (_what, schema, secret) => {
    expect(schema.safeParse(secret).success).toBe(false);
  });
});

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(join(REPOSITORY, path), 'utf8'));
}
