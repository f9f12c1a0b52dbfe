import type { CampaignRecord, CrmRecord } from '../../domain/entities.ts';
import { refOf, textOf } from './record-values.ts';

/** Campaigns without a status are those nobody set one on: they run. */
const ACTIVE = ['active', 'in_progress'];

/** HubSpot knows no type of a campaign. */
export function toCampaign(record: CrmRecord): CampaignRecord {
  const status = textOf(record, 'hs_campaign_status')?.toLowerCase();
  return {
    kind: 'campaign',
    ref: refOf(record),
    name: textOf(record, 'hs_name'),
    type: null,
    utmCampaign: textOf(record, 'hs_utm'),
    isActive: !record.deleted && (status === undefined || ACTIVE.includes(status)),
  };
}
