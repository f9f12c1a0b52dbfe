import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { AppError } from '../domain/app-error.ts';
import type { Environment } from './environment.ts';

/**
 * The JSON a secret holds. Throws `crm-auth` where it cannot be had or read; the value never enters a message.
 * https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html
 */
export async function readSecret(name: string): Promise<unknown> {
  let text: string | undefined;
  try {
    const answer = await new SecretsManagerClient({}).send(new GetSecretValueCommand({ SecretId: name }));
    text = answer.SecretString;
  } catch (cause) {
    const kind = cause instanceof Error ? cause.name : 'unknown error';
    throw new AppError('crm-auth', `the secret ${name} cannot be read (${kind})`, {
      cause,
      fix: fixOf(name),
    });
  }
  return parseSecret(name, text);
}

/** Throws `crm-auth` where a secret holds no JSON; its value never enters the message. */
export function parseSecret(name: string, text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    throw new AppError('crm-auth', `the secret ${name} is no JSON`, { fix: fixOf(name) });
  }
}

function fixOf(name: string): string {
  return `aws secretsmanager put-secret-value --secret-id ${name} --secret-string '…' (with AWS_PROFILE or AWS_REGION set); a simulator is named with REVLOOP_SALESFORCE_URL and REVLOOP_HUBSPOT_URL`;
}

/** Whether secrets can be asked for at all: inside Lambda, or where an endpoint or a profile is configured. */
export function hasSecrets(environment: Environment): boolean {
  const { AWS_LAMBDA_FUNCTION_NAME, AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_SECRETS_MANAGER, AWS_PROFILE } =
    environment;
  return [AWS_LAMBDA_FUNCTION_NAME, AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_SECRETS_MANAGER, AWS_PROFILE].some(
    (value) => value !== undefined,
  );
}

/** Whether an address is this machine's own. */
export function isLoopback(url: string): boolean {
  const { hostname } = new URL(url);
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
