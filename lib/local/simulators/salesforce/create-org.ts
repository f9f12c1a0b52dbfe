import type { Random } from '../../../runtime/random.ts';
import type { ExportFolder } from '../export-folder.ts';
import type { FaultSwitch } from '../faults.ts';
import type { SimulatorClock } from '../simulator-clock.ts';
import { startRollUps } from './campaign-roll-ups.ts';
import { ChangeStream } from './change-stream.ts';
import { completeOrg } from './complete-org.ts';
import { startCurrencies } from './currencies.ts';
import { listCustomFields } from './custom-fields.ts';
import { fillBin } from './delete-records.ts';
import { loadOrg } from './load-org.ts';
import { startHistory } from './opportunity-history.ts';
import type { Org } from './org.ts';
import { createRules } from './org-rules.ts';
import { SettingsBoard, type SettingsChange } from './org-settings.ts';
import { QueryCursors } from './query-cursors.ts';
import { mintId } from './record-ids.ts';
import { RecycleBin } from './recycle-bin.ts';
import { startDerivations } from './write-derivations.ts';

/** Builds the org of a simulator out of the Salesforce part of an export folder. */
export function createOrg(parts: {
  readonly folder: ExportFolder;
  readonly clock: SimulatorClock;
  readonly random: Random;
  readonly faults: FaultSwitch;
  readonly settings?: SettingsChange | undefined;
}): Org {
  const { folder, clock, random, faults } = parts;
  const settings = new SettingsBoard(parts.settings);
  const { catalog, store, problems } = loadOrg(folder);
  const userId = mintId('005', 1);
  const id = store.table('Organization').list()[0]?.id ?? mintId('00D', 1);
  completeOrg({ catalog, store, orgId: id, userId });
  const cursors = new QueryCursors(random);
  const org: Org = {
    id,
    userId,
    catalog,
    store,
    clock,
    random,
    faults,
    cursors,
    settings,
    problems,
    rules: createRules(),
    bin: new RecycleBin(),
    changes: new ChangeStream(store),
    caller: { api: 'rest', version: '66.0', allowSave: false },
  };
  listCustomFields(org);
  startCurrencies(org);
  startHistory(org);
  startDerivations(org);
  startRollUps(org);
  fillBin(org);
  store.delayVisibility(
    () => clock.nowMs(),
    () => settings.now.visibilityDelayMs,
  );
  return org;
}
