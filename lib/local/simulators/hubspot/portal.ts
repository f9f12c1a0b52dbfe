import type { Random } from '../../../runtime/random.ts';
import type { ExportFolder } from '../export-folder.ts';
import type { SimulatorClock } from '../simulator-clock.ts';
import { AssociationStore } from './association-store.ts';
import { type ChangeLog, createChangeLog } from './change-log.ts';
import { unknownObjectType } from './hubspot-errors.ts';
import { nameObjects, type ObjectName } from './object-names.ts';
import { buildObjectTable, type ObjectTable } from './object-table.ts';
import { type Owner, readOwners } from './owners.ts';
import { type Pipelines, readPipelines } from './pipelines.ts';
import { createSettings, type PortalSettings, type SettingsSwitch } from './portal-settings.ts';
import { SearchLag } from './search-lag.ts';
import type { StoredRecord } from './stored-record.ts';

interface PortalAccount {
  readonly portalId: number;
  readonly timeZone: string;
  readonly currency: string;
}

/** Everything one HubSpot account holds. */
export interface Portal {
  readonly account: PortalAccount;
  readonly clock: SimulatorClock;
  readonly random: Random;
  readonly tables: ReadonlyMap<string, ObjectTable>;
  readonly names: ReadonlyMap<string, ObjectName>;
  readonly associations: AssociationStore;
  readonly pipelines: Pipelines;
  readonly owners: readonly Owner[];
  readonly settings: SettingsSwitch;
  readonly changes: ChangeLog;
}

const PORTAL_ID = 147_000_001;
/** The vendor's default for a new account; an export does not say its own. */
const DEFAULT_ACCOUNT = { timeZone: 'UTC', currency: 'USD' };

/** Throws a ZodError where `pipelines.json` is not a list of pipelines. */
export function openPortal(parts: {
  readonly folder: ExportFolder;
  readonly clock: SimulatorClock;
  readonly random: Random;
  readonly account?: { readonly timeZone?: string; readonly currency?: string } | undefined;
  readonly settings?: Partial<PortalSettings> | undefined;
}): Portal {
  const { folder, clock, random } = parts;
  const names = nameObjects([...folder.hubspot.keys()]);
  const pipelines = readPipelines(folder.pipelines);
  const nowMs = clock.nowMs();
  const settings = createSettings(parts.settings);
  const exports = new Map(
    [...folder.hubspot].map(
      ([file, table]) => [names.get(file.toLowerCase())?.plural ?? file, table] as const,
    ),
  );
  const tables = new Map<string, ObjectTable>();
  for (const name of new Set(names.values())) {
    const { plural } = name;
    const ofObject = pipelines.get(plural) ?? [];
    const lag = new SearchLag(
      () => clock.nowMs(),
      (record) => lagOf(record, settings.current()),
    );
    const table = exports.get(plural);
    tables.set(plural, buildObjectTable({ name, table, pipelines: ofObject, nowMs, lag }));
  }
  return {
    account: { ...DEFAULT_ACCOUNT, ...parts.account, portalId: PORTAL_ID },
    clock,
    random,
    tables,
    names,
    associations: new AssociationStore(folder.associations, names),
    pipelines,
    owners: readOwners(folder),
    settings,
    changes: createChangeLog(),
  };
}

/** By the digits of the id, so that a record always lags alike. */
function lagOf({ idNumber }: StoredRecord, { searchLagMs, searchLagSpreadMs }: PortalSettings): number {
  const share = ((Number.isNaN(idNumber) ? 0 : idNumber) * 7919) % 101;
  return searchLagMs + (searchLagSpreadMs * share) / 100;
}

/** By any spelling; throws the vendor's 400 for an object the portal does not have. */
export function tableOf(portal: Pick<Portal, 'names' | 'tables'>, spelling: string): ObjectTable {
  const name = portal.names.get(spelling.toLowerCase());
  const table = name === undefined ? undefined : portal.tables.get(name.plural);
  if (table === undefined) throw unknownObjectType(spelling);
  return table;
}
