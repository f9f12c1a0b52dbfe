import type { Channel, ChannelCondition } from './config-channels.ts';

/**
 * The 14 methods of the B2B marketing article, ready to use in `revloop.yaml`. Two of them are several channels, since
 * they are bought and judged apart: web ads are `paid_search`, `display`, `paid_social` and `affiliate`; mail is
 * `newsletter` (with step mail) and `sales_mail`. The other twelve are one channel each: `web`, `seo`, `social`,
 * `press_release`, `marketing_automation`, `white_paper`, `webinar`, `trade_show`, `mass_media`, `transit`,
 * `direct_mail`, `telemarketing`. Mail to known people, marketing automation and direct mail nurture.
 *
 * Words are those of UTM mediums, HubSpot's `hs_analytics_source`, and Salesforce lead sources in both languages.
 * Referrals, partners, purchased lists and inbound calls belong to none of the 14 and stay unattributed until a rule
 * of the company's own says more. Narrow rules stand before wide ones: a paid click from a social network is no search.
 */
export const DEFAULT_CHANNELS: readonly Channel[] = [
  acquire('paid_social', 'SNS広告', 'Paid social', [
    { utmMedium: ['paid_social', 'paidsocial', 'paid-social', 'social_ads', 'sns_ad*'] },
    {
      utmSource: [
        'facebook*',
        'fb',
        'instagram*',
        'meta',
        'x',
        'twitter*',
        'linkedin*',
        'line',
        'youtube*',
        'tiktok*',
      ],
      utmMedium: ['cpc', 'ppc', 'cpm', 'paid*', 'ad', 'ads'],
    },
    { leadSource: ['Paid Social', 'Social Ads', 'Facebook Ads', 'LinkedIn Ads', 'SNS広告'] },
    { analyticsSource: ['PAID_SOCIAL'] },
  ]),
  acquire('paid_search', 'リスティング広告', 'Paid search', [
    { utmMedium: ['cpc', 'ppc', 'paid_search', 'paidsearch', 'paid-search', 'sem'] },
    {
      leadSource: ['Paid Search', 'Google Ads', 'Google AdWords', 'Search Ads', 'リスティング*', '検索広告'],
    },
    { analyticsSource: ['PAID_SEARCH'] },
  ]),
  acquire('display', 'ディスプレイ広告', 'Display ads', [
    { utmMedium: ['display', 'banner', 'cpm', 'gdn', 'retargeting', 'remarketing'] },
    { leadSource: ['Display', 'Display Ads', 'Banner', 'ディスプレイ*', 'バナー広告'] },
  ]),
  acquire('affiliate', 'アフィリエイト', 'Affiliate', [
    { utmMedium: ['affiliate', 'affiliates'] },
    { leadSource: ['Affiliate', 'アフィリエイト*'] },
  ]),
  acquire('press_release', 'プレスリリース', 'Press release', [
    { utmMedium: ['press_release', 'press-release', 'pr'] },
    { utmSource: ['prtimes', 'prwire', 'valuepress'] },
    { leadSource: ['Press Release', 'Public Relations', 'プレスリリース'] },
  ]),
  nurture('marketing_automation', 'マーケティングオートメーション', 'Marketing automation', [
    { utmMedium: ['automation', 'marketing_automation', 'nurture'] },
    // HubSpot's own tag on mails that a workflow sends.
    { utmSource: ['hs_automation'] },
    { leadSource: ['Marketing Automation', 'マーケティングオートメーション', 'MA'] },
  ]),
  acquire('sales_mail', '営業メール', 'Sales mail', [
    { utmMedium: ['sales_mail', 'sales_email', 'cold_email'] },
    { leadSource: ['Sales Mail', 'Sales Email', 'Cold Email', '営業メール'] },
  ]),
  nurture('newsletter', 'メルマガ・ステップメール', 'Newsletter and step mail', [
    { utmMedium: ['email', 'e-mail', 'mail', 'newsletter', 'step_mail'] },
    {
      leadSource: [
        'Newsletter',
        'Email',
        'E-mail',
        'Step Mail',
        'メルマガ',
        'メールマガジン',
        'ステップメール',
      ],
    },
    { analyticsSource: ['EMAIL_MARKETING'] },
  ]),
  acquire('social', 'SNS', 'Social media', [
    { utmMedium: ['social', 'sns', 'social_media', 'social-media'] },
    { leadSource: ['Social', 'Social Media', 'SNS', 'Facebook', 'LinkedIn', 'Twitter'] },
    { analyticsSource: ['SOCIAL_MEDIA'] },
  ]),
  acquire('seo', 'SEO', 'Organic search', [
    { utmMedium: ['organic', 'organic_search'] },
    { leadSource: ['Organic Search', 'Organic', 'SEO', '自然検索', 'オーガニック*'] },
    { analyticsSource: ['ORGANIC_SEARCH'] },
  ]),
  acquire('white_paper', 'ホワイトペーパー', 'White paper', [
    { form: ['ホワイトペーパー*', '資料ダウンロード*', 'White Paper*', 'Whitepaper*', 'eBook*'] },
    {
      leadSource: [
        'White Paper',
        'Whitepaper',
        'eBook',
        'Content Download',
        'ホワイトペーパー*',
        '資料ダウンロード',
      ],
    },
    { campaignType: ['White Paper', 'Content', 'ホワイトペーパー'] },
  ]),
  acquire('webinar', 'ウェビナー', 'Webinar', [
    { form: ['ウェビナー*', 'セミナー*', 'Webinar*', 'Seminar*'] },
    { leadSource: ['Webinar*', 'Seminar*', 'ウェビナー*', 'セミナー*'] },
    { campaignType: ['Webinar', 'Seminar', 'Seminar / Conference', 'ウェビナー', 'セミナー'] },
  ]),
  acquire('trade_show', '展示会', 'Trade show', [
    { form: ['展示会*', 'Trade Show*'] },
    { leadSource: ['Trade Show*', 'Tradeshow*', 'Exhibition', 'Conference', '展示会*'] },
    { campaignType: ['Trade Show', 'Exhibition', 'Conference', '展示会'] },
  ]),
  acquire('mass_media', 'マス広告', 'Mass media', [
    {
      leadSource: [
        'TV',
        'TV CM',
        'Radio',
        'Newspaper',
        'Magazine',
        'テレビ*',
        'ラジオ*',
        '新聞*',
        '雑誌*',
        'マス広告',
      ],
    },
  ]),
  acquire('transit', '交通広告', 'Transit ads', [
    {
      leadSource: ['Transit', 'Transit Ads', 'Taxi Ads', '交通広告', 'タクシー広告', '電車広告', '駅広告'],
    },
  ]),
  nurture('direct_mail', 'ダイレクトメール', 'Direct mail', [
    { utmMedium: ['direct_mail', 'dm'] },
    { leadSource: ['Direct Mail', 'ダイレクトメール', 'DM'] },
    { campaignType: ['Direct Mail', 'ダイレクトメール'] },
  ]),
  acquire('telemarketing', 'テレマーケティング', 'Telemarketing', [
    { leadSource: ['Telemarketing', 'Cold Call', 'Outbound Call', 'テレマ*', 'テレアポ'] },
    { campaignType: ['Telemarketing', 'テレマーケティング'] },
  ]),
  acquire('web', 'Webサイト・LP', 'Website and landing pages', [
    {
      leadSource: [
        'Web',
        'Website',
        'Web Site',
        'Contact Us',
        'Landing Page',
        'ウェブ',
        'ウェブサイト',
        'ホームページ',
        '自社サイト',
        '問い合わせ',
        'お問い合わせ',
      ],
    },
    { analyticsSource: ['DIRECT_TRAFFIC'] },
  ]),
];

function acquire(id: string, ja: string, en: string, when: ChannelCondition[]): Channel {
  return { id, name: { ja, en }, role: 'acquire', when };
}

function nurture(id: string, ja: string, en: string, when: ChannelCondition[]): Channel {
  return { id, name: { ja, en }, role: 'nurture', when };
}
