import { describe, expect, it } from 'vitest';
import { RECORD_MAPS } from '../../lib/crm/record-maps.ts';
import type { StageChange } from '../../lib/domain/record-history.ts';
import { aChange, aConfig } from '../support/builders.ts';

const MAPPED = {
  statuses: { mql: ['Nurtured'], sql: ['Qualified'] },
  stages: { valid: ['Proposal'] },
};
const { salesforce, hubspot } = aConfig({ crm: { salesforce: MAPPED, hubspot: MAPPED } }).crm;

describe('meaningsOf', () => {
  it.each<[string, StageChange['field'], string | null, readonly string[]]>([
    ['salesforce/Lead/1', 'status', 'nurtured', ['mql']],
    ['salesforce/Lead/1', 'status', 'Qualified', ['sql']],
    ['salesforce/Lead/1', 'status', 'Open', []],
    ['salesforce/Lead/1', 'status', null, []],
    ['salesforce/Lead/1', 'amount', 'Qualified', []],
    ['salesforce/Opportunity/1', 'stage', 'Proposal', ['valid']],
    ['salesforce/Opportunity/1', 'stage', 'Talks', []],
    ['salesforce/Opportunity/1', 'amount', 'Proposal', []],
    ['hubspot/contacts/1', 'stage', 'marketingqualifiedlead', ['mql']],
    ['hubspot/contacts/1', 'stage', 'customer', ['mql', 'sql']],
    ['hubspot/contacts/1', 'stage', 'lead', []],
    ['hubspot/contacts/1', 'stage', 'other', []],
    ['hubspot/contacts/1', 'status', 'Qualified', ['sql']],
    ['hubspot/contacts/1', 'status', null, []],
    ['hubspot/contacts/1', 'close-date', 'Qualified', []],
    ['hubspot/deals/1', 'stage', 'Proposal', ['valid']],
    ['hubspot/deals/1', 'stage', 'customer', []],
  ])('reads of %s a %s of %j as %j', (of, field, value, expected) => {
    const change = aChange(of, { field, value });
    const crm = of.startsWith('hubspot') ? hubspot : salesforce;
    if (crm === undefined) throw new Error('no config');

    const meanings = RECORD_MAPS[of.startsWith('hubspot') ? 'hubspot' : 'salesforce'].meaningsOf(change, crm);

    expect(meanings).toEqual(expected);
  });
});
