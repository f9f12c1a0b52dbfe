import { describe, expect, it } from 'vitest';
import { type FaultStage, openFaults } from './fault-stage.ts';
import { hubspotOf, SALESFORCE_APP, salesforceOf, TOKEN } from './session-stage.ts';

describe('a refresh token that is replaced', () => {
  it.each([
    ['salesforce', salesforceOf, 'Lead'],
    ['hubspot', hubspotOf, 'contacts'],
  ] as const)(
    'F04 in %s is kept before its session is used, and the kept one goes on',
    async (name, connect, object) => {
      const stage = await openFaults();
      rotate(stage);
      const kept: { readonly token: string; readonly callsBefore: number }[] = [];
      const crm = connect(stage, SALESFORCE_APP, async (token) => {
        kept.push({ token, callsBefore: stage.seen(name, /./, object) });
      });

      await crm.count(object);

      const [first] = kept;
      const next = connect(
        stage,
        { ...SALESFORCE_APP, refreshToken: first?.token ?? '' },
        async () => undefined,
      );
      expect(kept).toEqual([{ token: expect.not.stringMatching(/^sim-refresh$/), callsBefore: 0 }]);
      expect(await next.count(object)).toBeGreaterThan(0);
    },
  );

  it.each([
    ['salesforce', salesforceOf, 'Lead'],
    ['hubspot', hubspotOf, 'contacts'],
  ] as const)('F04 in %s and cannot be kept is not used', async (name, connect, object) => {
    const stage = await openFaults();
    rotate(stage);
    const crm = connect(stage, SALESFORCE_APP, () => Promise.reject(new Error('the secret is locked')));

    const counting = crm.count(object);

    await expect(counting).rejects.toThrow();
    expect(stage.seen(name, /./, object)).toBe(0);
  });

  it('F04 and was lost by a death ends the next process as disconnected, after one call', async () => {
    const stage = await openFaults();
    stage.salesforce.settings.change({ rotatesRefreshTokens: true });
    const dying = salesforceOf(stage, SALESFORCE_APP, () => Promise.reject(new Error('dead')));
    await expect(dying.count('Lead')).rejects.toThrow();
    const before = stage.seen('salesforce', TOKEN);

    const counting = salesforceOf(stage, SALESFORCE_APP).count('Lead');

    await expect(counting).rejects.toMatchObject({
      failure: 'auth',
      message: expect.stringContaining('connect again'),
    });
    expect(stage.seen('salesforce', TOKEN) - before).toBe(1);
  });
});

/** Both CRMs replace a refresh token when it is used. */
function rotate({ salesforce, hubspot }: FaultStage): void {
  salesforce.settings.change({ rotatesRefreshTokens: true });
  hubspot.faults.arm({ name: 'token-rotated', calls: 1 });
}
