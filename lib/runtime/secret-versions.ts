import { hash } from 'node:crypto';
import {
  GetSecretValueCommand,
  InvalidParameterException,
  InvalidRequestException,
  PutSecretValueCommand,
  ResourceExistsException,
  ResourceNotFoundException,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import { AppError } from '../domain/app-error.ts';
import { parseSecret } from './secrets.ts';

export interface SecretVersion {
  readonly version: string;
  /** The JSON it holds. */
  readonly value: unknown;
}

/** A secret that is replaced only in the version that was read. */
export interface SecretVersions {
  /** The version in use. One that was stored and not put into use, because its process died, is put into use first. */
  readonly load: () => Promise<SecretVersion>;
  /** Stores the value that takes the place of `version` and puts it into use; false where another has taken it. */
  readonly replace: (version: string, value: unknown) => Promise<boolean>;
}

const IN_USE = 'AWSCURRENT';
/** Keeps a version that waits to be put into use: one without any label may be deleted. */
const NEXT = 'REVLOOP_NEXT';
/** More than processes that could each have died once between two looks. */
const LONGEST_CHAIN = 10;

/**
 * Each version has one possible successor, whose id is made from its own: of two processes that would replace the same
 * version, Secrets Manager takes the first alone. A successor is stored under a label of its own, then put into use if
 * its predecessor still is.
 * https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutSecretValue.html (ClientRequestToken)
 * https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_UpdateSecretVersionStage.html (RemoveFromVersionId)
 */
export function createSecretVersions(name: string): SecretVersions {
  const client = new SecretsManagerClient({});

  const read = async (versionId?: string): Promise<SecretVersion | undefined> => {
    const which = versionId === undefined ? { VersionStage: IN_USE } : { VersionId: versionId };
    try {
      const answer = await client.send(new GetSecretValueCommand({ SecretId: name, ...which }));
      return { version: answer.VersionId ?? '', value: parseSecret(name, answer.SecretString) };
    } catch (cause) {
      if (versionId !== undefined && isAbsent(cause)) return undefined;
      throw unreachable(name, cause);
    }
  };
  const current = async (): Promise<SecretVersion> => {
    const found = await read();
    if (found === undefined) throw new AppError('crm-auth', `the secret ${name} holds nothing`);
    return found;
  };
  const putIntoUse = async (version: string, next: string): Promise<boolean> => {
    const move = { VersionStage: IN_USE, MoveToVersionId: next, RemoveFromVersionId: version };
    try {
      await client.send(new UpdateSecretVersionStageCommand({ SecretId: name, ...move }));
      return true;
    } catch (cause) {
      if (!(cause instanceof InvalidParameterException) && !(cause instanceof InvalidRequestException))
        throw unreachable(name, cause);
      // Somebody was faster: with this very version, or with credentials that an admin put there.
      return (await current()).version === next;
    }
  };

  return {
    load: async () => {
      let found = await current();
      for (let step = 0; step < LONGEST_CHAIN; step += 1) {
        const next = await read(successorOf(found.version));
        if (next === undefined) return found;
        found = (await putIntoUse(found.version, next.version)) ? next : await current();
      }
      return found;
    },
    replace: async (version, value) => {
      const next = successorOf(version);
      const put = { ClientRequestToken: next, VersionStages: [NEXT], SecretString: JSON.stringify(value) };
      try {
        await client.send(new PutSecretValueCommand({ SecretId: name, ...put }));
      } catch (cause) {
        if (cause instanceof ResourceExistsException) return false;
        throw unreachable(name, cause);
      }
      return putIntoUse(version, next);
    },
  };
}

/** 32 to 64 characters, as an id of a version has to be. */
function successorOf(version: string): string {
  return hash('sha256', `revloop ${version}`, 'hex');
}

function isAbsent(cause: unknown): boolean {
  return cause instanceof ResourceNotFoundException || cause instanceof InvalidParameterException;
}

function unreachable(name: string, cause: unknown): AppError {
  if (cause instanceof AppError) return cause;
  const kind = cause instanceof Error ? cause.name : 'unknown error';
  return new AppError('crm-auth', `the secret ${name} cannot be read or replaced (${kind})`, {
    cause,
    fix: `Allow secretsmanager:GetSecretValue, PutSecretValue and UpdateSecretVersionStage on ${name}.`,
  });
}
