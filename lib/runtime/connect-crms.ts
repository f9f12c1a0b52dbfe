import type { Crm } from '../crm/crm.ts';
import type { CrmName } from '../crm/record-maps.ts';
import { CRMS, configuredCrms } from '../crm/registry.ts';
import { AppError } from '../domain/app-error.ts';
import type { Config } from '../domain/config.ts';
import type { Clock } from './clock.ts';
import type { Environment } from './environment.ts';
import type { Random } from './random.ts';
import { hasSecrets, isLoopback, readSecret } from './secrets.ts';

interface ConnectOptions {
  readonly config: Config;
  readonly environment: Environment;
  readonly clock: Clock;
  readonly random: Random;
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
  const secret = await credentialsOf(name, own, options);
  const url = own ?? loginUrl(secret) ?? entry.defaultUrl;
  if (url === undefined) {
    throw new AppError('config-invalid', `no address is known for ${name}`, {
      fix: `Put "loginUrl" into the secret, or set ${entry.urlVariable}.`,
    });
  }
  const credentials = withoutLoginUrl(secret);
  return entry.create({ url, credentials, apiVersion: config.crm[name]?.apiVersion, clock, random });
}

async function credentialsOf(
  name: CrmName,
  url: string | undefined,
  options: ConnectOptions,
): Promise<unknown> {
  const secret = options.config.crm[name]?.secret;
  const isLocal = url !== undefined && isLoopback(url);
  if (isLocal && (secret === undefined || !hasSecrets(options.environment)))
    return CRMS[name].simulatorCredentials;
  if (secret === undefined) {
    throw new AppError('crm-auth', `crm.${name}.secret is not configured`, {
      fix: 'Name the secret in revloop.yaml.',
    });
  }
  return readSecret(secret);
}

function loginUrl(secret: unknown): string | undefined {
  const isRecord = typeof secret === 'object' && secret !== null && 'loginUrl' in secret;
  return isRecord && typeof secret.loginUrl === 'string' ? secret.loginUrl : undefined;
}

function withoutLoginUrl(secret: unknown): unknown {
  if (typeof secret !== 'object' || secret === null) return secret;
  return Object.fromEntries(Object.entries(secret).filter(([key]) => key !== 'loginUrl'));
}
