import { describe, expect, it } from 'vitest';
import type { KpiRow } from '../../../lib/domain/kpi-row.ts';
import type { Credit } from '../../../lib/domain/ledger.ts';
import type { Figures } from '../../../lib/pipeline/write-back/channel-figures.ts';
import {
  campaignValues,
  companyValues,
  dealValues,
  personValues,
} from '../../../lib/pipeline/write-back/field-values.ts';
import { aTable } from '../../kpis/builders.ts';
import { aConfig } from '../../support/builders.ts';

const SEMINAR: Credit = { channel: 'seminar', subChannel: null };
const NOBODY: Credit = { channel: null, subChannel: null, reason: 'no-contact' };
const REF = 'salesforce/Opportunity/1';

describe('dealValues', () => {
  it('are the figures of its channel', () => {
    const row = {
      cac: '200000',
      cacLow: '35896',
      cacHigh: '7899578',
      ltvToCac: '3.2',
      paybackMonths: '4.5',
      newCustomers: 1,
    };

    const values = dealValues(SEMINAR, figures(row), { config: aConfig(), ref: REF });

    expect(values).toEqual({
      Channel: 'Webinar',
      Channel_CAC: 200_000,
      CAC_Range: '¥35,896–¥7,899,578 (95 %, n=1)',
      LTV_CAC: 3.2,
      CAC_Payback_Months: 4.5,
      KPI_Confidence: 'low',
      KPI_As_Of: '2026-02-28',
      Explain_URL: null,
    });
  });

  it.each([
    ['nobody is credited', NOBODY],
    ['the channel has no figures', { channel: 'event', subChannel: null }],
  ])('have no figure where %s', (_case, credit) => {
    const values = dealValues(credit, figures({ cac: '1' }), { config: aConfig(), ref: REF });

    const { Channel: _channel, ...rest } = values;
    expect(Object.values(rest).every((value) => value === null)).toBe(true);
  });

  it.each([
    [4, 'low'],
    [5, 'medium'],
    [14, 'medium'],
    [15, 'high'],
  ])('with %d wins are of %s confidence', (newCustomers, expected) => {
    const values = dealValues(SEMINAR, figures({ cac: '1', newCustomers }), { config: aConfig(), ref: REF });

    expect(values['KPI_Confidence']).toBe(expected);
  });

  it.each([
    ['ja', null, 'ウェビナー'],
    ['en', '/demo', 'Webinar / /demo'],
  ])('name the channel in %s with its sub-channel %j', (lang, subChannel, expected) => {
    const credit = { channel: 'seminar', subChannel };

    const values = dealValues(credit, figures(), { config: aConfig({ lang }), ref: REF });

    expect(values['Channel']).toBe(expected);
  });

  it.each(['https://studio.x.jp', 'https://studio.x.jp/'])('link to the studio at %s', (explainUrl) => {
    const config = aConfig({ writeBack: { explainUrl } });

    const values = dealValues(SEMINAR, figures(), { config, ref: REF });

    expect(values['Explain_URL']).toBe(`https://studio.x.jp/explain/${REF}`);
  });
});

describe('personValues', () => {
  it('are blank where nothing is known', () => {
    const values = personValues({ credit: NOBODY, rank: undefined, sourceRate: null }, aConfig());

    expect(Object.values(values)).toEqual([null, null, null, null]);
  });

  it('explain the rank in the language of the company', () => {
    const rank = { person: 'p', rank: 'hot', rule: 'r', reason: { en: 'Hot.', ja: 'ホット。' } } as const;

    const values = personValues({ credit: SEMINAR, rank, sourceRate: '0.25' }, aConfig({ lang: 'ja' }));

    expect(values).toEqual({
      Channel: 'ウェビナー',
      Lead_Rank: 'hot',
      Handoff_Reason: 'ホット。',
      Source_Win_Rate: 0.25,
    });
  });
});

describe('companyValues', () => {
  it.each<[string, Credit | undefined, number | null, number | null]>([
    ['of a known channel', SEMINAR, 900, 300],
    ['of a channel without figures', { channel: 'event', subChannel: null }, 500, null],
    ['of no channel', NOBODY, 500, null],
    ['whose first win is not known', undefined, 500, null],
  ])(
    'take the LTV of the channel, else of the company, for a customer %s',
    (_case, credit, ltv, acquired) => {
      const now = figures({ ltv: '900' }, { ltv: '500' });

      const values = companyValues({ revenueToDate: null, credit, wonFigures: figures({ cac: '300' }) }, now);

      expect(values).toEqual({ LTV: ltv, Revenue_To_Date: null, Acquisition_CAC: acquired });
    },
  );
});

describe('campaignValues', () => {
  it.each([
    ['Expo', { Won_12M: 2, Won_Revenue: 600, Campaign_CAC: 50 }],
    ['Other', { Won_12M: 0, Won_Revenue: null, Campaign_CAC: null }],
    [null, { Won_12M: 0, Won_Revenue: null, Campaign_CAC: null }],
  ])('of the campaign %j are its own', (name, expected) => {
    expect(campaignValues(name, figures({ newCustomers: 2, wonRevenue: '600', cac: '50' }))).toEqual(
      expected,
    );
  });
});

/** Figures of the webinar channel and of the campaign Expo, up to 28 February 2026. */
function figures(parts: Partial<KpiRow> = {}, blended: Partial<KpiRow> = {}): Figures {
  const empty = aTable().blended;
  const row = { ...empty, ...parts };
  return {
    from: '2025-03-01',
    to: '2026-02-28',
    byChannel: new Map([['seminar', row]]),
    byCampaign: new Map([['Expo', row]]),
    blended: { ...empty, ...blended },
  };
}
