import type { CrmConfig } from '../../domain/config.ts';
import { type CrmRecord, NO_SOURCE, type SourceAttributes, type Visit } from '../../domain/entities.ts';
import { dateOf, firstDate, firstText, textOf } from './record-values.ts';

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

/**
 * Visits that HubSpot dates: the first and the latest form, and the latest visit with what brought it.
 * https://knowledge.hubspot.com/properties/hubspots-default-contact-properties (conversion, web analytics)
 */
export function visitsOf(record: CrmRecord): readonly Visit[] {
  const forms = (['first', 'recent'] as const).flatMap((which): readonly Visit[] => {
    const form = textOf(record, `${which}_conversion_event_name`);
    const at = dateOf(record, `${which}_conversion_date`);
    return form === null || at === null ? [] : [{ kind: 'form', at, source: { ...NO_SOURCE, form } }];
  });
  const [first, recent] = forms;
  const isOne = first?.at === recent?.at && first?.source.form === recent?.source.form;
  const at = firstDate(record, 'hs_latest_source_timestamp', 'hs_analytics_last_timestamp');
  const page = textOf(record, 'hs_analytics_last_url');
  const latest = textOf(record, 'hs_latest_source');
  const analyticsSource = latest?.toUpperCase() === NO_VISIT ? null : latest;
  if (at === null || (page === null && analyticsSource === null)) return isOne ? forms.slice(0, 1) : forms;
  const landingPage = page === null ? null : toPath(page);
  const visit: Visit = { kind: 'page', at, source: { ...NO_SOURCE, landingPage, analyticsSource } };
  return [...(isOne ? forms.slice(0, 1) : forms), visit];
}

/** Of an address its path; any other text is a page's own name. */
function toPath(page: string): string {
  return URL.canParse(page) ? new URL(page).pathname : page;
}
