import { expect, it } from 'vitest';
import * as z from 'zod';
import { matchChannel } from '../../lib/domain/channel-rules.ts';
import { ChannelSchema } from '../../lib/domain/config-channels.ts';
import { DEFAULT_CHANNELS } from '../../lib/domain/default-channels.ts';
import { NO_SOURCE, type SourceAttributes } from '../../lib/domain/entities.ts';

it('is what the config schema makes of it', () => {
  expect(z.array(ChannelSchema).parse(DEFAULT_CHANNELS)).toEqual(DEFAULT_CHANNELS);
});

it('has every id once', () => {
  const ids = DEFAULT_CHANNELS.map(({ id }) => id);

  expect(new Set(ids).size).toBe(ids.length);
});

it('has the 14 methods, with web ads and mail parted into their kinds', () => {
  // B2B marketing overview article, 14 methods.
  const methods = [
    ['web'],
    ['paid_search', 'display', 'paid_social', 'affiliate'],
    ['seo'],
    ['social'],
    ['press_release'],
    ['newsletter', 'sales_mail'],
    ['marketing_automation'],
    ['white_paper'],
    ['webinar'],
    ['trade_show'],
    ['mass_media'],
    ['transit'],
    ['direct_mail'],
    ['telemarketing'],
  ];

  expect(DEFAULT_CHANNELS.map(({ id }) => id).sort()).toEqual(methods.flat().sort());
});

it('nurtures by newsletter, marketing automation and direct mail only', () => {
  const nurturing = DEFAULT_CHANNELS.filter(({ role }) => role === 'nurture').map(({ id }) => id);

  expect(nurturing.sort()).toEqual(['direct_mail', 'marketing_automation', 'newsletter']);
});

it.each<[Partial<SourceAttributes>, string | null]>([
  [{ leadSource: 'Web' }, 'web'],
  [{ leadSource: 'お問い合わせ' }, 'web'],
  [{ analyticsSource: 'DIRECT_TRAFFIC' }, 'web'],
  [{ utmSource: 'google', utmMedium: 'cpc' }, 'paid_search'],
  [{ utmSource: 'facebook', utmMedium: 'cpc' }, 'paid_social'],
  [{ utmSource: 'facebook', utmMedium: 'social' }, 'social'],
  [{ analyticsSource: 'PAID_SOCIAL' }, 'paid_social'],
  [{ leadSource: 'リスティング広告' }, 'paid_search'],
  [{ utmMedium: 'display' }, 'display'],
  [{ utmMedium: 'affiliate' }, 'affiliate'],
  [{ analyticsSource: 'ORGANIC_SEARCH' }, 'seo'],
  [{ leadSource: 'Public Relations' }, 'press_release'],
  [{ utmSource: 'hs_automation', utmMedium: 'email' }, 'marketing_automation'],
  [{ utmSource: 'hs_email', utmMedium: 'email' }, 'newsletter'],
  [{ leadSource: '営業メール' }, 'sales_mail'],
  [{ form: 'ホワイトペーパー: 営業DX入門', analyticsSource: 'DIRECT_TRAFFIC' }, 'white_paper'],
  [{ leadSource: 'Webinar' }, 'webinar'],
  [{ leadSource: 'Seminar - Internal' }, 'webinar'],
  [{ leadSource: 'Trade Show' }, 'trade_show'],
  [{ leadSource: '展示会（東京）' }, 'trade_show'],
  [{ analyticsSource: 'OFFLINE', campaignType: 'Trade Show' }, 'trade_show'],
  [{ leadSource: 'テレビCM' }, 'mass_media'],
  [{ leadSource: 'タクシー広告' }, 'transit'],
  [{ leadSource: 'DM' }, 'direct_mail'],
  [{ leadSource: 'テレマーケティング' }, 'telemarketing'],
  [{ leadSource: 'Partner Referral' }, null],
  [{ leadSource: 'Phone Inquiry' }, null],
  [{ leadSource: 'Other' }, null],
  [{ analyticsSource: 'REFERRALS' }, null],
])('reads %j as %s', (source, channel) => {
  expect(matchChannel({ ...NO_SOURCE, ...source }, DEFAULT_CHANNELS).channel).toBe(channel);
});
