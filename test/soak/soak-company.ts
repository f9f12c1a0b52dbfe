import type { Chance } from '../../lib/local/demo/chance.ts';
import { hubspotId, type SalesforceObject, salesforceId } from '../../lib/local/demo/record-ids.ts';
import type { ExportFolder, ExportRow, ExportTable } from '../../lib/local/simulators/export-folder.ts';

/** First day of the made-up records. */
const START_MS = Date.parse('2026-01-05T00:00:00Z');
const HOUR_MS = 3_600_000;

const SOURCES = ['Web', 'Webinar', 'Trade Show', 'Partner', ''] as const;
const STAGES = ['Prospecting', 'Qualification', 'Closed Won', 'Closed Lost'] as const;
const DEAL_STAGES = ['appointmentscheduled', 'contractsent', 'closedwon', 'closedlost'] as const;

/** A company in both CRMs, small enough that a thousand of them are run through in minutes. */
export function soakFolder(chance: Chance): ExportFolder {
  const counts = { leads: chance.int(8, 24), people: chance.int(6, 16), deals: chance.int(3, 8) };
  const firms = 4;
  const stampAt = stamps(chance);
  const salesforce = salesforceTables(chance, stampAt, { ...counts, firms });
  const hubspot = hubspotTables(chance, stampAt, { ...counts, firms });
  return {
    dir: 'soak',
    salesforce,
    hubspot,
    associations: associations({ ...counts, firms }),
    owners: [],
    pipelines: undefined,
    problems: [],
  };
}

interface Sizes {
  readonly leads: number;
  readonly people: number;
  readonly deals: number;
  readonly firms: number;
}

/** Many records share a stamp, as after an import. */
function stamps(chance: Chance): () => string {
  let atMs = START_MS;
  return () => {
    if (chance.happens(0.5)) atMs += chance.int(1, 48) * HOUR_MS;
    return new Date(atMs).toISOString();
  };
}

function salesforceTables(chance: Chance, stampAt: () => string, { leads, people, deals, firms }: Sizes) {
  const made = (object: SalesforceObject, count: number, values: (n: number) => ExportRow) =>
    table(count, (n) => {
      const at = stampAt();
      return { Id: salesforceId(object, n), CreatedDate: at, SystemModstamp: at, ...values(n) };
    });
  return new Map<string, ExportTable>([
    ['User', made('User', 2, (n) => ({ Name: `Owner ${n}`, IsActive: 'true' }))],
    ['Account', made('Account', firms, (n) => ({ Name: `Firm ${n}`, Website: `firm${n}.example.com` }))],
    [
      'Contact',
      made('Contact', people, (n) => ({
        LastName: `Contact ${n}`,
        Email: `c${n}@firm${n % firms}.example.com`,
        AccountId: salesforceId('Account', n % firms),
      })),
    ],
    [
      'Lead',
      made('Lead', leads, (n) => ({
        LastName: `Lead ${n}`,
        Company: `Firm ${n % firms}`,
        Email: `p${n}@firm${n % firms}.example.com`,
        Status: 'Open - Not Contacted',
        LeadSource: chance.pick(SOURCES),
      })),
    ],
    [
      'Opportunity',
      made('Opportunity', deals, (n) => ({
        Name: `Deal ${n}`,
        StageName: chance.pick(STAGES),
        CloseDate: '2026-02-01',
        Amount: String(1000 * (n + 1)),
        AccountId: salesforceId('Account', n % firms),
      })),
    ],
    [
      'OpportunityContactRole',
      made('OpportunityContactRole', deals, (n) => ({
        OpportunityId: salesforceId('Opportunity', n),
        ContactId: salesforceId('Contact', n % people),
        IsPrimary: 'true',
      })),
    ],
    ['Campaign', made('Campaign', 2, (n) => ({ Name: `Campaign ${n}`, IsActive: 'true' }))],
    [
      'CampaignMember',
      made('CampaignMember', 4, (n) => ({
        CampaignId: salesforceId('Campaign', n % 2),
        LeadId: salesforceId('Lead', n),
        Status: 'Responded',
      })),
    ],
  ]);
}

function hubspotTables(chance: Chance, stampAt: () => string, { leads, people, deals, firms }: Sizes) {
  const made = (
    object: 'contacts' | 'companies' | 'deals',
    count: number,
    values: (n: number) => ExportRow,
  ) =>
    table(count, (n) => {
      const at = stampAt();
      return { id: hubspotId(object, n), createdAt: at, updatedAt: at, archived: 'false', ...values(n) };
    });
  return new Map<string, ExportTable>([
    ['companies', made('companies', firms, (n) => ({ name: `Firm ${n}`, domain: `firm${n}.example.com` }))],
    [
      'contacts',
      made('contacts', leads + people, (n) => ({
        email: `p${n}@firm${n % firms}.example.com`,
        lastname: `Person ${n}`,
        lifecyclestage: 'lead',
        utm_source: chance.pick(SOURCES),
      })),
    ],
    [
      'deals',
      made('deals', deals, (n) => ({
        dealname: `Deal ${n}`,
        amount: String(1000 * (n + 1)),
        dealstage: chance.pick(DEAL_STAGES),
        pipeline: 'default',
        closedate: '2026-02-01T00:00:00.000Z',
      })),
    ],
  ]);
}

function associations({ people, deals, firms }: Sizes): readonly ExportRow[] {
  const ofDeals = Array.from({ length: deals }, (_, n) => [
    link('deals', n, 'contacts', n % people, '3'),
    link('deals', n, 'companies', n % firms, '5'),
  ]);
  const ofPeople = Array.from({ length: people }, (_, n) => link('contacts', n, 'companies', n % firms, '1'));
  return [...ofDeals.flat(), ...ofPeople];
}

type LinkEnd = 'contacts' | 'companies' | 'deals';

function link(fromType: LinkEnd, from: number, toType: LinkEnd, to: number, typeId: string): ExportRow {
  return { fromType, fromId: hubspotId(fromType, from), toType, toId: hubspotId(toType, to), typeId };
}

function table(count: number, row: (n: number) => ExportRow): ExportTable {
  const rows = Array.from({ length: count }, (_, n) => row(n));
  return { columns: Object.keys(rows[0] ?? {}), rows };
}
