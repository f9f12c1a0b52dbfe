import type { CredentialKeeper } from '../../lib/crm/credential-keeper.ts';
import { createHubspotCrm } from '../../lib/crm/hubspot/hubspot-crm.ts';
import { createSalesforceCrm } from '../../lib/crm/salesforce/salesforce-crm.ts';
import { countingRandom } from '../crm/hubspot/test-account.ts';
import type { FaultStage } from './fault-stage.ts';

export const TOKEN = /POST \S*(oauth2|oauth\/v\d)\/token$/;

export const SALESFORCE_APP = {
  clientId: 'sim-app',
  clientSecret: 'sim-secret',
  refreshToken: 'sim-refresh',
};

type Credentials = typeof SALESFORCE_APP;

type Keep = (refreshToken: string) => Promise<void>;

export function salesforceOf(stage: FaultStage, credentials: Credentials, keep?: Keep) {
  const { clock, urls } = stage;
  const options = { url: urls.salesforce, credentials, clock, random: countingRandom() };
  return createSalesforceCrm({ ...options, keeper: keeperOf(credentials, keep) });
}

export function hubspotOf(stage: FaultStage, credentials: Credentials, keep?: Keep) {
  const { clock, urls } = stage;
  const options = { url: urls.hubspot, credentials, clock, random: countingRandom() };
  return createHubspotCrm({ ...options, keeper: keeperOf(credentials, keep) });
}

function keeperOf({ refreshToken }: Credentials, keep: Keep | undefined): CredentialKeeper | undefined {
  if (keep === undefined) return undefined;
  return { refresh: (use) => use({ refreshToken, keep, refuse: async () => undefined }) };
}
