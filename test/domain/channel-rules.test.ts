import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { matchChannel } from '../../lib/domain/channel-rules.ts';
import { type Channel, ChannelSchema } from '../../lib/domain/config-channels.ts';
import { NO_SOURCE, type SourceAttributes } from '../../lib/domain/entities.ts';

const ChannelListSchema = z.array(ChannelSchema);

function channelsOf(when: Readonly<Record<string, unknown>>): readonly Channel[] {
  return ChannelListSchema.parse(
    Object.entries(when).map(([id, condition]) => ({ id, name: { ja: id, en: id }, when: condition })),
  );
}

function channelOf(
  source: Partial<SourceAttributes>,
  when: Readonly<Record<string, unknown>>,
): string | null {
  return matchChannel({ ...NO_SOURCE, ...source }, channelsOf(when)).channel;
}

describe('the order of evidence', () => {
  const when = {
    by_campaign: { campaignType: 'Webinar' },
    by_source: { leadSource: 'Webinar' },
    by_analytics: { analyticsSource: 'ORGANIC_SEARCH' },
    by_form: { form: 'Webinar*' },
    by_utm: { utmMedium: 'cpc' },
  };

  it.each<[string, Partial<SourceAttributes>]>([
    ['by_utm', { utmMedium: 'cpc', form: 'Webinar 1', leadSource: 'Webinar', campaignType: 'Webinar' }],
    ['by_form', { form: 'Webinar 1', analyticsSource: 'ORGANIC_SEARCH', campaignType: 'Webinar' }],
    ['by_source', { leadSource: 'Webinar', campaignType: 'Webinar' }],
    ['by_analytics', { analyticsSource: 'ORGANIC_SEARCH', campaignType: 'Webinar' }],
    ['by_campaign', { campaignType: 'Webinar', leadSource: 'Other' }],
  ])('takes %s before what stands above it in the config', (channel, source) => {
    expect(channelOf(source, when)).toBe(channel);
  });

  it('takes the first channel of the config within one kind of evidence', () => {
    const source = { leadSource: 'Web', analyticsSource: 'PAID_SEARCH' };

    const channel = channelOf(source, {
      first: { analyticsSource: 'PAID_SEARCH' },
      second: { leadSource: 'Web' },
    });

    expect(channel).toBe('first');
  });

  it('counts a condition by the strongest attribute it names', () => {
    const source = { utmSource: 'google', leadSource: 'Web' };

    const channel = channelOf(source, {
      plain: { leadSource: 'Web' },
      both: { leadSource: 'Web', utmSource: 'google' },
    });

    expect(channel).toBe('both');
  });
});

describe('a condition', () => {
  it.each([
    ['another case', 'paid search', 'Paid Search'],
    ['full-width letters', 'ＷＥＢ', 'Web'],
    ['half-width katakana', 'ｳｪﾋﾞﾅｰ', 'ウェビナー'],
    ['outer blanks', '  Web ', 'Web'],
    ['a prefix', '展示会 2026 東京', '展示会*'],
    ['a prefix that is all of it', '展示会', '展示会*'],
  ])('fits %s', (_, leadSource, word) => {
    expect(channelOf({ leadSource }, { it: { leadSource: word } })).toBe('it');
  });

  it.each([
    ['a longer word', 'Webinar', 'Web'],
    ['a shorter word', 'We', 'Web*'],
    ['a star inside', 'Trade Show', 'Tr*Show'],
  ])('does not fit %s', (_, leadSource, word) => {
    expect(channelOf({ leadSource }, { it: { leadSource: word } })).toBeNull();
  });

  it('needs all of its attributes and any of its words', () => {
    const when = { it: { utmSource: ['google', 'bing'], utmMedium: 'cpc' } };

    const found = [
      channelOf({ utmSource: 'bing', utmMedium: 'cpc' }, when),
      channelOf({ utmSource: 'bing', utmMedium: 'email' }, when),
      channelOf({ utmSource: 'bing' }, when),
    ];

    expect(found).toEqual(['it', null, null]);
  });
});

describe('a match', () => {
  const channels = channelsOf({
    paid_search: [{ utmMedium: 'ppc' }, { utmMedium: 'cpc' }],
  });

  it('names the condition that made it', () => {
    const match = matchChannel({ ...NO_SOURCE, utmMedium: 'cpc' }, channels);

    expect(match).toEqual({
      channel: 'paid_search',
      subChannel: null,
      rule: { index: 1, condition: { utmMedium: ['cpc'] } },
    });
  });

  it.each([
    ['LP-A', 'LP-A'],
    [' LP-A ', 'LP-A'],
    ['', null],
    ['  ', null],
    [null, null],
  ])('has the landing page %j as sub-channel %j', (landingPage, subChannel) => {
    const match = matchChannel({ ...NO_SOURCE, utmMedium: 'cpc', landingPage }, channels);

    expect(match).toMatchObject({ channel: 'paid_search', subChannel });
  });

  it.each<[string, Partial<SourceAttributes>]>([
    ['no-source', {}],
    ['no-source', { leadSource: '', utmSource: '  ' }],
    ['no-source', { analyticsSource: 'OFFLINE' }],
    ['no-source', { analyticsSource: 'offline ' }],
    ['no-rule', { leadSource: 'Reseller' }],
    ['no-rule', { landingPage: 'LP-A' }],
  ])('is none, %s, of %j', (reason, source) => {
    const match = matchChannel({ ...NO_SOURCE, ...source }, channels);

    expect(match).toEqual({ channel: null, reason });
  });

  it('lets OFFLINE fall through to weaker evidence', () => {
    const channel = channelOf(
      { analyticsSource: 'OFFLINE', campaignType: 'Trade Show' },
      { wrong: { analyticsSource: 'OFFLINE' }, right: { campaignType: 'Trade Show' } },
    );

    expect(channel).toBe('right');
  });
});
