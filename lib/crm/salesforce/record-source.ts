import type { CrmConfig } from '../../domain/config.ts';
import { type CrmRecord, NO_SOURCE, type SourceAttributes } from '../../domain/entities.ts';
import { textOf } from './record-values.ts';

/** Custom fields are named by each company; these names are looked for, whatever their case and underscores. */
const LANDING_PAGE = 'landingpage';

/** Where a lead, contact or opportunity came from: `LeadSource`, and UTM and landing page fields where there are any. */
export function sourceOf(record: CrmRecord, config: CrmConfig): SourceAttributes {
  return {
    ...NO_SOURCE,
    leadSource: textOf(record, 'LeadSource'),
    utmSource: textNamed(record, 'utmsource'),
    utmMedium: textNamed(record, 'utmmedium'),
    utmCampaign: textNamed(record, 'utmcampaign'),
    landingPage:
      config.landingPage === undefined ? textNamed(record, LANDING_PAGE) : textOf(record, config.landingPage),
  };
}

function textNamed(record: CrmRecord, plainName: string): string | null {
  const field = Object.keys(record.fields).find((name) => toPlainName(name) === plainName);
  return field === undefined ? null : textOf(record, field);
}

/** The few hundred names that an org's fields have; each record brings them all. */
const PLAIN_NAMES = new Map<string, string>();

function toPlainName(field: string): string {
  const known = PLAIN_NAMES.get(field);
  if (known !== undefined) return known;
  const plain = field.toLowerCase().replace(/__c$/, '').replaceAll('_', '');
  PLAIN_NAMES.set(field, plain);
  return plain;
}
