import { textOf } from './json.ts';
import { connectionKey } from './keys.ts';
import type { Table } from './table.ts';

/** Credentials that a CRM has refused for good: only others end that. */
export interface Disconnection {
  /** Version of the secret that holds the refused credentials. */
  readonly version: string;
  readonly reason: string;
  /** ISO instant. */
  readonly at: string;
}

/** Notes that a CRM refuses the credentials of this version. Another version is not concerned. */
export async function saveDisconnection(
  table: Table,
  crm: string,
  { version, reason, at }: Disconnection,
): Promise<void> {
  await table.put({ ...connectionKey(crm), version, reason, at });
}

/** The last refusal; undefined where the CRM never refused any. */
export async function loadDisconnection(table: Table, crm: string): Promise<Disconnection | undefined> {
  const item = await table.get(connectionKey(crm));
  if (item === undefined) return undefined;
  return { version: textOf(item, 'version'), reason: textOf(item, 'reason'), at: textOf(item, 'at') };
}
