import type { Org } from './org.ts';
import type { RecordChange } from './record-changes.ts';
import type { FieldValue, StoredRow } from './value-types.ts';

type Counts = Readonly<Record<string, number>>;

/** Counts that Salesforce keeps on a campaign. */
const ROLL_UPS = [
  'NumberOfLeads',
  'NumberOfConvertedLeads',
  'NumberOfContacts',
  'NumberOfResponses',
  'NumberOfOpportunities',
  'NumberOfWonOpportunities',
  'AmountAllOpportunities',
  'AmountWonOpportunities',
] as const;

/** Moves the counts of the campaigns a change is about. Their stamps stay, and no event is sent. */
export function rollUpCampaigns(org: Org, { object, before, after }: RecordChange): void {
  if (object !== 'CampaignMember' && object !== 'Opportunity') return;
  move(org, before?.values['CampaignId'], countsOf(object, before), -1);
  move(org, after.values['CampaignId'], countsOf(object, after), 1);
}

/** Fills in the counts that an export folder leaves out. */
export function startRollUps(org: Org): void {
  for (const row of org.store.table('Campaign').list()) {
    const children = ['CampaignMember', 'Opportunity'].flatMap((object) =>
      org.store
        .table(object)
        .holding('CampaignId', row.id)
        .map((child) => countsOf(object, child)),
    );
    const sums = Object.fromEntries(
      ROLL_UPS.map((name) => [name, children.reduce((sum, counts) => sum + (counts[name] ?? 0), 0)]),
    );
    const given = Object.entries(row.values).filter(([, value]) => value !== null);
    org.store.update('Campaign', row, { ...sums, ...Object.fromEntries(given) });
  }
}

function move(org: Org, campaignId: FieldValue | undefined, counts: Counts, sign: 1 | -1): void {
  const changes = Object.entries(counts).filter(([, count]) => count !== 0);
  if (typeof campaignId !== 'string' || changes.length === 0) return;
  const campaign = org.store.table('Campaign').find(campaignId);
  if (campaign === undefined) return;
  const moved = changes.map(([name, count]) => [name, Number(campaign.values[name] ?? 0) + sign * count]);
  org.store.update('Campaign', campaign, Object.fromEntries(moved));
}

function countsOf(object: string, row: StoredRow | undefined): Counts {
  if (row === undefined || row.values['IsDeleted'] === true) return {};
  return object === 'Opportunity' ? opportunityCounts(row) : memberCounts(row);
}

function opportunityCounts({ values }: StoredRow): Counts {
  const amount = Number(values['Amount'] ?? 0);
  const isWon = values['IsWon'] === true;
  return {
    NumberOfOpportunities: 1,
    AmountAllOpportunities: amount,
    NumberOfWonOpportunities: isWon ? 1 : 0,
    AmountWonOpportunities: isWon ? amount : 0,
  };
}

/** A member that was a lead keeps its lead beside the contact. */
function memberCounts({ values }: StoredRow): Counts {
  const isContact = (values['ContactId'] ?? null) !== null;
  const wasLead = isContact && (values['LeadId'] ?? null) !== null;
  return {
    NumberOfLeads: isContact ? 0 : 1,
    NumberOfConvertedLeads: wasLead ? 1 : 0,
    NumberOfContacts: isContact ? 1 : 0,
    NumberOfResponses: values['HasResponded'] === true ? 1 : 0,
  };
}
