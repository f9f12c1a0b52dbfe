import type { Random } from '../../../runtime/random.ts';
import type { ExportFolder } from '../export-folder.ts';
import type { SimulatorClock } from '../simulator-clock.ts';
import { AssociationStore } from './association-store.ts';
import { CAMPAIGN_FILES, type CampaignStore, readCampaigns } from './campaigns/campaign-store.ts';
import { type ChangeLog, createChangeLog } from './change-log.ts';
import { EXCHANGE_RATE_FILE, type ExchangeRate, readExchangeRates } from './currencies.ts';
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
  readonly campaigns: CampaignStore;
  readonly exchangeRates: Map<string, ExchangeRate>;
  readonly settings: SettingsSwitch;
  readonly changes: ChangeLog;
}

/** Files of an export that are no CRM objects. */
const OTHER_FILES: readonly string[] = [...CAMPAIGN_FILES, EXCHANGE_RATE_FILE];
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
  const account = { ...DEFAULT_ACCOUNT, ...parts.account, portalId: PORTAL_ID };
  const files = [...folder.hubspot].filter(([file]) => !OTHER_FILES.includes(file));
  const names = nameObjects(files.map(([file]) => file));
  const pipelines = readPipelines(folder.pipelines);
  const nowMs = clock.nowMs();
  const settings = createSettings(parts.settings);
  const exports = new Map(
    files.map(([file, table]) => [names.get(file.toLowerCase())?.plural ?? file, table] as const),
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
    account,
    clock,
    random,
    tables,
    names,
    associations: new AssociationStore(folder.associations, names),
    pipelines,
    owners: readOwners(folder),
    campaigns: readCampaigns(folder, nowMs),
    exchangeRates: readExchangeRates(folder, account.currency, nowMs),
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
