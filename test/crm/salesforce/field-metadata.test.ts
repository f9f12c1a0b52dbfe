import { describe, expect, it } from 'vitest';
import { FIELDS } from '../../../lib/crm/fields.ts';
import { toCustomField } from '../../../lib/crm/salesforce/field-metadata.ts';
import { salesforceFieldName } from '../../../lib/crm/salesforce/field-names.ts';

const byName = (fullName: string) => FIELDS.map(toCustomField).find((field) => field.fullName === fullName);

describe('the metadata of a RevLoop field', () => {
  it.each([
    ['Opportunity.RevLoop_Channel__c', { type: 'Text', length: 80 }],
    ['Opportunity.RevLoop_Channel_CAC__c', { type: 'Currency', precision: 18, scale: 2 }],
    ['Opportunity.RevLoop_LTV_CAC__c', { type: 'Number', precision: 8, scale: 1 }],
    ['Opportunity.RevLoop_KPI_As_Of__c', { type: 'Date' }],
    ['Opportunity.RevLoop_Explain_URL__c', { type: 'Url' }],
    ['Lead.RevLoop_Source_Win_Rate__c', { type: 'Percent', precision: 6, scale: 1 }],
    ['Lead.RevLoop_Handoff_Due__c', { type: 'DateTime' }],
    ['Account.RevLoop_LTV__c', { type: 'Currency' }],
    ['Campaign.RevLoop_Won_12M__c', { type: 'Number', precision: 8, scale: 0 }],
  ])('%s has the type %j', (fullName, type) => {
    expect(byName(fullName)).toMatchObject(type);
  });

  it('restricts a picklist to its values, labelled in both languages', () => {
    expect(byName('Opportunity.RevLoop_KPI_Confidence__c')).toMatchObject({
      type: 'Picklist',
      valueSet: {
        restricted: true,
        valueSetDefinition: {
          sorted: false,
          value: [
            { fullName: 'high', default: false, label: 'High / 高' },
            { fullName: 'medium', default: false, label: 'Medium / 中' },
            { fullName: 'low', default: false, label: 'Low / 低' },
          ],
        },
      },
    });
  });

  it('carries label and help in both languages within the limits', () => {
    const fields = FIELDS.map(toCustomField);

    expect(byName('Account.RevLoop_LTV__c')).toMatchObject({
      label: 'Customer LTV',
      description: '顧客LTV: この種の顧客の生涯価値の推定値です。',
      inlineHelpText:
        'Expected lifetime value of a customer of this kind. / この種の顧客の生涯価値の推定値です。',
    });
    expect(fields.filter((field) => field.label.length > 40 || field.inlineHelpText.length > 510)).toEqual(
      [],
    );
  });

  it('has a name of at most 40 characters before its suffix', () => {
    const names = FIELDS.map(salesforceFieldName);

    expect(names.filter((name) => name.replace(/__c$/, '').length > 40)).toEqual([]);
  });
});
