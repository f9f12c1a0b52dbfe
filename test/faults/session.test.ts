import { Hono } from 'hono';
import { describe, expect, it, onTestFinished } from 'vitest';
import { serveOnLoopback } from '../../lib/local/simulators/serve.ts';
import { watchChunks } from '../support/chunk-watch.ts';
import { failuresOf, openFaults, runOf, syncedStage } from './fault-stage.ts';
import { hubspotOf, SALESFORCE_APP, salesforceOf, TOKEN } from './session-stage.ts';

const MINUTE_MS = 60_000;

const MANY = 10_000;

const HUBSPOT_APP = { clientId: 'sim-app', clientSecret: 'sim-secret', refreshToken: 'sim-refresh' };

describe('a session that ends early', () => {
  it('F02 F05 is renewed once for all objects that are read at once, and nothing is lost', async () => {
    const stage = await openFaults();
    stage.salesforce.faults.arm({ name: 'token-expired', calls: 1, object: 'Lead' });

    const report = await stage.sync({ crm: 'salesforce' });

    expect(stage.salesforce.faults.armed()).toEqual([]);
    expect(failuresOf(report)).toEqual([]);
    expect(stage.seen('salesforce', TOKEN)).toBe(2);
    expect((await stage.differences()).filter((line) => line.startsWith('salesforce'))).toEqual([]);
  });

  it('F02 and that no renewal heals stops as an error of the connection, after two attempts', async () => {
    const stage = await syncedStage();
    stage.salesforce.calls.reset();
    stage.salesforce.faults.arm({ name: 'session-expired', calls: MANY, object: 'Lead' });

    const report = await stage.sync({ crm: 'salesforce', objects: ['Lead'] });

    expect(failuresOf(report)).toEqual(['salesforce Lead failed crm-auth']);
    expect(stage.seen('salesforce', /./, 'Lead')).toBe(2);
    expect(stage.seen('salesforce', TOKEN)).toBe(2);
  });

  it.each(['unauthorized', 'token-revoked'])(
    'F02 of a service key ends as an error of the connection, with one call for all objects: %s',
    async (name) => {
      const stage = await syncedStage();
      stage.hubspot.calls.reset();
      stage.hubspot.faults.arm({ name, calls: MANY });

      const report = await stage.sync({ crm: 'hubspot', objects: ['contacts', 'deals'] });

      expect(failuresOf(report)).toEqual([
        'hubspot contacts failed crm-auth',
        'hubspot deals failed crm-auth',
      ]);
      expect(stage.seen('hubspot')).toBe(1);
    },
  );
});

describe('a token endpoint', () => {
  it('F03 that takes the refresh token no longer is asked once, and nothing else is', async () => {
    const stage = await openFaults();
    stage.hubspot.faults.arm({ name: 'invalid-grant', calls: MANY });
    const crm = hubspotOf(stage, HUBSPOT_APP);

    const describing = crm.describe('contacts');

    await expect(describing).rejects.toMatchObject({ failure: 'auth' });
    expect(stage.seen('hubspot')).toBe(1);
  });

  it('F06 that is down for a moment is asked again', async () => {
    const stage = await openFaults();
    stage.salesforce.faults.arm({ name: 'token-unavailable', calls: 2 });

    const report = await stage.sync({ crm: 'salesforce' });

    expect(stage.salesforce.faults.armed()).toEqual([]);
    expect(failuresOf(report)).toEqual([]);
  });

  it('F06 that is down when it is time to renew does not end a session that still holds', async () => {
    const stage = await openFaults();
    const crm = salesforceOf(stage, SALESFORCE_APP);
    await crm.count('Lead');
    stage.clock.advance(26 * MINUTE_MS);
    stage.salesforce.faults.arm({ name: 'token-unavailable', calls: MANY });

    const count = await crm.count('Lead');

    expect(count).toBeGreaterThan(0);
    expect(stage.salesforce.faults.armed()).not.toEqual([]);
  });

  it('F06 of HubSpot that is down for long is an outage, not a lost connection', async () => {
    const stage = await openFaults();
    stage.hubspot.faults.arm({ name: 'token-server-error', calls: MANY });

    const describing = hubspotOf(stage, HUBSPOT_APP).describe('contacts');

    await expect(describing).rejects.toMatchObject({ failure: 'transient', wasSent: false });
  });

  it('F07 F96 that names another host of the org is followed there', async () => {
    const stage = await openFaults();
    let atNewHost = 0;
    const org = new Hono().all('*', (c) => {
      atNewHost += 1;
      return stage.salesforce.app.fetch(c.req.raw, c.env);
    });
    const moved = await serveOnLoopback(org);
    onTestFinished(moved.close);
    stage.salesforce.settings.change({ movedToUrl: moved.url });
    stage.salesforce.faults.arm({ name: 'instance-moved', calls: 1 });

    const report = await stage.sync({ crm: 'salesforce', objects: ['Lead'] });

    expect(failuresOf(report)).toEqual([]);
    expect(atNewHost).toBe(stage.seen('salesforce') - stage.seen('salesforce', TOKEN));
  });

  it.each([
    'https://moved.example.com',
    'http://169.254.169.254',
    'https://login.salesforce.com.evil.example',
  ])('F07 F96 that names %s is not followed, and no token goes there', async (movedToUrl) => {
    const stage = await openFaults();
    stage.salesforce.settings.change({ movedToUrl });
    stage.salesforce.faults.arm({ name: 'instance-moved', calls: MANY });

    const report = await stage.sync({ crm: 'salesforce', objects: ['Lead'] });

    expect(failuresOf(report)).toEqual(['salesforce Lead failed crm-auth']);
    expect(stage.seen('salesforce', /./, 'Lead')).toBe(0);
  });
});

describe('a query locator', () => {
  it('F08 that died with the session is not missed: the read goes on by its own place', async () => {
    const stage = await openFaults();
    stage.salesforce.settings.change({ locatorsBoundToSession: true, pageRows: 3 });
    let pages = 0;

    const report = await stage.sync({
      crm: 'salesforce',
      objects: ['Lead'],
      before: (crm) =>
        watchChunks(crm, {
          before: () => {
            pages += 1;
            if (pages === 2) stage.salesforce.faults.arm({ name: 'token-expired', calls: 1, object: 'Lead' });
          },
        }),
    });

    stage.salesforce.settings.change({ pageRows: 2000 });
    expect(stage.salesforce.faults.armed()).toEqual([]);
    expect(failuresOf(report)).toEqual([]);
    expect(pages).toBeGreaterThan(2);
    expect((await stage.differences()).filter((line) => line.startsWith('salesforce Lead'))).toEqual([]);
  });
});

describe('a scope that an admin took away', () => {
  it('F10 stops its own object by two calls at most; the others go on, and it heals with the scope', async () => {
    const stage = await syncedStage();
    await stage.edit(12);
    stage.hubspot.portal.settings.change({ hiddenObjects: ['contacts'] });
    stage.hubspot.calls.reset();

    const report = await stage.sync({ crm: 'hubspot' });

    const contactCalls = stage.seen('hubspot', /\/(?:objects|properties)\//, 'contacts');
    stage.hubspot.portal.settings.change({ hiddenObjects: [] });
    stage.clock.advance(MINUTE_MS);
    await stage.sync();
    expect(failuresOf(report)).toEqual(['hubspot contacts failed crm-permission']);
    expect(contactCalls).toBeLessThanOrEqual(2);
    expect(runOf(report, 'hubspot', 'deals').status).toBe('complete');
    expect(await stage.differences()).toEqual([]);
  });
});
