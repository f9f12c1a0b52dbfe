import { type ApiBudget, type Deadline, noDeadline } from '../crm/api-budget.ts';
import type { CredentialKeeper } from '../crm/credential-keeper.ts';
import type { Crm } from '../crm/crm.ts';
import type { CrmName } from '../crm/record-maps.ts';
import { CRMS, configuredCrms } from '../crm/registry.ts';
import { AppError } from '../domain/app-error.ts';
import type { Config } from '../domain/config.ts';
import { ApiBudgetSchema } from '../domain/config-crm.ts';
import type { Table } from '../store/table.ts';
import { createApiBudget } from './api-budget.ts';
import type { Clock } from './clock.ts';
import { createCredentialKeeper } from './credential-keeper.ts';
import type { Environment } from './environment.ts';
import { guardAccount } from './guard-account.ts';
import type { Random } from './random.ts';
import { createSecretVersions } from './secret-versions.ts';
import { hasSecrets, isLoopback, readSecret } from './secrets.ts';

/** What the pipeline gives every step, with the environment. */
interface ConnectOptions {
  /** Where the budget of calls is shared; the embedded store does as well as DynamoDB. */
  readonly table: Table;
  readonly config: Config;
  readonly environment: Environment;
  readonly clock: Clock;
  readonly random: Random;
  readonly deadline?: Deadline;
  /** Calls that earlier parts of the run have made; they count for the run's share of the day. */
  readonly callsBefore?: number;
}

/** Adapters of all configured CRMs, with their credentials. Throws `crm-auth` or `config-invalid`. */
export async function connectCrms(options: ConnectOptions): Promise<ReadonlyMap<string, Crm>> {
  const names = configuredCrms(options.config);
  return new Map(
    await Promise.all(names.map(async (name) => [name, await connectCrm(name, options)] as const)),
  );
}

/** The adapter of one CRM. */
export async function connectCrm(name: CrmName, options: ConnectOptions): Promise<Crm> {
  const { config, environment, clock, random } = options;
  const entry = CRMS[name];
  const own = environment[entry.urlVariable];
  if (own !== undefined && !URL.canParse(own))
    throw new AppError('config-invalid', `${entry.urlVariable} is ${own}, which is no address`);
  const { secret, keeper } = await credentialsOf(name, own, options);
  const url = own ?? loginUrl(secret) ?? entry.defaultUrl;
  if (url === undefined) {
    throw new AppError('config-invalid', `no address is known for ${name}`, {
      fix: `Put "loginUrl" into the secret, or set ${entry.urlVariable}.`,
    });
  }
  const credentials = withoutLoginUrl(secret);
  const { deadline = noDeadline() } = options;
  const budget = budgetOf(name, { ...options, deadline });
  const { apiVersion } = config.crm[name] ?? {};
  const crm = entry.create({ url, credentials, keeper, apiVersion, clock, random, budget, deadline });
  const { key, of: accountOf } = entry.account;
  return guardAccount(crm, { table: options.table, key, configured: accountOf(config) });
}

function budgetOf(name: CrmName, options: ConnectOptions & { readonly deadline: Deadline }): ApiBudget {
  const { config, table, clock, random, deadline, callsBefore } = options;
  const settings = config.crm[name]?.apiBudget ?? ApiBudgetSchema.parse({});
  const { limits } = CRMS[name];
  const timeZone = settings.timeZone ?? config.timezone;
  return createApiBudget({
    crm: name,
    limits,
    settings,
    timeZone,
    table,
    clock,
    random,
    deadline,
    callsBefore,
  });
}

async function credentialsOf(
  name: CrmName,
  url: string | undefined,
  options: ConnectOptions,
): Promise<{ readonly secret: unknown; readonly keeper?: CredentialKeeper }> {
  const secretName = options.config.crm[name]?.secret;
  const isLocal = url !== undefined && isLoopback(url);
  if (isLocal && (secretName === undefined || !hasSecrets(options.environment)))
    return { secret: CRMS[name].simulatorCredentials };
  if (secretName === undefined) {
    throw new AppError('crm-auth', `crm.${name}.secret is not configured`, {
      fix: 'Name the secret in revloop.yaml.',
    });
  }
  const secret = await readSecret(secretName);
  const { table, clock, random } = options;
  const kept = { crm: name, secretName, secret: createSecretVersions(secretName), table, clock, random };
  return hasRefreshToken(secret) ? { secret, keeper: createCredentialKeeper(kept) } : { secret };
}

function hasRefreshToken(secret: unknown): boolean {
  return typeof secret === 'object' && secret !== null && 'refreshToken' in secret;
}

function loginUrl(secret: unknown): string | undefined {
  const isRecord = typeof secret === 'object' && secret !== null && 'loginUrl' in secret;
  return isRecord && typeof secret.loginUrl === 'string' ? secret.loginUrl : undefined;
}

function withoutLoginUrl(secret: unknown): unknown {
  if (typeof secret !== 'object' || secret === null) return secret;
  return Object.fromEntries(Object.entries(secret).filter(([key]) => key !== 'loginUrl'));
}
