import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Crm } from '../../../lib/crm/crm.ts';
import { toSalesforceEntity } from '../../../lib/crm/salesforce/records.ts';
import type { CrmRecord, Entity } from '../../../lib/domain/entities.ts';
import { readExportFolder } from '../../../lib/local/simulators/export-folder.ts';
import { aCrmConfig } from './a-record.ts';
import { type SimulatedOrg, startOrgOver } from './simulated-org.ts';

const OLIST = new URL('../../../../shared/data/olist', import.meta.url).pathname;
/** Rows of each file. */
const COUNTS = [
  ['User', 41],
  ['Account', 842],
  ['Contact', 842],
  ['Lead', 842],
  ['Opportunity', 842],
  ['OpportunityContactRole', 842],
] as const;

describe.skipIf(!existsSync(OLIST))('the Olist export (skipped where ../shared is absent)', () => {
  let org: SimulatedOrg;
  beforeAll(async () => {
    org = await startOrgOver(readExportFolder(OLIST));
  });
  afterAll(() => org.close());

  it.each(COUNTS)('is read as every record of %s, in as few calls as can be', async (object, count) => {
    const before = org.crm.calls();

    const records = await readAll(org.crm, object);

    const entities = records.map((record) => toSalesforceEntity(record, aCrmConfig()));
    expect(records).toHaveLength(count);
    expect(entities.filter((entity) => entity === null)).toEqual([]);
    expect(await org.crm.count(object)).toBe(records.length);
    expect(org.crm.calls() - before).toBeLessThanOrEqual(Math.ceil(records.length / 2000) + 4);
  });

  it('has 842 won deals and 842 converted leads', async () => {
    const toEntity = (record: CrmRecord): Entity | null => toSalesforceEntity(record, aCrmConfig());

    const deals = (await readAll(org.crm, 'Opportunity')).map(toEntity);
    const leads = (await readAll(org.crm, 'Lead')).map(toEntity);

    expect(
      deals.filter((deal) => deal?.kind === 'deal' && deal.isWon && deal.closedAt !== null),
    ).toHaveLength(842);
    expect(leads.filter((lead) => lead?.kind === 'person' && lead.convertedTo.length === 3)).toHaveLength(
      842,
    );
  });
});

async function readAll(crm: Crm, object: string): Promise<readonly CrmRecord[]> {
  const records: CrmRecord[] = [];
  for await (const page of crm.readChanges(await crm.describe(object), null, { lookbackMs: 0 }))
    records.push(...page.records);
  return records;
}
