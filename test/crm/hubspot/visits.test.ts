import { describe, expect, it } from 'vitest';
import { visitsOf } from '../../../lib/crm/hubspot/source.ts';
import { aCrmRecord } from '../../support/builders.ts';

const FIRST = { first_conversion_event_name: 'Demo', first_conversion_date: '2026-01-10T00:00:00Z' };
const RECENT = { recent_conversion_event_name: 'Seminar', recent_conversion_date: '2026-02-10T00:00:00Z' };

describe('visitsOf', () => {
  it.each([
    ['nothing dated', { first_conversion_event_name: 'Demo', hs_analytics_last_url: 'https://x.jp/a' }, []],
    ['a form sent in twice', { ...FIRST, ...RECENT }, ['form 2026-01-10 Demo', 'form 2026-02-10 Seminar']],
    [
      'one form that is first and latest',
      {
        ...FIRST,
        recent_conversion_event_name: 'Demo',
        recent_conversion_date: FIRST.first_conversion_date,
      },
      ['form 2026-01-10 Demo'],
    ],
    [
      'the latest visit and what brought it',
      {
        hs_analytics_last_url: 'https://x.jp/price?a=1',
        hs_latest_source: 'PAID_SEARCH',
        hs_latest_source_timestamp: '2026-03-01T00:00:00Z',
      },
      ['page 2026-03-01 /price PAID_SEARCH'],
    ],
    [
      'a latest source that says nothing',
      { hs_latest_source: 'OFFLINE', hs_latest_source_timestamp: '2026-03-01T00:00:00Z' },
      [],
    ],
  ])('reads %s', (_case, fields, expected) => {
    const visits = visitsOf(aCrmRecord('hubspot/contacts/1', { fields }));

    const texts = visits.map(({ kind, at, source }) =>
      [kind, at.slice(0, 10), source.form, source.landingPage, source.analyticsSource]
        .filter(Boolean)
        .join(' '),
    );
    expect(texts).toEqual(expected);
  });
});
