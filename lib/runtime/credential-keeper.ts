import * as z from 'zod/mini';
import type { CredentialKeeper, HeldToken } from '../crm/credential-keeper.ts';
import { CrmFailure } from '../crm/crm-failure.ts';
import { AppError } from '../domain/app-error.ts';
import { loadDisconnection, saveDisconnection } from '../store/connection-store.ts';
import { acquireLease, releaseLease } from '../store/sync-store.ts';
import type { Table } from '../store/table.ts';
import type { Clock } from './clock.ts';
import type { Random } from './random.ts';
import type { SecretVersion, SecretVersions } from './secret-versions.ts';

interface KeeperOptions {
  readonly crm: string;
  /** Name of the secret, for those who have to put other credentials there. */
  readonly secretName: string;
  readonly secret: SecretVersions;
  readonly table: Table;
  readonly clock: Clock;
  readonly random: Random;
}

/** What the lease of a refresh is of; no CRM has an object of that name. */
const LEASED = 'credentials';

const TokenSchema = z.looseObject({ refreshToken: z.string() });

/**
 * Keeps a refresh token in its secret. A lease lets one process refresh at a time, and the next one reads what that
 * one stored. The lease only saves calls: a new token takes the place of the version it was granted for or of none, so
 * that never two of them are in use, whenever a process dies. A token that was lost on the way ends the connection.
 */
export function createCredentialKeeper(options: KeeperOptions): CredentialKeeper {
  const { crm, table, secret } = options;
  return {
    refresh: async (use) => {
      const lease = await acquireLease(options, crm, LEASED).catch((cause: unknown) => {
        throw asFailure(crm, cause);
      });
      try {
        const stored = await secret.load().catch((cause: unknown) => {
          throw asFailure(crm, cause);
        });
        const refused = await loadDisconnection(table, crm);
        if (refused?.version === stored.version) throw disconnected(options, refused.at, refused.reason);
        return await use(heldOf(options, stored));
      } finally {
        await releaseLease(options, lease);
      }
    },
  };
}

function heldOf(options: KeeperOptions, { version, value }: SecretVersion): HeldToken {
  const { crm, secret, secretName, table, clock } = options;
  const parsed = TokenSchema.safeParse(value);
  if (!parsed.success)
    throw new CrmFailure('auth', `the secret ${secretName} holds no refresh token any more`);
  return {
    refreshToken: parsed.data.refreshToken,
    keep: async (refreshToken) => {
      const isKept = await secret
        .replace(version, { ...parsed.data, refreshToken })
        .catch((cause: unknown) => {
          throw asFailure(crm, cause);
        });
      if (!isKept)
        throw new CrmFailure('transient', `another process has replaced the credentials in ${secretName}`);
    },
    refuse: (reason) =>
      saveDisconnection(table, crm, { version, reason, at: new Date(clock.nowMs()).toISOString() }),
  };
}

function disconnected({ crm, secretName }: KeeperOptions, at: string, reason: string): CrmFailure {
  return new CrmFailure(
    'auth',
    `${crm} is disconnected since ${at} (${reason}); connect again and put the new credentials into the secret ${secretName}`,
  );
}

/** Whatever went wrong, no data call was made. */
function asFailure(crm: string, cause: unknown): unknown {
  if (!(cause instanceof AppError)) return cause;
  if (cause.code === 'lease-held')
    return new CrmFailure('transient', `${crm}: another process is refreshing the credentials`, { cause });
  const { message, fix } = cause;
  return new CrmFailure('auth', fix === undefined ? message : `${message}. ${fix}`, { cause });
}
