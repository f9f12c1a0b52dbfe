import { describe, expect, it } from 'vitest';
import type { CrmName } from '../../lib/crm/record-maps.ts';
import { connectCrms } from '../../lib/runtime/connect-crms.ts';
import { readEnvironment } from '../../lib/runtime/environment.ts';
import { markAccountId } from '../../lib/store/account-store.ts';
import { aConfig } from '../support/builders.ts';
import { createCountingRandom } from '../support/manual-clock.ts';
import { storeState } from '../support/store-state.ts';
import { type FaultStage, failuresOf, openFaults, syncedStage } from './fault-stage.ts';

const PORTAL = '147000001';
const ORG = '00DSM00000000012AA';
const MANY = 1000;

/** The adapter of a process whose `revloop.yaml` names an account. */
async function connectedTo(stage: FaultStage, crm: CrmName, settings: Readonly<Record<string, unknown>>) {
  const environment = {
    ...readEnvironment(),
    REVLOOP_SALESFORCE_URL: stage.urls.salesforce,
    REVLOOP_HUBSPOT_URL: stage.urls.hubspot,
  };
  const config = aConfig({ crm: { [crm]: settings } });
  const { clock, table } = stage;
  const crms = await connectCrms({ config, environment, clock, random: createCountingRandom('own'), table });
  const connected = crms.get(crm);
  if (connected === undefined) throw new Error(`${crm} is not connected`);
  return connected;
}

describe('credentials of another account', () => {
  it('F09 than the one whose records the store holds are refused before any record is read', async () => {
    const stage = await syncedStage();
    const before = recordsOf(stage);
    stage.hubspot.calls.reset();
    stage.hubspot.faults.arm({ name: 'other-portal', calls: MANY });

    const report = await stage.sync({ crm: 'hubspot', objects: ['contacts', 'deals'] });

    expect(failuresOf(report)).toEqual([
      'hubspot contacts failed crm-account',
      'hubspot deals failed crm-account',
    ]);
    expect(stage.seen('hubspot')).toBe(stage.seen('hubspot', /account-info/));
    expect(stage.seen('hubspot')).toBe(1);
    expect(before.length).toBeGreaterThan(0);
    expect(recordsOf(stage)).toEqual(before);
  });

  it('F09 write nothing either', async () => {
    const stage = await syncedStage();
    stage.hubspot.faults.arm({ name: 'other-portal', calls: MANY });
    const crm = (await stage.connect()).get('hubspot');

    const written = crm?.write('contacts', [{ id: '1', fields: { firstname: 'x' } }]);

    await expect(written).rejects.toMatchObject({
      code: 'crm-account',
      message: expect.stringContaining(`the store holds records of ${PORTAL}`),
    });
  });

  it('F09 are refused in Salesforce by the org that the token names, without a call', async () => {
    const stage = await openFaults();
    await markAccountId(stage.table, 'salesforce', '00D000000000009EAA');

    const report = await stage.sync({ crm: 'salesforce', objects: ['Lead'] });

    expect(failuresOf(report)).toEqual(['salesforce Lead failed crm-account']);
    expect(stage.seen('salesforce')).toBe(stage.seen('salesforce', /token$/));
  });

  it('F09 are not asked about several objects at once either', async () => {
    const stage = await openFaults();
    await markAccountId(stage.table, 'salesforce', '00D000000000009EAA');

    const report = await stage.sync({ crm: 'salesforce', objects: ['Lead', 'Contact'] });

    expect(failuresOf(report)).toEqual([
      'salesforce Lead failed crm-account',
      'salesforce Contact failed crm-account',
    ]);
    expect(stage.seen('salesforce')).toBe(stage.seen('salesforce', /token$/));
  });

  it.each([
    ['hubspot', { portalId: 1 }, 'crm.hubspot.portalId is 1'],
    [
      'salesforce',
      { organizationId: '00D000000000009' },
      'crm.salesforce.organizationId is 00D000000000009EAA',
    ],
  ] as const)('F09 than the configured one are refused: %s', async (name, settings, why) => {
    const stage = await openFaults();
    const crm = await connectedTo(stage, name, settings);

    const described = crm.describe(crm.objects[0] ?? '');

    await expect(described).rejects.toMatchObject({
      code: 'crm-account',
      message: expect.stringContaining(why),
    });
  });

  it.each([
    ['hubspot', { portalId: PORTAL }],
    ['salesforce', { organizationId: ORG.slice(0, 15) }],
  ] as const)('are not those that the configured account gave: %s', async (name, settings) => {
    const stage = await openFaults();
    const crm = await connectedTo(stage, name, settings);

    const counted = await crm.count(name === 'hubspot' ? 'contacts' : 'Lead');

    expect(counted).toBeGreaterThan(0);
  });

  it('F09 are refused by whoever cannot tell, once an account is configured', async () => {
    const stage = await openFaults();
    stage.hubspot.faults.arm({ name: 'missing-scopes', calls: MANY });
    const crm = await connectedTo(stage, 'hubspot', { portalId: PORTAL });

    const counted = crm.count('contacts');

    await expect(counted).rejects.toMatchObject({ code: 'crm-account' });
  });
});

function recordsOf({ table }: FaultStage) {
  return storeState(table).filter(({ pk }) => pk.startsWith('REC#'));
}
