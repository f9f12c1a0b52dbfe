import { describe, expect, it } from 'vitest';
import { CrmFailure } from '../../lib/crm/crm-failure.ts';
import { HEALTH_WORDS } from '../../lib/i18n/health.ts';
import { checkHealth, type HealthCheck } from '../../lib/pipeline/check-health.ts';
import { Scenario } from './write-back/scenario.ts';

describe('checkHealth', () => {
  it('finds store, objects and fields in order after a loop', async () => {
    const scenario = new Scenario();
    scenario.crm.show('Campaign', []);
    scenario.provide('Campaign');
    await scenario.prepare();

    const checks = await check(scenario);

    const bad = checks.filter(({ check: name, status }) => status === 'fail' && name !== 'crm');
    expect(bad).toEqual([]);
    expect(statusOf(checks, 'store')).toBe('ok');
    expect(statusOf(checks, 'salesforce fields')).toBe('ok');
  });

  it('says that nothing is computed, no spend is taken in and no target is set', async () => {
    const scenario = new Scenario();

    const checks = await check(scenario);

    expect(checks).toContainEqual(
      expect.objectContaining({ check: 'store', status: 'warn', code: 'no-snapshot' }),
    );
    expect(checks).toContainEqual(expect.objectContaining({ check: 'spend', status: 'warn' }));
    expect(checks).toContainEqual(expect.objectContaining({ check: 'targets', status: 'warn' }));
  });

  it('does not fail for an object that an account may lack', async () => {
    const scenario = new Scenario();
    scenario.crm.optionalObjects = ['CurrencyType'];
    scenario.crm.show('CurrencyType', []);
    scenario.crm.script = ({ method, object }) => {
      if (method === 'describe' && object === 'CurrencyType') throw new CrmFailure('permission', 'hidden');
      return undefined;
    };

    const checks = await check(scenario);

    const found = checks.find(({ check: name }) => name === 'salesforce CurrencyType');
    expect(found).toMatchObject({ status: 'ok', detail: HEALTH_WORDS.en.objectAbsent });
  });

  it('says of objects that were not read to their end that figures do not rest on everything', async () => {
    const scenario = new Scenario();
    await scenario.ingest();

    const checks = await check(scenario);

    const freshness = checks.find(({ check: name }) => name === 'freshness');
    expect(freshness?.status).toBe('warn');
    expect(freshness?.detail).toContain(': not read yet');
  });

  it('names the fields that are missing or hidden', async () => {
    const scenario = new Scenario({ provides: ['Opportunity'] });
    scenario.crm.show('Campaign', []);

    const checks = await check(scenario);

    const fields = checks.find(({ check: name }) => name === 'salesforce fields');
    expect(fields).toMatchObject({ status: 'fail', code: 'field-missing' });
    expect(fields?.detail).toContain('Lead.RevLoop_');
  });

  it('names channels whose closed months lack spend', async () => {
    const scenario = new Scenario();
    await scenario.spend(100_000);

    const checks = await check(scenario);

    expect(checks).toContainEqual(expect.objectContaining({ check: 'spend seminar', status: 'warn' }));
  });

  it('reports a CRM that cannot be connected and goes on', async () => {
    const scenario = new Scenario();
    const connect = () => Promise.reject(new CrmFailure('auth', 'the key was revoked'));

    const checks = await checkHealth(scenario.context, { connect, words: HEALTH_WORDS.ja });

    expect(checks).toContainEqual(
      expect.objectContaining({ check: 'crm', status: 'fail', code: 'crm-auth' }),
    );
    expect(statusOf(checks, 'targets')).toBe('warn');
  });
});

function check(scenario: Scenario): Promise<readonly HealthCheck[]> {
  const crms = new Map([['salesforce', scenario.crm]]);
  return checkHealth(scenario.context, { connect: () => Promise.resolve(crms), words: HEALTH_WORDS.en });
}

function statusOf(checks: readonly HealthCheck[], name: string): string | undefined {
  return checks.find(({ check: own }) => own === name)?.status;
}
