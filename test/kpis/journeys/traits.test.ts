import { describe, expect, it } from 'vitest';
import { employeeBand, leadSourceOf, traitsOf } from '../../../lib/kpis/journeys/traits.ts';
import { aPerson, aSource } from '../../support/builders.ts';

describe('employeeBand', () => {
  it.each([
    [1, '1-99'],
    [99, '1-99'],
    [100, '100-299'],
    [299, '100-299'],
    [300, '300-999'],
    [999, '300-999'],
    [1000, '1000+'],
    [250_000, '1000+'],
  ])('puts %d employees into %s', (employees, band) => {
    expect(employeeBand(employees)).toBe(band);
  });
});

describe('traitsOf', () => {
  it.each([
    ['代表取締役社長', 'executive'],
    ['CEO', 'executive'],
    ['取締役', 'director'],
    ['VP Sales', 'director'],
    ['課長', 'manager'],
    ['Marketing Manager', 'manager'],
    ['担当', 'staff'],
    [null, null],
    [' ', null],
  ])('reads the title %j as the level %s', (jobTitle, expected) => {
    expect(traitsOf([aPerson('salesforce/Lead/1', { jobTitle })], null).jobLevel).toBe(expected);
  });

  it('takes the first record that says something, and a UTM campaign where there is no other', () => {
    const records = [
      aPerson('salesforce/Lead/1', { source: aSource() }),
      aPerson('hubspot/contacts/1', {
        industry: 'IT',
        source: aSource({ utmCampaign: 'spring', form: 'demo' }),
      }),
    ];

    expect(traitsOf(records, null)).toMatchObject({ industry: 'IT', campaign: 'spring', content: 'demo' });
    expect(traitsOf(records, 'Expo')).toMatchObject({ campaign: 'Expo' });
  });
});

describe('leadSourceOf', () => {
  it.each([
    [{ analyticsSource: 'ORGANIC', utmSource: 'google', leadSource: 'Web' }, 'Web'],
    [{ analyticsSource: 'ORGANIC', utmSource: 'google' }, 'google'],
    [{ analyticsSource: 'ORGANIC' }, 'ORGANIC'],
    [{}, null],
  ])('of %j is %s', (source, expected) => {
    expect(leadSourceOf([aSource(source)])).toBe(expected);
  });

  it('looks for a lead source on every record before a weaker one', () => {
    const sources = [aSource({ utmSource: 'google' }), aSource({ leadSource: 'Web' })];

    expect(leadSourceOf(sources)).toBe('Web');
  });
});
