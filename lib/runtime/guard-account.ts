import type { Crm } from '../crm/crm.ts';
import { AppError } from '../domain/app-error.ts';
import { loadAccountId, markAccountId } from '../store/account-store.ts';
import type { Table } from '../store/table.ts';

interface GuardOptions {
  readonly table: Table;
  /** The key of `revloop.yaml` that names the account, and what it says. */
  readonly key: string;
  readonly configured: string | undefined;
}

/**
 * The same CRM, which gives and takes nothing before its account is known to be the configured one and the one whose
 * records the store holds. The first read of changes notes whose those are. Throws `crm-account`. Sweeps and parts are
 * read by a description, so that whoever reads them has passed `describe` or `lookAt`.
 */
export function guardAccount(crm: Crm, options: GuardOptions): Crm {
  const check = once(() => checkAccount(crm, options));
  const mark = once(async () => {
    const id = await check();
    if (id === undefined) return;
    const stored = await markAccountId(options.table, crm.name, id);
    if (stored !== id) throw foreign(crm, id, `the store holds records of ${stored}`);
  });
  const { lookAt, peekChanges } = crm;
  return {
    ...crm,
    describe: (object) => check().then(() => crm.describe(object)),
    ...(lookAt === undefined ? {} : { lookAt: (objects) => check().then(() => lookAt(objects)) }),
    count: (object) => check().then(() => crm.count(object)),
    listIds: async function* (object) {
      await check();
      yield* crm.listIds(object);
    },
    readByIds: (description, ids, wish) => check().then(() => crm.readByIds(description, ids, wish)),
    write: (object, changes) => check().then(() => crm.write(object, changes)),
    provision: (fields) => check().then(() => crm.provision(fields)),
    planBackfill: (description) => mark().then(() => crm.planBackfill(description)),
    readChanges: async function* (...wanted) {
      await mark();
      yield* crm.readChanges(...wanted);
    },
    ...(peekChanges === undefined
      ? {}
      : { peekChanges: (...wanted) => mark().then(() => peekChanges(...wanted)) }),
  };
}

async function checkAccount(crm: Crm, { table, key, configured }: GuardOptions): Promise<string | undefined> {
  const id = await crm.accountId();
  if (id === undefined) {
    if (configured === undefined) return undefined;
    throw new AppError('crm-account', `${crm.name} does not say which account the credentials are for`, {
      fix: `Grant the credentials access to the account's own information, or remove ${key} from revloop.yaml.`,
    });
  }
  if (configured !== undefined && id !== configured) throw foreign(crm, id, `${key} is ${configured}`);
  const stored = await loadAccountId(table, crm.name);
  if (stored !== undefined && stored !== id) throw foreign(crm, id, `the store holds records of ${stored}`);
  return id;
}

function foreign(crm: Crm, id: string, why: string): AppError {
  return new AppError('crm-account', `the credentials of ${crm.name} are for the account ${id}, but ${why}`);
}

/** Shares what came of the first call; a failed one is made again. */
function once<T>(run: () => Promise<T>): () => Promise<T> {
  let first: Promise<T> | undefined;
  return () => {
    first ??= run().catch((cause: unknown) => {
      first = undefined;
      throw cause;
    });
    return first;
  };
}
