import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { AppError } from '../../lib/domain/app-error.ts';
import type { DeploySettings } from '../settings.ts';

/** Configured CRMs and the name of the secret of each. Throws `config-invalid` where a CRM names none. */
export function crmSecretNames({ config }: DeploySettings): ReadonlyMap<string, string> {
  const { salesforce, hubspot } = config.crm;
  return new Map(
    Object.entries({ salesforce, hubspot }).flatMap(([crm, connection]) =>
      connection === undefined ? [] : [[crm, named(crm, connection.secret)]],
    ),
  );
}

function named(crm: string, secret: string | undefined): string {
  if (secret !== undefined) return secret;
  throw new AppError('config-invalid', `crm.${crm}.secret is not configured, and a deployment reads it`, {
    fix: `Name the secret in revloop.yaml, such as revloop/${crm}.`,
  });
}

/** One secret per configured CRM, with a placeholder that is no credential: an admin puts the value in. */
export function createCrmSecrets(
  scope: Construct,
  settings: DeploySettings,
  key: Key,
): ReadonlyMap<string, Secret> {
  const group = new Construct(scope, 'Secrets');
  return new Map(
    [...crmSecretNames(settings)].map(([crm, secretName]) => {
      const description = `Credentials of RevLoop in ${crm}`;
      return [crm, createSecret(group, crm, { secretName, description, key })];
    }),
  );
}

/** The secret that HubSpot's webhooks are signed with: one of its own, or that of a CRM where the config names it. */
export function createWebhookSecret(
  scope: Construct,
  settings: DeploySettings,
  { key, secrets }: { readonly key: Key; readonly secrets: ReadonlyMap<string, Secret> },
): Secret | undefined {
  const secretName = settings.config.crm.hubspot?.webhooks?.secret;
  if (secretName === undefined) return undefined;
  const [shared] = [...crmSecretNames(settings)].filter(([, name]) => name === secretName);
  if (shared !== undefined) return secrets.get(shared[0]);
  const description = 'Client secret that the webhooks of HubSpot are signed with';
  return createSecret(scope, 'WebhookSecret', { secretName, description, key });
}

function createSecret(
  scope: Construct,
  id: string,
  { secretName, description, key }: { secretName: string; description: string; key: Key },
): Secret {
  const secret = new Secret(scope, id, {
    secretName,
    description,
    encryptionKey: key,
    removalPolicy: RemovalPolicy.RETAIN,
  });
  Validations.of(secret).acknowledge({
    id: 'AwsSolutions-SMG4',
    reason: 'The CRM issues these credentials; an admin renews them there, AWS cannot.',
  });
  return secret;
}
