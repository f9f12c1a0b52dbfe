import { AppError } from '../domain/app-error.ts';
import type { Config } from '../domain/config.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Random } from '../runtime/random.ts';
import type { ApiBudget, BudgetLimits, Deadline } from './api-budget.ts';
import type { CredentialKeeper } from './credential-keeper.ts';
import type { Crm } from './crm.ts';
import { HubspotCredentialsSchema } from './hubspot/credentials.ts';
import { createHubspotCrm } from './hubspot/hubspot-crm.ts';
import { CRM_NAMES, type CrmName } from './record-maps.ts';
import { SalesforceCredentialsSchema, SIMULATOR_CREDENTIALS } from './salesforce/credentials.ts';
import { toId18 } from './salesforce/record-id.ts';
import { createSalesforceCrm } from './salesforce/salesforce-crm.ts';

export interface CrmConnection {
  readonly url: string;
  /** What the secret holds, unparsed. */
  readonly credentials: unknown;
  readonly apiVersion?: string | undefined;
  /** Of a refresh token among the credentials; left out, it is kept in this process alone. */
  readonly keeper?: CredentialKeeper | undefined;
  readonly clock: Clock;
  readonly random: Random;
  /** Shared by everything that calls this CRM; without one, an adapter paces itself within its process. */
  readonly budget?: ApiBudget | undefined;
  readonly deadline?: Deadline | undefined;
}

interface CrmEntry {
  /** Environment variable that names another address. */
  readonly urlVariable: 'REVLOOP_SALESFORCE_URL' | 'REVLOOP_HUBSPOT_URL';
  /** Where the CRM lives when nobody says otherwise; Salesforce has no address common to all. */
  readonly defaultUrl: string | undefined;
  /** Accepted by the simulator, for loopback addresses without a configured secret. */
  readonly simulatorCredentials: unknown;
  /** How the vendor limits calls. */
  readonly limits: BudgetLimits;
  /** The key of `revloop.yaml` that names the account or org the credentials must be for, and what it says. */
  readonly account: { readonly key: string; readonly of: (config: Config) => string | undefined };
  readonly create: (connection: CrmConnection) => Crm;
}

/**
 * Of a Professional account; its answers name those of others. Searches are one below the 5 a second that all apps of
 * an account share; associations are exempt.
 * https://developers.hubspot.com/docs/developer-tooling/platform/usage-guidelines
 */
const HUBSPOT_LIMITS: BudgetLimits = {
  lanes: { normal: { calls: 190, windowMs: 10_000 }, search: { calls: 4, windowMs: 1_000 } },
  day: 'midnight',
};

/** Every CRM that can be connected. A further one is one more entry, and one in `record-maps.ts`. */
export const CRMS: Readonly<Record<CrmName, CrmEntry>> = {
  salesforce: {
    urlVariable: 'REVLOOP_SALESFORCE_URL',
    defaultUrl: undefined,
    simulatorCredentials: SIMULATOR_CREDENTIALS,
    // https://developer.salesforce.com/docs/atlas.en-us.salesforce_app_limits_cheatsheet.meta/salesforce_app_limits_cheatsheet/salesforce_app_limits_platform_api.htm
    limits: { lanes: {}, day: 'rolling' },
    account: { key: 'crm.salesforce.organizationId', of: organizationIdOf },
    create: ({ credentials, ...rest }) =>
      createSalesforceCrm({
        ...rest,
        credentials: parsed(SalesforceCredentialsSchema, credentials, 'Salesforce'),
      }),
  },
  hubspot: {
    urlVariable: 'REVLOOP_HUBSPOT_URL',
    defaultUrl: 'https://api.hubapi.com',
    simulatorCredentials: { accessToken: 'sim-local' },
    limits: HUBSPOT_LIMITS,
    account: { key: 'crm.hubspot.portalId', of: ({ crm }) => crm.hubspot?.portalId },
    create: ({ credentials, ...rest }) =>
      createHubspotCrm({ ...rest, credentials: parsed(HubspotCredentialsSchema, credentials, 'HubSpot') }),
  },
};

/** The configured CRMs, in the order they are synced. */
export function configuredCrms(config: Config): readonly CrmName[] {
  return CRM_NAMES.filter((name) => config.crm[name] !== undefined);
}

function organizationIdOf({ crm }: Config): string | undefined {
  const id = crm.salesforce?.organizationId;
  return id === undefined ? undefined : toId18(id);
}

function parsed<T>(
  schema: { readonly safeParse: (value: unknown) => { success: true; data: T } | { success: false } },
  credentials: unknown,
  crm: string,
): T {
  const result = schema.safeParse(credentials);
  if (result.success) return result.data;
  throw new AppError('crm-auth', `the ${crm} secret does not hold one of the known sets of credentials`);
}
