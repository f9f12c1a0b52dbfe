import type { Crm, ProvisionReport } from '../crm/crm.ts';
import { FIELDS } from '../crm/fields.ts';
import { isCrmName, RECORD_MAPS } from '../crm/record-maps.ts';
import { loadDescription, saveDescription } from '../store/description-store.ts';
import type { StepContext } from './context.ts';

/**
 * Creates RevLoop's fields in one CRM and lets the store know them, so that the next plan can write them. What else
 * is new in the CRM is left for the next sync to find and read.
 */
export async function provisionFields(
  { table }: Pick<StepContext, 'table'>,
  crm: Crm,
): Promise<ProvisionReport> {
  const report = await crm.provision(FIELDS);
  if (!isCrmName(crm.name)) return report;
  const { objectOf, fieldName } = RECORD_MAPS[crm.name];
  for (const object of new Set(Object.values(objectOf))) {
    const stored = await loadDescription(table, crm.name, object);
    if (stored === undefined) continue;
    const own = new Set(FIELDS.filter(({ on }) => objectOf[on] === object).map(fieldName));
    const { fields } = await crm.describe(object);
    const others = stored.fields.filter(({ name }) => !own.has(name));
    const ours = fields.filter(({ name }) => own.has(name));
    await saveDescription(table, { crm: crm.name, object }, { fields: [...others, ...ours] });
  }
  return report;
}
