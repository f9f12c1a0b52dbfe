import { RECORD_MAPS } from '../../lib/crm/record-maps.ts';
import type { StoredRecord } from '../../lib/store/record-item.ts';
import { loadRecords } from '../../lib/store/record-store.ts';
import type { Table } from '../../lib/store/table.ts';
import type { SoakStage } from './soak-stage.ts';
import { TRUE_OBJECTS, trueRows, type VendorRow } from './vendor-truth.ts';

/** What differs between the store and what both CRMs hold, one line each; empty where nothing does (I1). */
export async function differences(stage: SoakStage, table: Table): Promise<readonly string[]> {
  const found: string[] = [];
  for (const { crm, object } of TRUE_OBJECTS) {
    const url = crm === 'salesforce' ? stage.urls.salesforce : stage.urls.hubspot;
    const rows = new Map((await trueRows(url, crm, object)).map((row) => [row.id, row]));
    const stored = (await loadRecords(table, crm, object)).filter(({ deleted }) => !deleted);
    const held = new Map(stored.map((record) => [record.id, record]));
    const name = `${crm} ${object}`;
    for (const id of rows.keys()) if (!held.has(id)) found.push(`${name} ${id} is missing from the store`);
    for (const record of stored) {
      const row = rows.get(record.id);
      if (row === undefined) found.push(`${name} ${record.id} is in the store and not in the CRM`);
      else found.push(...differencesOf(`${name} ${record.id} (version ${record.version})`, row, record));
    }
  }
  return found;
}

function differencesOf(name: string, row: VendorRow, record: StoredRecord): readonly string[] {
  const values = Object.entries(row.values).flatMap(([field, value]) => {
    const held = normal(record.fields[field]);
    return held === normal(value)
      ? []
      : [`${name}.${field} is ${held} in the store, ${normal(value)} in the CRM`];
  });
  const links = Object.entries(row.links).flatMap(([object, ids]) => {
    const held = record.links.filter(({ to }) => to.object === object).map(({ to }) => to.id);
    const mine = [...new Set(held)].sort().join(' ');
    return mine === ids.join(' ')
      ? []
      : [`${name} → ${object} is [${mine}] in the store, [${ids.join(' ')}] in the CRM`];
  });
  return [...values, ...links];
}

/** Stamps are compared as instants, everything else as text. */
function normal(value: unknown): string {
  if (value === null || value === undefined || value === '') return 'blank';
  const text = String(value);
  if (!/^\d{4}-\d\d-\d\dT/.test(text)) return text;
  const ms = Date.parse(text.replace(/\+0000$/, 'Z'));
  return Number.isNaN(ms) ? text : new Date(ms).toISOString();
}

/** Version of every stored record, for the check that none goes back (I2). */
export async function storedVersions(table: Table): Promise<ReadonlyMap<string, string>> {
  const versions = new Map<string, string>();
  for (const crm of ['salesforce', 'hubspot'] as const)
    for (const object of RECORD_MAPS[crm].objects)
      for (const { id, version } of await loadRecords(table, crm, object))
        versions.set(`${crm}/${object}/${id}`, version);
  return versions;
}

/** Records whose version went back between two looks. */
export function regressions(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): readonly string[] {
  return [...before].flatMap(([ref, version]) => {
    const now = after.get(ref);
    if (now === undefined) return [];
    return now < version ? [`I2: ${ref} went back from ${version} to ${now}`] : [];
  });
}
