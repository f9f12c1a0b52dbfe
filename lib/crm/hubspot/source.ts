import type { CrmConfig } from '../../domain/config.ts';
import type { CrmRecord, SourceAttributes } from '../../domain/entities.ts';
import { firstText, textOf } from './record-values.ts';

/** HubSpot's word for a record that someone typed or imported: no source at all. */
const NO_VISIT = 'OFFLINE';
const FIRST_CAMPAIGN = 'hs_analytics_first_touch_converting_campaign';

/** Where a contact or a deal came from, as its properties say. */
export function sourceOf(record: CrmRecord, config: CrmConfig): SourceAttributes {
  const analyticsSource = textOf(record, 'hs_analytics_source');
  // A mapped field is the company's own word for the landing page; nothing else stands in for it.
  const page = textOf(record, config.landingPage ?? 'hs_analytics_first_url');
  return {
    utmSource: textOf(record, 'utm_source'),
    utmMedium: textOf(record, 'utm_medium'),
    utmCampaign: firstText(record, 'utm_campaign', FIRST_CAMPAIGN),
    leadSource: firstText(record, 'leadsource', 'lead_source'),
    analyticsSource: analyticsSource?.toUpperCase() === NO_VISIT ? null : analyticsSource,
    form: textOf(record, 'first_conversion_event_name'),
    landingPage: page === null ? null : toPath(page),
    campaign: textOf(record, FIRST_CAMPAIGN),
    campaignType: null,
  };
}

/** Of an address its path; any other text is a page's own name. */
function toPath(page: string): string {
  return URL.canParse(page) ? new URL(page).pathname : page;
}
